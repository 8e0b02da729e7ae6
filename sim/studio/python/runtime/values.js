// What Python's values are here: numbers, texts, lists and null are JavaScript's own. A real number
// without a fraction that was written or declared as one is a Real, as Python shows it with ".0".

const py = {};

class Real extends Number {}
class Tuple extends Array {}

py.real = (value) => new Real(value);
py.tup = (...parts) => {
  const made = new Tuple(parts.length);
  for (let at = 0; at < parts.length; at += 1) made[at] = parts[at];
  return made;
};

// A text with signs beyond the first 65,536, of which Python counts each as one.
const WIDE = /[\ud800-\udfff]/;
const wide = (x) => WIDE.test(x);
const signsOf = (text) => (wide(text) ? [...text] : text);

function isNumber(x) {
  return typeof x === "number" || x instanceof Real || typeof x === "bigint";
}
function isDict(x) {
  return x instanceof Dict;
}
function isArray(x) {
  return Array.isArray(x) || ArrayBuffer.isView(x);
}

// Whether a value counts as true.
py.t = (x) => {
  if (x === null || x === undefined) return false;
  if (typeof x === "object") {
    if (x instanceof Real) return x.valueOf() !== 0;
    if (isArray(x)) return x.length > 0;
    if (x instanceof Dict || x instanceof PySet) return x.size > 0;
    if (typeof x.__bool__ === "function") return x.__bool__();
    if (typeof x.__len__ === "function") return x.__len__() > 0;
    return true;
  }
  return Boolean(x);
};
py.any_of = (first, ...others) => {
  let value = first;
  for (const other of others) {
    if (py.t(value)) return value;
    value = other();
  }
  return value;
};
py.all_of = (first, ...others) => {
  let value = first;
  for (const other of others) {
    if (!py.t(value)) return value;
    value = other();
  }
  return value;
};

py.eq = (a, b) => {
  if (a === b) return true;
  if (a === null || b === null || a === undefined || b === undefined) return false;
  if (typeof a === "boolean") a = Number(a);
  if (typeof b === "boolean") b = Number(b);
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (isArray(a) && isArray(b)) {
    if (a instanceof Tuple !== b instanceof Tuple || a.length !== b.length) return false;
    return Array.prototype.every.call(a, (each, at) => py.eq(each, b[at]));
  }
  if (a instanceof Dict && b instanceof Dict) {
    if (a.size !== b.size) return false;
    for (const [key, value] of a.pairs()) {
      if (!b.has(key) || !py.eq(value, b.at(key))) return false;
    }
    return true;
  }
  if (a instanceof PySet && b instanceof PySet) {
    return a.size === b.size && [...a].every((each) => b.has(each));
  }
  if (typeof a.__eq__ === "function") return a.__eq__(b);
  const fields = a.constructor.$fields;
  if (fields && a.constructor === b.constructor) return fields.every(([name]) => py.eq(a[name], b[name]));
  return false;
};

const laidOut = (x) => (x && x.constructor && x.constructor.$listed ? py.tup(...py.iter(x)) : x);
function compared(a, b) {
  [a, b] = [laidOut(a), laidOut(b)];
  if (isArray(a) && isArray(b)) {
    const shared = Math.min(a.length, b.length);
    for (let at = 0; at < shared; at += 1) {
      if (!py.eq(a[at], b[at])) return compared(a[at], b[at]);
    }
    return a.length - b.length;
  }
  if (typeof a === "string" && typeof b === "string") {
    if (wide(a) || wide(b)) return compared([...a].map(py.ord), [...b].map(py.ord));
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if ((isNumber(a) || typeof a === "boolean") && (isNumber(b) || typeof b === "boolean")) {
    return a < b ? -1 : a > b ? 1 : Number(a) === Number(b) ? 0 : NaN;
  }
  throw py.TypeError(`no order between ${py.repr(a)} and ${py.repr(b)}`);
}
const subset = (a, b) => [...a].every((each) => b.has(each));
py.lt = (a, b) => (typeof a === "number" && typeof b === "number" ? a < b : compared(a, b) < 0);
py.gt = (a, b) => (typeof a === "number" && typeof b === "number" ? a > b : compared(a, b) > 0);
py.le = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  return a instanceof PySet ? subset(a, b) : compared(a, b) <= 0;
};
py.ge = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a >= b;
  return a instanceof PySet ? subset(b, a) : compared(a, b) >= 0;
};
py.in = (x, holder) => {
  if (typeof holder === "string") return holder.includes(x);
  if (holder instanceof Dict || holder instanceof PySet) return holder.has(x);
  if (typeof holder.__contains__ === "function") return holder.__contains__(x);
  for (const each of py.iter(holder)) if (py.eq(each, x)) return true;
  return false;
};

// -- arithmetic ---------------------------------------------------------------------------------

