// What is done with whole arrays of numbers (`sim/common/arrays.py`), and the record of all numbers.

py.floats = (numbers) => Float64Array.from(py.iter(numbers), Number);
py.empty = (number) => new Float64Array(number);
py.minus = (one, other) => one.map((each, at) => each - other[at]);
py.flat = (array) => Float64Array.from(Array.isArray(array) ? array.flat(Infinity) : array);
py.matrix = (rows) => {
  const made = py.flat(Array.from(rows, (row) => Array.from(row)));
  made.rows = rows.length;
  return made;
};

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
