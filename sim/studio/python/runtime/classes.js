// Classes, calls by name, errors: what Python's objects do and JavaScript's do not.

function definedAs(target, name, descriptor) {
  Object.defineProperty(target, name, { configurable: true, enumerable: false, ...descriptor });
}

// A function with the names of its arguments, so that it can be called by them.
py.def = (names, function_) => {
  function_.$names = names;
  return function_;
};
py.call = (function_, given, named) => {
  if (function_.$new) return function_.$new(given, named);
  if (function_.$named) return function_.$named(given, named);
  return function_(...placed(function_, given, named));
};
py.call_of = (thing, name, given, named) => {
  const function_ = thing[name];
  if (function_ === undefined) throw py.AttributeError(`nothing is called ${name}`);
  if (name === "$format" && typeof thing === "string") return formatted(thing, given, named);
  if (function_.$new) return function_.$new(given, named);
  if (function_.$named) return function_.$named(given, named);
  return function_.apply(thing, placed(function_, given, named));
};
function placed(function_, given, named) {
  const names = function_.$names;
  if (Object.keys(named).length === 0 && !(names && names.some((each) => each.startsWith("**")))) return given;
  if (!names) throw py.TypeError(`${function_.name} takes no arguments by name`);
  const values = [...given];
  const last = names[names.length - 1];
  const rest = last && last.startsWith("**") ? py.dict([]) : null;
  for (const [name, value] of Object.entries(named)) {
    const at = names.indexOf(name);
    if (at >= 0) values[at] = value;
    else if (rest) rest.put(name, value);
    else throw py.TypeError(`unknown argument ${name}`);
  }
  if (rest) values[names.length - 1] = rest;
  return values;
}
py.same = (x) => x;
py.cached = (function_) => {
  const known = new Dict();
  const made = (...given) => {
    const key = py.tup(...given);
    const found = known.at(key);
    if (found !== undefined) return found;
    const value = function_(...given);
    known.put(key, value);
    return value;
  };
  return py.def(function_.$names, made);
};

function once(made) {
  let value;
  return () => (value = value === undefined ? made() : value);
}
py.klass = (about) => {
  const [base, ...mixed] = about.bases || [];
  function Kind(...given) {
    return Kind.$new(given, {});
  }
  Object.setPrototypeOf(Kind, base || Basic);
  Kind.prototype = Object.create(base ? base.prototype : Basic.prototype);
  definedAs(Kind.prototype, "constructor", { value: Kind });
  for (const each of mixed) {
    for (let from = each.prototype; from && from !== Basic.prototype && from !== Object.prototype; from = Object.getPrototypeOf(from)) {
      for (const name of Object.getOwnPropertyNames(from)) {
        if (name !== "constructor" && !(name in Kind.prototype)) {
          Object.defineProperty(Kind.prototype, name, Object.getOwnPropertyDescriptor(from, name));
        }
      }
    }
    for (const name of Object.getOwnPropertyNames(each)) {
      if (!(name in Kind)) definedAs(Kind, name, { value: each[name], writable: true });
    }
  }
  const statics = { __name__: about.name, __module__: about.module, __doc__: about.doc || null, __qualname__: about.name };
  for (const [name, value] of Object.entries(statics)) definedAs(Kind, name, { value, writable: true });
  definedAs(Kind, "__mro_entries", { value: about.bases || [] });
  for (const [name, value] of Object.entries(about.methods || {})) {
    definedAs(Kind.prototype, name, { value, writable: true });
  }
  for (const [name, get] of Object.entries(about.getters || {})) definedAs(Kind.prototype, name, { get });
  for (const [name, get] of Object.entries(about.cached || {})) {
    definedAs(Kind.prototype, name, {
      get() {
        const value = get.call(this);
        definedAs(this, name, { value, writable: true });
        return value;
      },
    });
  }
  for (const [name, value] of Object.entries(about.of_class || {})) {
    definedAs(Kind, name, { value, writable: true });
    const forwarded = py.def(value.$names, function (...given) {
      return value.apply(this.constructor, given);
    });
    definedAs(Kind.prototype, name, { value: forwarded, writable: true });
  }
  for (const [name, value] of Object.entries({ ...about.plain, ...about.attributes })) {
    definedAs(Kind, name, { value, writable: true });
    definedAs(Kind.prototype, name, { value, writable: true });
  }
  if (about.fields) definedAs(Kind, "$fields", { value: about.fields });
  if (about.listed) {
    definedAs(Kind, "$listed", { value: true });
    definedAs(Kind, "_make", { value: (values) => Kind(...py.iter(values)) });
  }
  if (about.methods && about.methods.__eq__) definedAs(Kind, "$own_equality", { value: true });
  if (about.model) {
    const { fields, schema, whole, ...others } = about.model;
    definedAs(Kind, "$model", { value: { fields: once(fields), schema: once(schema), whole: once(whole), ...others } });
  }
  return Kind;
};

