// Texts and numbers as Python shows them: str, repr, format, and the methods of texts.

// A number with so many decimals: the nearest, halves to the even one. JavaScript's own takes
// the larger of two that are as near.
function fixed(value, digits) {
  const size = Math.abs(value);
  if (size >= 1e21) return `${value < 0 ? "-" : ""}${BigInt(size)}${digits ? `.${"0".repeat(digits)}` : ""}`;
  return signed(value, evenHalf(size.toFixed(digits), size, digits));
}
function evenHalf(shown, size, digits) {
  if (digits > 60) return shown;
  const exact = size.toFixed(Math.min(100, digits + 40));
  const cut = exact.length - (exact.includes(".") ? Math.min(100, digits + 40) - digits : 0);
  const rest = exact.slice(cut).replace(".", "");
  if (!/^50*$/.test(rest)) return shown;
  const below = exact.slice(0, cut).replace(/\.$/, "");
  const last = Number(below[below.length - 1]);
  return last % 2 === 0 ? below : shown;
}
function signed(value, text) {
  return value < 0 || Object.is(value, -0) ? `-${text}` : text;
}
// Digits and exponent with so many significant figures.
function scientific(value, figures) {
  const size = Math.abs(value);
  if (size === 0) return ["0".repeat(figures), 0];
  let [digits, exponent] = size.toExponential(figures - 1).split("e");
  digits = digits.replace(".", "");
  const exact = size.toExponential(Math.min(100, figures + 39)).split("e")[0].replace(".", "");
  if (/^50*$/.test(exact.slice(figures)) && Number(exact[figures - 1]) % 2 === 0) {
    return [exact.slice(0, figures), Number(size.toExponential(100).split("e")[1])];
  }
  return [digits, Number(exponent)];
}
function power(exponent) {
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `e${exponent < 0 ? "-" : "+"}${size}`;
}
function general(value, figures, kept) {
  const least = figures === 0 ? 1 : figures;
  const [digits, exponent] = scientific(value, least);
  const short = (text) => (kept || !text.includes(".") ? text : text.replace(/0+$/, "").replace(/\.$/, ""));
  if (exponent < -4 || exponent >= least) {
    return signed(value, short(`${digits[0]}.${digits.slice(1)}`).replace(/\.$/, "") + power(exponent));
  }
  return signed(value, short(fixed(Math.abs(Number(`${digits[0]}.${digits.slice(1)}e${exponent}`)), Math.max(0, least - 1 - exponent))));
}
function shownReal(value) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [digits, exponent] = Math.abs(value).toExponential().split("e");
  const at = Number(exponent);
  if (at < -4 || at >= 16) return signed(value, digits + power(at));
  const text = at < 0 ? `0.${"0".repeat(-at - 1)}${digits.replace(".", "")}` : String(Math.abs(value));
  return signed(value, text.includes(".") ? text : `${text}.0`);
}

py.str = (x = "") => {
  if (typeof x === "string") return x;
  if (x !== null && typeof x === "object" && typeof x.__str__ === "function") return x.__str__();
  if (py.isinstance(x, py.BaseException)) {
    return x.args.length === 1 ? (py.isinstance(x, py.KeyError) ? py.repr(x.args[0]) : py.str(x.args[0])) : x.args.length ? py.repr(x.args) : "";
  }
  return py.repr(x);
};
py.repr = (x) => {
  if (x === null || x === undefined) return "None";
  if (typeof x === "boolean") return x ? "True" : "False";
  if (typeof x === "string") return quotedText(x);
  if (typeof x === "bigint") return String(x);
  if (x instanceof Real) return shownReal(x.valueOf());
  if (typeof x === "number") return Number.isInteger(x) && Math.abs(x) < 1e21 ? BigInt(x).toString() : shownReal(x);
  if (x instanceof Tuple) return `(${x.map(py.repr).join(", ")}${x.length === 1 ? "," : ""})`;
  if (isArray(x)) return `[${Array.from(x, py.repr).join(", ")}]`;
  if (x instanceof Dict) return `{${[...x.pairs()].map(([key, value]) => `${py.repr(key)}: ${py.repr(value)}`).join(", ")}}`;
  if (x instanceof PySet) return x.size ? `{${[...x].map(py.repr).join(", ")}}` : "set()";
  if (x instanceof Path) return x.text;
  if (typeof x === "function") return `<class '${x.__module__ || ""}.${x.__name__ || x.name}'>`;
  if (typeof x.__repr__ === "function") return x.__repr__();
  const kind = x.constructor;
  if (kind && kind.$fields) return `${kind.__name__}(${kind.$fields.map(([name]) => `${plainName(name)}=${py.repr(x[name])}`).join(", ")})`;
  if (py.isinstance(x, py.BaseException)) return `${kind.__name__}(${x.args.map(py.repr).join(", ")})`;
  if (kind && kind.$model) return `${kind.__name__}(${Object.keys(x).map((name) => `${plainName(name)}=${py.repr(x[name])}`).join(", ")})`;
  return `<${kind ? kind.__name__ : "object"}>`;
};
const plainName = (name) => (name.startsWith("$") ? name.slice(1) : name);
const ESCAPED = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
function quotedText(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let shown = "";
  for (const each of text) {
    const code = each.codePointAt(0);
    if (each === quote) shown += `\\${each}`;
    else if (ESCAPED[each]) shown += ESCAPED[each];
    else if (each.$isprintable()) shown += each;
    else if (code < 0x100) shown += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code < 0x10000) shown += `\\u${code.toString(16).padStart(4, "0")}`;
    else shown += `\\U${code.toString(16).padStart(8, "0")}`;
  }
  return quote + shown + quote;
}

