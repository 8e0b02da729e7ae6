// Blocks of names and values, sets, and what lists can do in Python. Keys are compared as Python
// does: by what they say, tuples too.

// What a key is known by: numbers and texts as they are, what holds others by all that it holds.
function keyOf(x) {
  if (typeof x === "string" || x === null) return x;
  if (typeof x === "boolean") return Number(x);
  if (isNumber(x)) return Number(x);
  if (x instanceof Tuple || (x.constructor && x.constructor.$listed)) return held("tuple", [...py.iter(x)]);
  if (Array.isArray(x) || x instanceof Dict) throw py.TypeError("this cannot be a key");
  if (x instanceof PySet) return held("set", [...x].map(inner).sort());
  const { $fields, $own_equality } = x.constructor;
  if ($fields && !$own_equality) return held(py.id(x.constructor), $fields.map(([name]) => x[name]));
  return x;
}
const inner = (x) => {
  const key = keyOf(x);
  return typeof key === "object" || typeof key === "function" ? `object ${py.id(key)}` : `${typeof key} ${String(key)}`;
};
const held = (kind, parts) => `\u0000${kind}${JSON.stringify(parts.map(inner))}`;

class Dict {
  constructor(pairs = []) {
    this.map = new Map();
    for (const [key, value] of pairs) this.put(key, value);
  }
  get size() {
    return this.map.size;
  }
  has(key) {
    return this.map.has(keyOf(key));
  }
  at(key) {
    const found = this.map.get(keyOf(key));
    return found === undefined ? undefined : found[1];
  }
  put(key, value) {
    const name = keyOf(key);
    const found = this.map.get(name);
    if (found === undefined) this.map.set(name, [key, value]);
    else found[1] = value;
  }
  drop(key) {
    this.map.delete(keyOf(key));
  }
  // Copies, so that the block may change meanwhile.
  pairs() {
    return Array.from(this.map.values(), (each) => [each[0], each[1]]);
  }
  [Symbol.iterator]() {
    return Array.from(this.map.values(), (each) => each[0]).values();
  }
}

class PySet {
  constructor(values = []) {
    this.map = new Map();
    for (const each of values) this.add(each);
  }
  get size() {
    return this.map.size;
  }
  has(value) {
    return this.map.has(keyOf(value));
  }
  add(value) {
    const name = keyOf(value);
    if (!this.map.has(name)) this.map.set(name, value);
  }
  [Symbol.iterator]() {
    return this.map.values();
  }
}

class DefaultDict extends Dict {}

py.dict = (pairs = []) => {
  if (pairs instanceof Dict) return new Dict(pairs.pairs());
  return new Dict(py.iter(pairs));
};
py.dict.$kinds = (x) => x instanceof Dict;
py.dict.fromkeys = (keys, value = null) => new Dict([...py.iter(keys)].map((key) => [key, value]));
py.dict.$fromkeys = py.dict.fromkeys;
py.defaultdict = (made) => {
  const dict = new DefaultDict();
  dict.made = made;
  return dict;
};
py.set_of = (values) => new PySet(values);
py.set = (holder, ...rest) => {
  if (rest.length === 0) return new PySet(holder === undefined ? [] : py.iter(holder));
  const [index, value] = rest;
  if (holder instanceof Dict) holder.put(index, value);
  else if (typeof holder.__setitem__ === "function") holder.__setitem__(index, value);
  else {
    const at = index < 0 ? holder.length + Number(index) : Number(index);
    if (!(at >= 0 && at < holder.length)) throw py.IndexError("there is none there");
    holder[at] = value;
  }
  return null;
};
py.frozenset = (values = []) => new PySet(py.iter(values));
py.list = (values = []) => [...py.iter(values)];
py.tuple = (values = []) => Tuple.from(py.iter(values)); // however many: a call takes only so many
py.pairs = (dict) => dict.pairs();
py.named = (dict) => Object.fromEntries(dict.pairs());