function Basic(...given) {
  return Basic.$new(given, {});
}
definedAs(Basic, "$new", {
  value(given, named) {
    const made = Object.create(this.prototype);
    begin(made, this, given, named);
    return made;
  },
});
definedAs(Basic, "__name__", { value: "object", writable: true });
py.object = Basic;
function begin(made, kind, given, named) {
  if (typeof made.__init__ === "function") {
    made.__init__(...placed(made.__init__, given, named));
    return;
  }
  const fields = kind.$fields;
  if (!fields) return;
  const left = { ...named };
  fields.forEach(([name, otherwise], at) => {
    const plain = plainName(name);
    if (at < given.length) made[name] = given[at];
    else if (plain in left) {
      made[name] = left[plain];
      delete left[plain];
    } else if (otherwise) made[name] = otherwise();
    else throw py.TypeError(`${kind.__name__}: ${plain} is missing`);
  });
  for (const name of Object.keys(left)) throw py.TypeError(`${kind.__name__}: unknown name ${name}`);
  if (typeof made.__post_init__ === "function") made.__post_init__();
}
py.made = (kind, fields) => {
  const made = Object.create(kind.prototype);
  if (kind.$model) for (const [name, value] of kind.$model.private().pairs()) definedAs(made, name, { value, writable: true });
  return Object.assign(made, fields);
};
definedAs(Basic.prototype, "_replace", {
  value: py.def(["**changes"], function (changes) {
    return py.call(py.replace, [this], py.named(changes));
  }),
});
py.replace = (thing) => thing;
py.replace.$named = ([thing], named) => {
  const fields = thing.constructor.$fields.map(([name]) => [plainName(name), thing[name]]);
  return thing.constructor.$new([], { ...Object.fromEntries(fields), ...named });
};

// A method of the classes above the one in which it is called.
py.above = (kind, self, name) => {
  const statics = typeof self === "function";
  const from = Object.getPrototypeOf(statics ? kind : kind.prototype);
  const found = from[name];
  if (found === undefined && name === "__init__") return () => null;
  const bound = (...given) => found.apply(self, given);
  bound.$names = found.$names;
  if (found.$named) bound.$named = (given, named) => found.$named.call(self, given, named);
  return bound;
};
// A method of a class, to be called with an object; what begins nothing does nothing.
py.of = (kind, name) => kind.prototype[name] || (() => null);
py.called = (function_, [self, ...given], named) => function_.apply(self, placed(function_, given, named));
py.bound = (thing, name) => {
  const found = thing[name];
  if (typeof found !== "function" || found.$new) return found;
  return py.def(found.$names, (...given) => found.apply(thing, given));
};
const MEMBERS = new Set(PYTHON_MEMBERS);
const memberName = (name) => (MEMBERS.has(name) ? `$${name}` : name);
const ownOf = (thing, name) => {
  const plain = thing === null || thing === undefined || (typeof thing !== "object" && typeof thing !== "function");
  if (name === "__proto__" || (plain && !MEMBERS.has(name))) return undefined;
  return thing === null || thing === undefined ? undefined : thing[memberName(name)];
};
py.getattr = (thing, name, ...otherwise) => {
  const found = ownOf(thing, name);
  if (found !== undefined) return found;
  if (otherwise.length) return otherwise[0];
  throw py.AttributeError(`nothing is called ${name}`);
};
py.hasattr = (thing, name) => ownOf(thing, name) !== undefined;

// The fields of an object as a block: what is put into it is put into the object.
class Fields extends Dict {
  constructor(thing) {
    super(Object.keys(thing).map((name) => [plainName(name), thing[name]]));
    this.thing = thing;
  }
  put(key, value) {
    super.put(key, value);
    if (this.thing) this.thing[memberName(key)] = value;
  }
}
py.vars = (thing) => new Fields(thing);

// -- kinds --------------------------------------------------------------------------------------

