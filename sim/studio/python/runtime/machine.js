// What asks for a machine in Python: files, of which there are only those that were put here.

class Path {
  constructor(...parts) {
    this.text = parts.map((each) => (each instanceof Path ? each.text : String(each))).join("/").replace(/\/+/g, "/").replace(/^\.\/(?=.)/, "");
  }
  get $name() { return this.text.slice(this.text.lastIndexOf("/") + 1); }
  get name() { return this.$name; }
  get stem() { return this.name.replace(/(?<=.)\.[^.]*$/, ""); }
  get suffix() { return (/(?<=.)\.[^.]*$/.exec(this.name) || [""])[0]; }
  get parent() { return new Path(this.text.includes("/") ? this.text.slice(0, this.text.lastIndexOf("/")) : "."); }
  __str__() { return this.text; }
  __eq__(other) { return other instanceof Path && other.text === this.text; }
  is_dir() { return [...FILES.keys()].some((name) => folderOf(name) === folderOf(`${this.text}/x`)); }
  iterdir() { return [...FILES.keys()].filter((name) => folderOf(name) === folderOf(`${this.text}/x`)).map((name) => new Path(name)); }
  read_text() { return py.read_file(this); }
}
Path.prototype.read_text.$names = ["encoding"];
const FILES = new Map();
const folderOf = (name) => (name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : ".");
py.Path = (...parts) => new Path(...parts);
definedAs(py.Path, "$test", { value: (x) => x instanceof Path });
py.div = ((plain) => (a, b) => (a instanceof Path ? new Path(a, b) : plain(a, b)))(py.div);
py.put_file = (name, text) => FILES.set(name, text);
py.read_file = (path) => {
  const found = FILES.get(path.text);
  if (found === undefined) throw py.FileNotFoundError(path.text);
  return found;
};
py.isfile = (path) => FILES.has(py.str(path));
py.dirname = (path) => folderOf(py.str(path));

// -- the compiled model -------------------------------------------------------------------------

let host = null;
py.use_host = (made) => { host = made; };
py.rule = (name) => {
  const called = (...given) => host.rule(name, given);
  called.plain = called;
  return called;
};
py.named_rule = (name) => ({ plain: { __name__: name } });

// The district of every block (`sim/report/areas.py`), of a town that is built and not lived.
py.areas_of = (scenario) => {
  const { x, y, district } = new Town(host).laidOut(py.given_out(portable_inputs_town_inputs(scenario, 1, 1)));
  const last = (places) => places.reduce((one, other) => Math.max(one, other));
  const areas = Array.from({ length: last(y) + 1 }, () => new Array(last(x) + 1).fill(-1));
  district.forEach((each, at) => { areas[y[at]][x[at]] = each; });
  return areas;
};

// -- to and from JavaScript ---------------------------------------------------------------------

// Plain data of Python as JavaScript's own.
py.given_out = (x) => {
  if (x === null || x === undefined) return null;
  if (x instanceof Real) return x.valueOf();
  if (x instanceof Dict) return Object.fromEntries([...x.pairs()].map(([key, value]) => [py.str(key), py.given_out(value)]));
  if (x instanceof PySet) return [...x].map(py.given_out);
  if (isArray(x)) return Array.from(x, py.given_out);
  if (typeof x === "object") {
    const fields = x.constructor && x.constructor.$fields;
    if (fields) return Object.fromEntries(fields.map(([name]) => [plainName(name), py.given_out(x[name])]));
    throw new TypeError(`${py.repr(x)} is no plain data`);
  }
  return x;
};
// JavaScript's data as Python's; numbers without a fraction count as whole ones.
py.taken_in = (x) => {
  if (x === undefined) return null;
  if (Array.isArray(x)) return x.map(py.taken_in);
  if (x !== null && typeof x === "object" && !ArrayBuffer.isView(x)) {
    return py.dict(Object.entries(x).map(([key, value]) => [key, py.taken_in(value)]));
  }
  return x;
};