py.iter = (x) => {
  if (x === null || x === undefined) throw py.TypeError("nothing to go through");
  if (typeof x.next === "function") return { [Symbol.iterator]: () => ({ next: () => x.next() }) }; // what is left stays
  if (x[Symbol.iterator]) return x;
  if (typeof x.__iter__ === "function") return x.__iter__();
  if (x.constructor && x.constructor.$listed) return x.constructor.$fields.map(([name]) => x[name]);
  throw py.TypeError(`nothing to go through in ${py.repr(x)}`);
};
py.iterator = (x) => py.iter(x)[Symbol.iterator]();
py.next = (iterator, ...otherwise) => {
  const { value, done } = iterator.next();
  if (!done) return value;
  if (otherwise.length) return otherwise[0];
  throw py.StopIteration();
};
py.len = (x) => {
  if (typeof x === "string") return signsOf(x).length;
  if (isArray(x)) return x.length;
  if (x instanceof Dict || x instanceof PySet) return x.size;
  if (x.constructor && x.constructor.$listed) return x.constructor.$fields.length;
  return x.__len__();
};
py.item = (holder, index) => {
  if (holder instanceof Dict) {
    const found = holder.at(index);
    if (found !== undefined) return found;
    if (holder instanceof DefaultDict) {
      holder.put(index, holder.made());
      return holder.at(index);
    }
    throw py.KeyError(index);
  }
  if (holder instanceof Match) return holder.$group(index);
  if (holder.constructor && holder.constructor.$listed) return py.item(py.tup(...py.iter(holder)), index);
  if (typeof holder.__getitem__ === "function") return holder.__getitem__(index);
  if (typeof holder === "string") holder = signsOf(holder);
  const at = index < 0 ? holder.length + Number(index) : Number(index);
  const found = holder[at];
  if (found === undefined) throw py.IndexError("there is none there");
  return found;
};
py.slice = (holder, low, high, step) => {
  if (holder.constructor && holder.constructor.$listed) holder = py.tup(...py.iter(holder));
  if (typeof holder === "string" && wide(holder)) return py.slice([...holder], low, high, step).join("");
  const from = low === null ? undefined : Number(low);
  const to = high === null ? undefined : Number(high);
  if (step === null || step === 1) return holder.slice(from, to);
  const size = holder.length;
  const clip = (x) => Math.min(Math.max(x < 0 ? x + size : x, step < 0 ? -1 : 0), step < 0 ? size - 1 : size);
  const start = from === undefined ? (step < 0 ? size - 1 : 0) : clip(from);
  const end = to === undefined ? (step < 0 ? -1 : size) : clip(to);
  const found = [];
  for (let at = start; step < 0 ? at > end : at < end; at += step) found.push(holder[at]);
  if (typeof holder === "string") return found.join("");
  return holder instanceof Tuple ? Tuple.from(found) : found;
};
py.del = (holder, index) => {
  if (holder instanceof Dict) {
    if (!holder.has(index)) throw py.KeyError(index);
    holder.drop(index);
  } else holder.splice(index < 0 ? holder.length + index : index, 1);
};
py.exactly = (values, number) => {
  const every = [...py.iter(values)];
  if (every.length !== number) throw py.ValueError(`${number} values are needed here, not ${every.length}`);
  return every;
};
py.apart = (values, before, after) => {
  const every = [...py.iter(values)];
  const end = every.length - after;
  if (end < before) throw py.ValueError("too few values");
  return [...every.slice(0, before), every.slice(before, end), ...every.slice(end)];
};

const byKey = (key) => (key ? (x) => key(x) : (x) => x);
function withNames(plain, names, named) {
  plain.$named = (given, by) => {
    const unknown = Object.keys(by).filter((name) => !names.includes(name));
    if (unknown.length) throw py.TypeError(`unknown name ${unknown[0]}`);
    return named(given, by);
  };
  return plain;
}
py.sorted = withNames((values) => ordered(values, null, false), ["key", "reverse"], ([values], by) =>
  ordered(values, by.key, by.reverse));