const isKind = {
  int: (x) => typeof x === "boolean" || typeof x === "bigint" || (typeof x === "number" && Number.isInteger(x)),
  float: (x) => x instanceof Real || (typeof x === "number" && !Number.isInteger(x)),
  str: (x) => typeof x === "string",
  bool: (x) => typeof x === "boolean",
  list: (x) => isArray(x) && !(x instanceof Tuple),
  tuple: (x) => x instanceof Tuple || Boolean(x && x.constructor && x.constructor.$listed),
  dict: (x) => x instanceof Dict,
  set: (x) => x instanceof PySet,
  frozenset: (x) => x instanceof PySet,
};
py.bytes = (codes) => ({
  $decode() {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(codes));
    } catch {
      throw py.UnicodeDecodeError("no UTF-8");
    }
  },
});
isKind.bytes = () => false;
for (const [name, test] of Object.entries(isKind)) {
  definedAs(py[name], "$test", { value: test });
  definedAs(py[name], "__name__", { value: name, writable: true });
  definedAs(py[name], "__module__", { value: "builtins", writable: true });
}
py.isinstance = (x, kinds) => {
  if (Array.isArray(kinds)) return kinds.some((each) => py.isinstance(x, each));
  if (kinds.$test) return kinds.$test(x);
  if (kinds === Basic) return true;
  return x !== null && typeof x === "object" && (x instanceof kinds || derived(x.constructor, kinds));
};
function derived(kind, from) {
  if (kind === from) return true;
  return Boolean(kind && kind.__mro_entries && kind.__mro_entries.some((each) => derived(each, from)));
}
py.type = (x) => {
  if (x === null || x === undefined) return py.NoneType;
  for (const name of ["bool", "str", "int", "float", "tuple", "list", "dict", "set"]) {
    if (isKind[name](x) && !(x.constructor && x.constructor.$listed)) return py[name];
  }
  return typeof x === "function" ? KindOfKinds : x.constructor;
};
py.NoneType = () => null;
py.never = () => null;
isKind.never = () => false;
for (const name of [...Object.keys(isKind), "NoneType"]) {
  const above = name === "bool" ? [py.int] : [];
  definedAs(py[name], "__mro__", { value: py.tup(py[name], ...above, Basic) });
}
definedAs(py.never, "$test", { value: () => false });
py.StringIO = py.klass({
  name: "StringIO", module: "io",
  methods: {
    __init__: py.def([], function () { this.text = ""; }),
    write: py.def(["text"], function (text) { this.text += text; }),
    getvalue: py.def([], function () { return this.text; }),
    flush: py.def([], () => null),
  },
});
definedAs(py.NoneType, "__name__", { value: "NoneType" });
const KindOfKinds = { __name__: "type", __module__: "builtins" };

// -- errors -------------------------------------------------------------------------------------

py.BaseException = py.klass({
  name: "BaseException", module: "builtins",
  methods: { __init__: py.def([], function (...given) { definedAs(this, "args", { value: py.tup(...given), writable: true }); }) },
});
definedAs(py.BaseException, "$new", {
  value(given, named) {
    const made = Object.create(this.prototype);
    definedAs(made, "args", { value: py.tup(...given), writable: true });
    definedAs(made, "stack", { value: new Error(this.__name__).stack, writable: true });
    definedAs(made, "toString", { value() { return `${made.constructor.__name__}: ${py.str(made)}`; } });
    if (made.__init__ !== py.BaseException.prototype.__init__) begin(made, this, given, named);
    return made;
  },
});
definedAs(py.BaseException.prototype, "message", { get() { return py.str(this); } });
const ERRORS = {
  Exception: "BaseException", ValueError: "Exception", TypeError: "Exception", LookupError: "Exception",
  KeyError: "LookupError", IndexError: "LookupError", AttributeError: "Exception",
  ArithmeticError: "Exception", ZeroDivisionError: "ArithmeticError", OverflowError: "ArithmeticError",
  OSError: "Exception", FileNotFoundError: "OSError", NotADirectoryError: "OSError", PermissionError: "OSError",
  UnicodeError: "ValueError", UnicodeDecodeError: "UnicodeError", UnicodeEncodeError: "UnicodeError",
  RuntimeError: "Exception", RecursionError: "RuntimeError", NotImplementedError: "RuntimeError",
  StopIteration: "Exception", AssertionError: "Exception",
};
for (const [name, base] of Object.entries(ERRORS)) py[name] = py.klass({ name, module: "builtins", bases: [py[base]] });
py.raised = (what) => (typeof what === "function" ? what() : what);

const identities = new WeakMap();
let identity = 0;
py.id = (thing) => {
  if (thing === null || (typeof thing !== "object" && typeof thing !== "function")) return `plain ${typeof thing} ${String(thing)}`;
  if (!identities.has(thing)) identities.set(thing, (identity += 1));
  return identities.get(thing);
};
