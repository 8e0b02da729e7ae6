// Checked classes: pydantic's own schema of each is followed, with pydantic's words for what is wrong.

py.field = (about) => ({ ...py.named(about), metadata: about.at("metadata").map(py.named) });
py.ValidationError = py.klass({
  name: "ValidationError", module: "pydantic", bases: [py.ValueError],
  methods: {
    __init__: py.def(["found"], function (found) { this.found = found; }),
    errors: py.def(["include_url"], function () { return this.found; }),
  },
});
class Wrong extends Error {
  constructor(found) {
    super("wrong");
    this.found = found;
  }
}
function wrong(type, input, context = [], message = "") {
  const details = py.dict([["type", type], ["loc", py.tup()], ["msg", message], ["input", input], ["ctx", py.dict(context)]]);
  throw new Wrong([details]);
}
function under(place, found) {
  for (const each of found) each.put("loc", py.tup(place, ...each.at("loc")));
  return found;
}
// Follows a part at a place; what is wrong there is added to what is known.
function tried(place, known, check) {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    known.push(...under(place, error.found));
    return undefined;
  }
}
function own(input, check) {
  try {
    return check();
  } catch (error) {
    if (!py.isinstance(error, py.ValueError) || error instanceof Wrong) throw error;
    return wrong("value_error", input, [["error", error]], `Value error, ${py.str(error)}`);
  }
}