function numbers(a, b, sign) {
  if (typeof a === "boolean") a = Number(a);
  if (typeof b === "boolean") b = Number(b);
  if (!isNumber(a) || !isNumber(b)) {
    throw py.TypeError(`${py.repr(a)} ${sign} ${py.repr(b)} has no meaning`);
  }
  return [Number(a), Number(b)];
}
py.add = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return a instanceof Tuple ? Tuple.from([...a, ...b]) : [...a, ...b];
  const [x, y] = numbers(a, b, "+");
  return x + y;
};
py.sub = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a instanceof PySet) {
    const other = py.set_of(py.iter(b));
    return py.set_of([...a].filter((each) => !other.has(each)));
  }
  const [x, y] = numbers(a, b, "-");
  return x - y;
};
py.mul = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a * b;
  if (typeof a === "string") return a.repeat(Math.max(0, Number(b)));
  if (typeof b === "string") return b.repeat(Math.max(0, Number(a)));
  if (Array.isArray(a) || Array.isArray(b)) {
    const [list, times] = Array.isArray(a) ? [a, b] : [b, a];
    const made = Array.from({ length: Math.max(0, Number(times)) }, () => list).flat(1);
    return list instanceof Tuple ? Tuple.from(made) : made;
  }
  const [x, y] = numbers(a, b, "*");
  return x * y;
};
py.div = (a, b) => {
  const [x, y] = numbers(a, b, "/");
  if (y === 0) throw py.ZeroDivisionError("division by zero");
  return realOf(x / y);
};
py.mod = (a, b) => {
  if (typeof a === "string") return filled(a, b instanceof Tuple ? [...b] : [b]);
  const [x, y] = numbers(a, b, "%");
  if (y === 0) throw py.ZeroDivisionError("division by zero");
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
};
py.floordiv = (a, b) => {
  const [x, y] = numbers(a, b, "//");
  const times = (x - py.mod(x, y)) / y, whole = Math.floor(times);
  return times - whole > 0.5 ? whole + 1 : whole;
};
// Powers of whole numbers are products, a square is one, a root is a root. No other power is the
// same on every machine.
py.pow = (a, b) => {
  const [x, y] = numbers(a, b, "**");
  if (y === 0.5 && x >= 0) return Math.sqrt(x);
  if (!Number.isInteger(y) || (Math.abs(y) > 2 && !Number.isInteger(x))) throw py.TypeError(`${x} ** ${y} is not known here`);
  let product = 1;
  for (let times = Math.abs(y); times > 0; times -= 1) product *= x;
  if (y >= 0 && Math.abs(product) > Number.MAX_SAFE_INTEGER && Math.abs(y) > 2) throw py.OverflowError("a power that is too large here");
  return y < 0 ? 1 / product : product;
};
py.neg = (a) => -a;
py.or = (a, b) => {
  if (a instanceof Dict) return py.dict([...a.pairs(), ...b.pairs()]);
  if (a instanceof PySet) return py.set_of([...a, ...b]);
  return a | b;
};
py.and = (a, b) => (a instanceof PySet ? py.set_of([...a].filter((each) => b.has(each))) : a & b);
py.xor = (a, b) => a ^ b;
py.shl = (a, b) => a * 2 ** b;
py.shr = (a, b) => Math.floor(a / 2 ** b);
py.iadd = (a, b) => {
  if (!Array.isArray(a) || a instanceof Tuple) return py.add(a, b);
  for (const each of py.iter(b)) a.push(each);
  return a;
};
py.ior = (a, b) => {
  if (a instanceof Dict) {
    for (const [key, value] of b.pairs()) a.put(key, value);
    return a;
  }
  if (a instanceof PySet) {
    for (const each of py.iter(b)) a.add(each);
    return a;
  }
  return py.or(a, b);
};
for (const name of ["sub", "mul", "div", "floordiv", "mod", "and", "pow"]) py[`i${name}`] = py[name];

function wholeOf(value) {
  if (!Number.isFinite(value)) throw py.OverflowError("no whole number is as large");
  return value;
}
py.abs = (x) => (typeof x === "bigint" ? (x < 0n ? -x : x) : Math.abs(x));
// To the nearest, halves to the even one, as the number is and not as it is shown.
py.round = (x, digits = null) => {
  const value = Number(x);
  if (!Number.isFinite(value)) {
    if (digits !== null) return value;
    throw py.OverflowError("no whole number is as large");
  }
  if (digits === null) {
    const whole = Math.floor(value);
    const rest = value - whole;
    if (rest !== 0.5) return rest < 0.5 ? whole : whole + 1;
    return whole % 2 === 0 ? whole : whole + 1;
  }
  if (digits < 0) return py.round(value / 10 ** -digits) * 10 ** -digits;
  return real(Number(fixed(value, digits)), x);
};
function real(value, like) {
  return Number.isInteger(value) && !(typeof like === "number" && Number.isInteger(like)) ? new Real(value) : value;
}

py.math = {
  floor: (x) => wholeOf(Math.floor(x)),
  ceil: (x) => wholeOf(Math.ceil(x)),
  isfinite: (x) => Number.isFinite(Number(x)),
  isnan: (x) => Number.isNaN(Number(x)),
  sqrt(x) {
    if (Number(x) < 0) throw py.ValueError("no root of a number below zero");
    return realOf(Math.sqrt(x));
  },
  // Only for numbers of digits: the last bit may differ from machine to machine.
  log10: (x) => Math.log10(x),
  // The sum as if of exact numbers, rounded once (Shewchuk 1997, as in Python).
  fsum: (values) => {
    const parts = [];
    let beyond = 0; // infinities and NaN, which no exact sum holds
    for (const each of py.iter(values)) {
      let x = Number(each);
      if (!Number.isFinite(x)) {
        beyond += x;
        continue;
      }
      let kept = 0;
      for (let y of parts) {
        if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
        const high = x + y;
        const low = y - (high - x);
        if (low !== 0) {
          parts[kept] = low;
          kept += 1;
        }
        x = high;
      }
      parts.length = kept;
      parts.push(x);
    }
    if (beyond !== 0) return beyond;
    let at = parts.length;
    if (at === 0) return new Real(0);
    at -= 1;
    let high = parts[at];
    let low = 0;
    while (at > 0) {
      const x = high;
      at -= 1;
      const y = parts[at];
      high = x + y;
      low = y - (high - x);
      if (low !== 0) break;
    }
    if (at > 0 && ((low < 0 && parts[at - 1] < 0) || (low > 0 && parts[at - 1] > 0))) {
      const twice = low * 2;
      const sum = high + twice;
      if (twice === sum - high) high = sum;
    }
    return high;
  },
};