const SPEC = /^(?:(.)?([<>^=]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;
py.format = (x, spec = "") => {
  if (spec === "") return py.str(x);
  const parts = SPEC.exec(spec);
  if (!parts) throw py.ValueError(`no such format: ${spec}`);
  let [, fill, align, sign, other, zero, width, group, digits, kind] = parts;
  let text;
  if (typeof x === "boolean" && kind) x = Number(x);
  if (isNumber(x)) {
    text = numberAs(x, kind, digits === undefined ? null : Number(digits), Boolean(other));
    if (group) text = grouped(text, group);
    if (sign && sign !== "-" && !text.startsWith("-")) text = sign + text;
    if (zero && !align) [fill, align] = ["0", "="];
    align = align || ">";
  } else {
    text = py.str(x);
    if (digits !== undefined) text = text.slice(0, Number(digits));
  }
  return padded(text, Number(width || 0), fill || " ", align || "<");
};
function numberAs(x, kind, digits, other) {
  const value = Number(x);
  const whole = typeof x === "bigint" || (typeof x === "number" && Number.isInteger(x));
  if (kind === "d") return typeof x === "bigint" ? String(x) : BigInt(value).toString();
  if (kind === "x" || kind === "X") {
    const text = value.toString(16);
    return (other ? "0x" : "") + (kind === "X" ? text.toUpperCase() : text);
  }
  if (kind === undefined && digits === null) return whole ? py.repr(x) : shownReal(value);
  if (!Number.isFinite(value)) return shownReal(value) + (kind === "%" ? "%" : "");
  if (kind === "%") return `${fixed(value * 100, digits === null ? 6 : digits)}%`;
  if (kind === "f" || kind === "F") return fixed(value, digits === null ? 6 : digits);
  if (kind === "e") {
    const [figures, exponent] = scientific(value, (digits === null ? 6 : digits) + 1);
    return signed(value, `${figures[0]}${figures.length > 1 ? "." : ""}${figures.slice(1)}${power(exponent)}`);
  }
  if (kind === "g" || kind === undefined) return general(value, digits === null ? 6 : digits, false);
  throw py.ValueError(`no such format: ${kind}`);
}
function grouped(text, sign) {
  return text.replace(/^(-?)(\d+)/, (_, minus, whole) => minus + whole.replace(/\B(?=(\d{3})+$)/g, sign));
}
function padded(text, width, fill, align) {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (align === "<") return text + fill.repeat(missing);
  if (align === ">") return fill.repeat(missing) + text;
  if (align === "=") {
    const sign = /^[-+]/.test(text) ? text[0] : "";
    return sign + fill.repeat(missing) + text.slice(sign.length);
  }
  return fill.repeat(Math.floor(missing / 2)) + text + fill.repeat(Math.ceil(missing / 2));
}

py.int = (x = 0, base = 10) => {
  if (typeof x !== "string" && typeof x !== "boolean" && !isNumber(x)) throw py.TypeError("no number");
  if (typeof x === "string") {
    const text = x.trim().replace(/(?<=\d)_(?=\d)/g, "");
    const valid = base === 16 ? /^[-+]?(0x)?[0-9a-f]+$/i : /^[-+]?\d+$/;
    if (!valid.test(text)) throw py.ValueError(`no whole number: ${py.repr(x)}`);
    const value = parseInt(text, base);
    return Number.isSafeInteger(value) ? value : BigInt(text);
  }
  const value = Math.trunc(Number(x));
  if (!Number.isFinite(value)) throw (Number.isNaN(value) ? py.ValueError : py.OverflowError)("no whole number");
  return value;
};
py.float = (x = 0) => {
  if (typeof x !== "string" && typeof x !== "boolean" && !isNumber(x)) throw py.TypeError("no number");
  if (typeof x !== "string") return realOf(Number(x));
  const text = x.trim().toLowerCase().replace(/(?<=\d)_(?=\d)/g, "");
  if (/^[-+]?(inf|infinity)$/.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^[-+]?nan$/.test(text)) return NaN;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(text)) throw py.ValueError(`no number: ${py.repr(x)}`);
  return realOf(Number(text));
};
function realOf(value) {
  return Number.isInteger(value) ? new Real(value) : value;
}
py.bool = (x = false) => py.t(x);
py.ord = (text) => text.codePointAt(0);
py.chr = (code) => {
  if (!(code >= 0 && code <= 0x10ffff)) throw py.ValueError("no character has this number");
  return String.fromCodePoint(code);
};

const SPACE = "[\\s\\x1c-\\x1f\\x85]";
const UNPRINTABLE = /[\p{C}\p{Z}]/u;
function stripped(text, signs, left, right) {
  const among = signs === null ? (each) => new RegExp(SPACE, "u").test(each) : (each) => signs.includes(each);
  let [start, end] = [0, text.length];
  while (left && start < end && among(text[start])) start += 1;
  while (right && end > start && among(text[end - 1])) end -= 1;
  return text.slice(start, end);
}
extend(String, {
  strip(signs = null) { return stripped(String(this), signs, true, true); },
  lstrip(signs = null) { return stripped(String(this), signs, true, false); },
  rstrip(signs = null) { return stripped(String(this), signs, false, true); },
  split(sign = null, most = -1) {
    if (sign === null) {
      const words = String(this).$strip();
      return words === "" ? [] : words.split(new RegExp(`${SPACE}+`, "u"));
    }
    const every = String(this).split(sign);
    return most < 0 || every.length <= most + 1 ? every : [...every.slice(0, most), every.slice(most).join(sign)];
  },
  splitlines() {
    const every = String(this).split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
    if (every[every.length - 1] === "") every.pop();
    return every;
  },
  join(parts) {
    const every = [...py.iter(parts)];
    if (!every.every((each) => typeof each === "string")) throw py.TypeError("only texts can be joined");
    return every.join(String(this));
  },
  replace(old, now, most = -1) {
    if (most < 0) return String(this).split(old).join(now);
    return String(this).$split(old, most).join(now);
  },
  startswith(start, from = 0) { return [start].flat().some((each) => String(this).startsWith(each, from)); },
  endswith(end) { return [end].flat().some((each) => String(this).endsWith(each)); },
  lower() { return this.toLowerCase(); },
  upper() { return this.toUpperCase(); },
  capitalize() { return this.slice(0, 1).toUpperCase() + this.slice(1).toLowerCase(); },
  partition(sign) {
    const at = this.indexOf(sign);
    return at < 0 ? py.tup(String(this), "", "") : py.tup(this.slice(0, at), sign, this.slice(at + sign.length));
  },
  rpartition(sign) {
    const at = this.lastIndexOf(sign);
    return at < 0 ? py.tup("", "", String(this)) : py.tup(this.slice(0, at), sign, this.slice(at + sign.length));
  },
  removeprefix(start) { return this.startsWith(start) ? this.slice(start.length) : String(this); },
  removesuffix(end) { return end && this.endsWith(end) ? this.slice(0, -end.length) : String(this); },
  find(part, from = 0) {
    if (wide(this)) throw py.ValueError("a place in a text with signs that count twice here");
    return this.indexOf(part, from);
  },
  index(part) {
    if (!this.includes(part)) throw py.ValueError("it is not in the text");
    return this.$find(part);
  },
  count(part) { return this.split(part).length - 1; },
  isdigit() { return /^\p{Nd}+$/u.test(this); },
  isalpha() { return /^\p{L}+$/u.test(this); },
  isalnum() { return /^[\p{L}\p{N}]+$/u.test(this); },
  isascii() { return /^[\x00-\x7f]*$/.test(this); },
  isspace() { return new RegExp(`^${SPACE}+$`, "u").test(this); },
  isprintable() { for (const each of this) if (each !== " " && UNPRINTABLE.test(each)) return false; return true; },
  translate(table) {
    return [...this].map((each) => {
      const found = table.at(each.codePointAt(0));
      return found === undefined ? each : found === null ? "" : found;
    }).join("");
  },
  format(...given) { return formatted(String(this), given, {}); },
  encode() { return String(this); },
  decode() { return String(this); },
});
String.prototype.$format.$named = null;
function formatted(text, given, named) {
  let next = 0;
  return text.replace(/\{\{|\}\}|\{([^{}:!]*)(?::([^{}]*))?\}/g, (whole, name, spec) => {
    if (whole === "{{") return "{";
    if (whole === "}}") return "}";
    let value;
    if (name === "") {
      value = given[next];
      next += 1;
    } else value = /^\d+$/.test(name) ? given[Number(name)] : named[name];
    if (value === undefined) throw py.KeyError(name);
    return py.format(value, spec || "");
  });
}
extend(Number, {
  is_integer() { return Number.isInteger(Number(this)); },
  bit_length() { return Math.floor(Math.log2(Math.abs(Number(this)))) + 1; },
});
extend(BigInt, { is_integer() { return true; } });

// -- patterns -----------------------------------------------------------------------------------

class Match {
  constructor(found) {
    this.found = found;
    this.string = found.input;
  }
  $group(name = 0) {
    const value = typeof name === "string" ? this.found.groups[name] : this.found[name];
    return value === undefined ? null : value;
  }
  $groups() { return py.tup(...this.found.slice(1).map((each) => (each === undefined ? null : each))); }
  place(at) { return wide(this.string) ? [...this.string.slice(0, at)].length : at; }
  $start(group = 0) { return this.place(group ? this.found.indices[group][0] : this.found.index); }
  $end(group = 0) { return this.place(group ? this.found.indices[group][1] : this.found.index + this.found[0].length); }
  $span() { return py.tup(this.$start(), this.$end()); }
}
for (const name of ["group", "groups", "start", "end", "span"]) Match.prototype[name] = Match.prototype[`$${name}`];

class Pattern {
  constructor(source, flags, written) {
    this.source = source;
    this.pattern = written;
    this.flags = flags;
    this.kept = {};
    this.groups = new RegExp(`${source}|`, flags).exec("").length - 1;
  }
  as(kind) {
    if (!this.kept[kind]) {
      const source = kind === "fullmatch" ? `(?:${this.source})(?![^])` : this.source;
      this.kept[kind] = new RegExp(source, `${this.flags}d${kind === "search" ? "g" : "y"}`);
    }
    return this.kept[kind];
  }
  tried(kind, text, from) {
    const pattern = this.as(kind);
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    return found ? new Match(found) : null;
  }
  search(text, from = 0) { return this.tried("search", text, from); }
  match(text, from = 0) { return this.tried("match", text, from); }
  fullmatch(text, from = 0) { return this.tried("fullmatch", text, from); }
  every(text) { return [...text.matchAll(new RegExp(this.source, `${this.flags}g`))]; }
  findall(text) {
    const whole = (each) => (each === undefined ? "" : each);
    return this.every(text).map((each) =>
      each.length === 1 ? each[0] : each.length === 2 ? whole(each[1]) : py.tup(...each.slice(1).map(whole)));
  }
  sub(now, text) {
    return text.replace(new RegExp(this.source, `${this.flags}dg`), (...found) => {
      if (typeof now === "function") return now(new Match(Object.assign(found.slice(0, -2), { index: found[found.length - 2] })));
      return now.replace(/\\(\d|g<(\d+)>)/g, (_, one, other) => found[Number(other || one)] || "");
    });
  }
  split(text) { return text.split(new RegExp(this.source, this.flags)); }
}
extend(Pattern, { split(text) { return this.split(text); } });
py.pattern = (source, flags, written) => new Pattern(source, flags, written);
py.re = {};
for (const name of ["search", "match", "fullmatch", "findall"]) py.re[name] = (pattern, text) => pattern[name](text);
py.re.sub = (pattern, now, text) => pattern.sub(now, text);
py.re.split = (pattern, text) => pattern.split(text);

py.normalize = (form, text) => text.normalize(form);
py.combining = (text) => (/\p{Mn}/u.test(text) ? 230 : 0);
py.east_asian_width = (text) =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u.test(text) ? "W" : "N";

// The older way of putting values into a text: "%s of %r".
function filled(text, values) {
  let next = 0;
  return text.replace(/%(?:%|([-+0# ]*\d*(?:\.\d+)?)([srdxXfgeu]))/g, (whole, spec, kind) => {
    if (whole === "%%") return "%";
    const value = values[next];
    next += 1;
    if (kind === "s") return py.str(value);
    if (kind === "r") return py.repr(value);
    return py.format(value, `${spec}${kind}`);
  });
}