const CHECKS = {
  any: (_, x) => x,
  str(part, x) {
    if (typeof x !== "string") wrong("string_type", x);
    const size = [...x].length;
    if (part.min_length !== undefined && size < part.min_length) wrong("string_too_short", x, [["min_length", part.min_length]]);
    if (part.max_length !== undefined && size > part.max_length) wrong("string_too_long", x, [["max_length", part.max_length]]);
    if (part.pattern && !new RegExp(part.pattern, "u").test(x)) wrong("string_pattern_mismatch", x, [["pattern", part.pattern]]);
    return x;
  },
  bool(_, x) {
    if (typeof x !== "boolean") wrong("bool_type", x);
    return x;
  },
  int(part, x) {
    if (typeof x === "boolean" || !isKind.int(x)) wrong("int_type", x);
    return bounded(part, x, x);
  },
  float(part, x) {
    if (typeof x === "boolean" || !isNumber(x)) wrong("float_type", x);
    const value = Number(x);
    if (part.allow_inf_nan !== true && !Number.isFinite(value)) wrong("finite_number", x);
    return bounded(part, realOf(value), x);
  },
  nullable: (part, x, self) => (x === null ? null : follow(part.inner, x, self)),
  default: (part, x, self) => follow(part.inner, x, self),
  literal(part, x) {
    for (const each of part.expected) if (py.eq(each, x) && typeof each === typeof x) return each;
    const every = part.expected.map(py.repr);
    const told = every.length > 1 ? `${every.slice(0, -1).join(", ")} or ${every[every.length - 1]}` : every[0];
    return wrong("literal_error", x, [["expected", told]]);
  },
  list(part, x) {
    if (!Array.isArray(x) || x instanceof Tuple) wrong("list_type", x);
    const known = [];
    const made = x.map((each, at) => tried(at, known, () => follow(part.items, each)));
    if (part.min_length !== undefined && x.length < part.min_length) {
      wrong("too_short", x, [["field_type", "List"], ["min_length", part.min_length], ["actual_length", x.length]]);
    }
    if (part.max_length !== undefined && x.length > part.max_length) {
      wrong("too_long", x, [["field_type", "List"], ["max_length", part.max_length], ["actual_length", x.length]]);
    }
    if (known.length) throw new Wrong(known);
    return made;
  },
  dict(part, x) {
    if (!(x instanceof Dict)) wrong("dict_type", x);
    const known = [];
    const made = py.dict([]);
    for (const [key, value] of x.pairs()) {
      const before = known.length;
      const name = tried(key, known, () => {
        const found = [];
        const inner = tried("[key]", found, () => follow(part.keys, key));
        if (found.length) throw new Wrong(found);
        return inner;
      });
      const each = tried(key, known, () => follow(part.values, value));
      if (known.length === before) made.put(name, each);
    }
    if (known.length) throw new Wrong(known);
    return made;
  },
  union(part, x) {
    const known = [];
    for (const each of part.choices) {
      const before = known.length;
      const made = tried(labelOf(each), known, () => follow(each, x));
      if (known.length === before) return made;
    }
    throw new Wrong(known);
  },
  "tagged-union"(part, x) {
    const isModel = x !== null && typeof x === "object" && x.constructor && x.constructor.$model;
    if (!(x instanceof Dict) && !isModel) wrong("model_attributes_type", x);
    const tag = isModel ? x[memberName(part.by)] : x.at(part.by);
    const name = py.repr(part.by);
    if (tag === undefined) wrong("union_tag_not_found", x, [["discriminator", name]]);
    const choice = typeof tag === "string" && Object.hasOwn(part.choices, tag) ? part.choices[tag] : undefined;
    if (choice === undefined) {
      const every = Object.keys(part.choices).map(py.repr).join(", ");
      wrong("union_tag_invalid", x, [["discriminator", name], ["tag", py.str(tag)], ["expected_tags", every]]);
    }
    const known = [];
    const made = tried(tag, known, () => follow(choice, x));
    if (known.length) throw new Wrong(known);
    return made;
  },
  "function-after"(part, x, self) {
    const made = follow(part.inner, x, self);
    return own(x, () => (part.owner ? part.owner[part.method](made) : made[part.method]()));
  },
  "function-before"(part, x, self) {
    return follow(part.inner, own(x, () => part.owner[part.method](x)), self);
  },
  "model-fields"(part, x) {
    if (!(x instanceof Dict)) wrong("model_type", x);
    const known = [];
    const values = {};
    const given = py.set_of([]);
    const used = new Set();
    for (const [name, field] of Object.entries(part.fields)) {
      const written = field.alias !== null && x.has(field.alias) ? field.alias : name;
      if (x.has(written)) {
        used.add(written);
        const value = tried(written, known, () => follow(field.inner, x.at(written)));
        values[name] = value;
        given.add(name);
      } else {
        const made = usual(field.inner);
        if (made === undefined) known.push(...under(field.alias || name, missing(x)));
        else values[name] = made;
      }
    }
    for (const name of x) {
      if (!used.has(name)) known.push(...under(name, extra(x.at(name))));
    }
    if (known.length) throw new Wrong(known);
    return { values, given };
  },
  model(part, x, self) {
    let data = x;
    if (x !== null && typeof x === "object" && x.constructor && x.constructor.$model) {
      if (!derived(x.constructor, part.cls)) wrong("model_type", x);
      data = asGiven(x);
    }
    const { values, given } = follow(part.inner, data);
    const made = self || Object.create(part.cls.prototype);
    for (const [name, value] of part.cls.$model.private().pairs()) definedAs(made, name, { value, writable: true });
    for (const [name, value] of Object.entries(values)) made[memberName(name)] = value;
    definedAs(made, "model_fields_set", { value: given, writable: true });
    definedAs(made, "__pydantic_fields_set__", { value: given, writable: true });
    if (self === undefined && x !== data) keepPrivate(made, x);
    return made;
  },
};
function keepPrivate(made, from) {
  for (const name of from.constructor.$model.private()) definedAs(made, name, { value: from[name], writable: true });
}
const missing = (x) => caughtWrong(() => wrong("missing", x));
const extra = (x) => caughtWrong(() => wrong("extra_forbidden", x));
function caughtWrong(check) {
  try {
    check();
  } catch (error) {
    return error.found;
  }
  return [];
}
function bounded(part, value, input) {
  const size = Number(value);
  for (const [name, sign, fits] of BOUNDS) {
    if (part[name] !== undefined && !fits(size, part[name])) wrong(sign, input, [[name, part[name]]]);
  }
  return value;
}
const BOUNDS = [
  ["le", "less_than_equal", (x, bound) => x <= bound],
  ["lt", "less_than", (x, bound) => x < bound],
  ["ge", "greater_than_equal", (x, bound) => x >= bound],
  ["gt", "greater_than", (x, bound) => x > bound],
];
function labelOf(part) {
  if (part.type === "model") return part.cls.__name__;
  if (part.type === "dict") return `dict[${labelOf(part.keys)},${labelOf(part.values)}]`;
  if (part.type === "literal") return `literal[${part.expected.map(py.repr).join(",")}]`;
  if (part.type === "str" && part.pattern) return "constrained-str";
  return part.type;
}
function usual(part) {
  if (part.type === "default") return part.made();
  if (part.type.startsWith("function-")) return usual(part.inner);
  return undefined;
}
function follow(part, x, self) {
  return CHECKS[part.type](part, x, self);
}
// The data of an object: all its fields, of which only those that were given count as given.
function asGiven(x) {
  const aliases = x.constructor.$model.fields();
  const pairs = [];
  for (const name of x.model_fields_set) pairs.push([aliases.at(name).alias || name, x[memberName(name)]]);
  return py.dict(pairs);
}