function ordered(values, key, reverse) {
  const of = byKey(key);
  const keyed = [...py.iter(values)].map((each) => [of(each), each]);
  keyed.sort((a, b) => (reverse ? compared(b[0], a[0]) : compared(a[0], b[0])));
  return keyed.map((each) => each[1]);
}
function extreme(side) {
  const found = (values, key, otherwise) => {
    const of = byKey(key);
    let best;
    let most;
    for (const each of py.iter(values)) {
      const now = of(each);
      if (best === undefined || side * compared(now, most) > 0) [best, most] = [each, now];
    }
    if (best !== undefined) return best;
    if (otherwise !== undefined) return otherwise;
    throw py.ValueError("nothing to choose from");
  };
  return withNames(
    (...given) => found(given.length === 1 ? given[0] : given, null),
    ["key", "default"],
    (given, by) => found(given.length === 1 ? given[0] : given, by.key, by.default),
  );
}
py.max = extreme(1);
py.min = extreme(-1);
py.sum = withNames((values, start = 0) => {
  let total = start;
  for (const each of py.iter(values)) total = py.add(total, each);
  return total;
}, ["start"], ([values], by) => py.sum(values, by.start));
py.any = (values) => {
  for (const each of py.iter(values)) if (py.t(each)) return true;
  return false;
};
py.all = (values) => {
  for (const each of py.iter(values)) if (!py.t(each)) return false;
  return true;
};
py.enumerate = withNames(function* (values, start = 0) {
  let at = start;
  for (const each of py.iter(values)) {
    yield py.tup(at, each);
    at += 1;
  }
}, ["start"], ([values], by) => py.enumerate(values, by.start));
py.zip = withNames((...lists) => zipped(lists, false), ["strict"], (lists, by) => zipped(lists, by.strict));
function* zipped(lists, strict) {
  const every = lists.map((each) => py.iter(each)[Symbol.iterator]());
  while (every.length) {
    const now = every.map((each) => each.next());
    if (now.some((each) => each.done)) {
      if (strict && !now.every((each) => each.done)) throw py.ValueError("one is longer than another");
      return;
    }
    yield py.tup(...now.map((each) => each.value));
  }
}
py.range = (start, end, step = 1) => {
  const [low, high] = end === undefined ? [0, start] : [start, end];
  const found = [];
  for (let at = Number(low); step > 0 ? at < high : at > high; at += step) found.push(at);
  return found;
};
py.map = function* (function_, values) {
  for (const each of py.iter(values)) yield function_(each);
};
py.filter = function* (function_, values) {
  for (const each of py.iter(values)) if (py.t(function_ === null ? each : function_(each))) yield each;
};
py.reversed = (values) => [...py.iter(values)].reverse();
py.combinations = function* (values, size) {
  const every = [...py.iter(values)];
  function* from(start, left) {
    if (left === 0) yield [];
    else {
      for (let at = start; at <= every.length - left; at += 1) {
        for (const rest of from(at + 1, left - 1)) yield [every[at], ...rest];
      }
    }
  }
  for (const each of from(0, size)) yield py.tup(...each);
};
py.pairwise = function* (values) {
  const every = [...py.iter(values)];
  for (let at = 1; at < every.length; at += 1) yield py.tup(every[at - 1], every[at]);
};
py.nlargest = (size, values) => ordered(values, null, true).slice(0, size);

function extend(kind, members) {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(kind.prototype, `$${name}`, { value, enumerable: false, writable: true });
  }
}
extend(Array, {
  append(x) { this.push(x); return null; },
  extend(values) { for (const each of py.iter(values)) this.push(each); return null; },
  insert(at, x) { this.splice(at, 0, x); return null; },
  pop(at = -1) {
    if (!this.length) throw py.IndexError("there is none");
    return this.splice(at < 0 ? this.length + at : at, 1)[0];
  },
  remove(x) { this.splice(this.$index(x), 1); return null; },
  index(x) {
    const at = this.findIndex((each) => py.eq(each, x));
    if (at < 0) throw py.ValueError("it is not in the list");
    return at;
  },
  count(x) { return this.filter((each) => py.eq(each, x)).length; },
  copy() { return [...this]; },
  clear() { this.length = 0; return null; },
  reverse() { this.reverse(); return null; },
  sort() { ordered(this, null, false).forEach((each, at) => { this[at] = each; }); return null; },
});
extend(Dict, {
  items() { return Array.from(this.map.values(), (each) => py.tup(each[0], each[1])); },
  keys() { return new PySet(this); },
  values() { return Array.from(this.map.values(), (each) => each[1]); },
  get(key, otherwise = null) { const found = this.at(key); return found === undefined ? otherwise : found; },
  pop(key, ...otherwise) {
    const found = this.at(key);
    this.drop(key);
    if (found !== undefined) return found;
    if (otherwise.length) return otherwise[0];
    throw py.KeyError(key);
  },
  setdefault(key, value = null) { if (!this.has(key)) this.put(key, value); return this.at(key); },
  update(other) { for (const [key, value] of py.dict(other).pairs()) this.put(key, value); return null; },
  copy() { return new Dict(this.pairs()); },
  clear() { this.map.clear(); return null; },
});
extend(PySet, {
  add(x) { this.add(x); return null; },
  update(values) { for (const each of py.iter(values)) this.add(each); return null; },
  discard(x) { this.map.delete(keyOf(x)); return null; },
  union(...others) { return py.set_of([...this, ...others.flatMap((each) => [...py.iter(each)])]); },
});

for (const kind of [Dict, PySet]) {
  Object.defineProperty(kind.prototype, "__contains__", { value(x) { return this.has(x); } });
}
