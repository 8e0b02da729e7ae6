"use strict";

// One instance of the module (docs/portable.md), with a memory of its own.
// It knows nothing of tables but what `about` (model.json) says of them.
class Host {
  static arrays = { float64: Float64Array, int32: Int32Array, int8: Int8Array, uint64: BigUint64Array };

  constructor(module, about) {
    this.about = about;
    this.rules = new WebAssembly.Instance(module).exports;
  }

  call(name, ...values) { return this.rules[name](...values); }

  // Memory moves when it grows, so nobody may keep a view of it across a call.
  get memory() { return this.rules.memory.buffer; }

  forget() { this.call("forget"); }

  take(bytes) {
    if (bytes >= 2 ** 32) throw new Error("memory is full");  // it would be taken for less
    return this.call("take", bytes) >>> 0;
  }

  // The address of values copied into the memory.
  put(values) {
    const at = this.take(values.byteLength);
    new values.constructor(this.memory, at, values.length).set(values);
    return at;
  }

  // The address of a table of these sizes: every column at its start value, but for `values`.
  table(kind, sizes, values = {}) {
    const { header, tables } = this.about;
    const body = this.room(tables[kind].bytes);
    for (const each of tables[kind].columns) {
      if (each.table) this.address(body + each.at, this.table(each.table, sizes));
      else this.startColumn(body + each.at, each, sizes, values[each.name]);
    }
    const top = this.room(header.bytes);
    this.whole(top + header.uses, 1);
    this.address(top + header.data, body);
    return top;
  }

  startColumn(at, { type, shape, start }, sizes, values) {
    const kind = Host.arrays[type], bytes = kind.BYTES_PER_ELEMENT;
    const lengths = shape.map((each) => sizes[each] ?? this.about.sizes[each] ?? each);
    const count = lengths.reduce((product, each) => product * each, 1), data = this.take(count * bytes);
    const room = new kind(this.memory, data, count);
    if (values && values.length !== count) throw new Error(`${values.length} values for a column of ${count}`);
    if (values) room.set(values);
    else room.fill(type === "uint64" ? BigInt(start) : start);
    this.lay(at, data, bytes, lengths);
  }

  // What a column says of its values.
  lay(at, data, bytes, lengths) {
    const { column } = this.about;
    this.whole(at + column.values, lengths.reduce((product, each) => product * each, 1));
    this.whole(at + column.value_bytes, bytes);
    this.address(at + column.data, data);
    let stride = bytes;
    for (let each = lengths.length - 1; each >= 0; each--) {
      this.whole(at + column.shape + 8 * each, lengths[each]);
      this.whole(at + column.shape + 8 * (lengths.length + each), stride);
      stride *= lengths[each];
    }
  }

  // Follows a rule of numbers and columns: what it writes into a column is in the array afterwards.
  rule(name, given) {
    this.forget();
    const { takes } = this.about.functions[name], kinds = Object.values(takes);
    const places = given.map((value, at) => {
      if (kinds[at] === "Numbers") return this.put(this.numbersOf(value));
      return kinds[at].startsWith("Float") ? this.loose(value) : Number(value);
    });
    const found = this.call(name, ...places);
    given.forEach((value, at) => {
      if (kinds[at] === "Floats") value.set(new Float64Array(this.memory, this.addressAt(places[at] + this.about.column.data), value.length));
    });
    return found;
  }

  numbersOf(record) {
    return Float64Array.from(this.about.numbers, ({ name }) => name.split(".").reduce((part, each) => part[each] ?? part[`$${each}`], record));
  }

  // The address of a column in no table; {values, rows} has two dimensions.
  loose(given) {
    const { column } = this.about, values = given.values instanceof Float64Array ? given.values : given;
    const lengths = given.rows ? [given.rows, values.length / given.rows] : [values.length];
    const data = this.put(values), at = this.room(column.shape + 16 * lengths.length);
    this.lay(at, data, 8, lengths);
    return at;
  }

  // A column where it lies, to be read or written at once: values and shape.
  // Names lead to it, through tables in tables: ("Town", "books", "counts").
  column(at, kind, ...names) {
    const each = this.about.tables[kind].columns.find(({ name }) => name === names[0]);
    const place = this.addressAt(at + this.about.header.data) + each.at;
    if (each.table) return this.column(this.addressAt(place), each.table, ...names.slice(1));
    const { column } = this.about, view = new DataView(this.memory);
    const shape = each.shape.map((_, row) => view.getUint32(place + column.shape + 8 * row, true));
    const count = view.getUint32(place + column.values, true);
    return { values: new Host.arrays[each.type](this.memory, this.addressAt(place + column.data), count), shape };
  }

  // Copies of all columns of a table without tables in it, by name.
  columns(at, kind) {
    return Object.fromEntries(this.about.tables[kind].columns.map(({ name }) => {
      const { values, shape } = this.column(at, kind, name);
      return [name, { values: values.slice(), shape }];
    }));
  }

  room(bytes) {
    const at = this.take(bytes);
    new Uint8Array(this.memory, at, bytes).fill(0);
    return at;
  }

  addressAt(at) { return new DataView(this.memory).getUint32(at, true); }
  address(at, value) { new DataView(this.memory).setUint32(at, value, true); }
  whole(at, value) { new DataView(this.memory).setBigInt64(at, BigInt(value), true); }
}