function written(value, options) {
  if (value !== null && typeof value === "object") {
    if (value.constructor && value.constructor.$model) return dumped(value, options);
    if (value instanceof Dict) return py.dict([...value.pairs()].map(([key, each]) => [key, written(each, options)]));
    if (Array.isArray(value)) return value.map((each) => written(each, options));
  }
  return value;
}
function dumped(thing, options) {
  const fields = thing.constructor.$model.fields();
  const plain = () => {
    const made = py.dict([]);
    for (const [name, field] of fields.pairs()) {
      if (options.exclude_unset && !thing.model_fields_set.has(name)) continue;
      if (options.exclude && py.in(name, options.exclude)) continue;
      const value = thing[memberName(name)];
      if (options.exclude_none && value === null) continue;
      made.put((options.by_alias && field.alias) || name, written(value, { ...options, exclude: null }));
    }
    return made;
  };
  const [writer] = thing.constructor.$model.writers;
  return writer ? thing[writer](plain) : plain();
}

py.BaseModel = py.klass({
  name: "BaseModel", module: "pydantic",
  methods: {
    model_dump: py.def(["mode", "by_alias", "exclude_unset", "exclude", "exclude_none"], function (mode, by_alias, exclude_unset, exclude, exclude_none) {
      return dumped(this, { by_alias, exclude_unset, exclude, exclude_none });
    }),
    model_copy: py.def(["update", "deep"], function (update = null) {
      const made = Object.assign(Object.create(this.constructor.prototype), this);
      for (const name of ["model_fields_set", "__pydantic_fields_set__"]) definedAs(made, name, { value: this.model_fields_set, writable: true });
      for (const name of this.constructor.$model.private()) definedAs(made, name, { value: this[name], writable: true });
      if (update !== null) for (const [name, value] of update.pairs()) made[memberName(name)] = value;
      return made;
    }),
  },
  of_class: {
    model_validate: py.def(["obj"], function (data) { return validate(this, data, undefined); }),
    model_json_schema: py.def([], function () { return this.$model.whole() || py.dict([["properties", this.$properties()]]); }),
  },
});
function validate(kind, data, self) {
  try {
    return follow(kind.$model.schema(), data, self);
  } catch (error) {
    if (error instanceof Wrong) throw py.ValidationError(error.found);
    throw error;
  }
}
definedAs(py.BaseModel, "__pydantic_validator__", {
  get() {
    return {
      validate_python: py.def(["data", "self_instance"], (data, self = null) => validate(this, data, self === null ? undefined : self)),
    };
  },
});
definedAs(py.BaseModel, "model_fields", { get() { return this.$model.fields(); } });
definedAs(py.BaseModel, "$properties", {
  value() { return py.dict([...this.$model.fields().pairs()].map(([name, field]) => [field.alias || name, field.alone])); },
});
py.wanted_of = (field) => files_schema_names__wanted(field.alone, field.alone);
