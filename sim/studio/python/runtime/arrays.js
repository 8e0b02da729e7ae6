// What is done with whole arrays of numbers (`sim/common/arrays.py`), and the record of all numbers.

py.floats = (numbers) => Float64Array.from(py.iter(numbers), Number);
py.empty = (number) => new Float64Array(number);
py.minus = (one, other) => one.map((each, at) => each - other[at]);
py.flat = (array) => Float64Array.from(Array.isArray(array) ? array.flat(Infinity) : array);
py.every = (array, first, step) => {
  const found = new Float64Array(Math.max(0, Math.ceil((array.length - first) / step)));
  for (let at = 0; at < found.length; at += 1) found[at] = array[first + at * step];
  return found;
};
class Matrix {
  constructor(rows) {
    this.every = Array.from(rows, (row) => py.floats(row));
    this.rows = this.every.length;
    this.values = py.flat(this.every.map((row) => [...row]));
  }
  __len__() { return this.rows; }
  __getitem__(row) { return this.every[row]; }
  [Symbol.iterator]() { return this.every.values(); }
}
py.matrix = (rows) => new Matrix(py.iter(rows));

py.numbers_record = (changes = null) => {
  const record = {};
  for (const [name, number] of model_numbers_every_parameter()) {
    const [group, own] = name.split(".");
    record[group] = record[group] || {};
    const given = changes === null ? undefined : changes.at(name);
    record[group][memberName(own)] = Number(given === undefined ? number.default : given);
  }
  return record;
};

// The ensemble of worlds, which the page holds as one array (`sim/model/worlds.py`).
let ensemble = null;
py.put_worlds = ({ names, central, model, values }) => {
  const rows = [];
  for (let at = 0; at < values.length; at += names.length) rows.push(values.subarray(at, at + names.length));
  ensemble = {
    names: py.tup(...names), $values: rows, central, model,
    __len__: () => rows.length,
    world: (row) => py.dict(names.map((name, at) => [name, realOf(rows[row][at])])),
  };
};
py.worlds = () => ensemble;
