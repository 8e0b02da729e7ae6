// What was recorded: unpacked once, then only looked up.
const DATA = JSON.parse(document.getElementById("data").textContent);

async function unpack({ shape, width, bytes }) {
  const deflated = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate"));
  const planes = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = planes.length / width, numbers = new Int32Array(size), row = shape[shape.length - 1];
  const shift = 32 - 8 * width;
  for (let at = 0; at < size; at += 1) {
    let step = 0;
    for (let plane = 0; plane < width; plane += 1) step |= planes[plane * size + at] << (8 * plane);
    step = (step << shift) >> shift;
    numbers[at] = at % row ? numbers[at - 1] + step : step;
  }
  return numbers;
}

class Life {
  static async of(packed, scenario) {
    const life = new Life();
    const across = scenario.days + 1;
    const [trust, mean, ledger, counted] = await Promise.all(
      [packed.trust, packed.mean, packed.ledger, packed.counted].map(unpack));
    life.trust = new Float32Array(trust.length);  // by day, then resident: a day is drawn at once
    for (let who = 0; who < scenario.residents; who += 1)
      for (let day = 0; day < across; day += 1)
        life.trust[day * scenario.residents + who] = trust[who * across + day] / 10;
    life.people = scenario.residents;
    life.mean = Array.from(mean, (level) => level / 1000);
    life.ledger = scenario.channels.map((_, row) =>
      Array.from(ledger.subarray(row * across, (row + 1) * across), (part) => part / 1000));
    life.counted = Object.fromEntries(scenario.counted.map((name, row) =>
      [name, Array.from(counted.subarray(row * across, (row + 1) * across), (part) => part / 100)]));
    await life.readHappenings(packed.happenings, scenario);
    life.cameras = packed.cameras;
    return life;
  }

  async readHappenings(packed, scenario) {
    const names = Object.keys(packed);
    const columns = await Promise.all(names.map((name) => unpack(packed[name])));
    this.happenings = Array.from(columns[0], (_, at) => {
      const row = Object.fromEntries(names.map((name, column) => [name, columns[column][at]]));
      row.kind = scenario.kinds[row.kind];
      row.points /= 10;
      return row;
    });
    this.index(scenario, columns[names.indexOf("day")]);
  }
  index(scenario, days) {  // a day of each happening, in order
    this.since = new Int32Array(scenario.days + 3);  // first happening of each day
    for (const day of days) this.since[day + 1] += 1;
    for (let day = 1; day < this.since.length; day += 1) this.since[day] += this.since[day - 1];
  }

  trustOf(who, day) { return this.trust[day * this.people + who]; }
  onDays(first, last) { return this.happenings.slice(this.since[Math.max(0, first)], this.since[last + 1]); }
  of(who) {
    return this.happenings.filter((row) => !OF_BLOCKS.has(row.kind) &&
      (row.who === who || (row.kind === "tie" && row.other === who)) ||
      (row.kind === "issue_raised" && row.other === who));
  }
  camerasOn(day) {
    const now = new Map();
    for (const [from, block, number] of this.cameras) if (from <= day) now.set(block, number);
    return now;
  }
}
const OF_BLOCKS = new Set(["gathering", "issue_arisen", "issue_raised", "issue_solved",
  "issue_solved_by_residents", "issue_escalated", "promise_broken"]);

class Recorded {
  static async of(data) {
    const [group, places] = await Promise.all([unpack(data.group), unpack(data.blocks)]), number = places.length / 4;
    const [x, y, first, homes] = [0, 1, 2, 3].map((row) => places.subarray(row * number, (row + 1) * number));
    const lives = await Promise.all(data.lives.map((life) => Life.of(life, data)));
    return new Recorded(data, { group, x, y, first, homes }, lives);
  }
  constructor(data, { group, x, y, first, homes }, lives) {
    Object.assign(this, data, { group, lives });
    this.blocks = Array.from(x, (_, at) => ({ x: x[at], y: y[at], first: first[at], homes: homes[at] }));
    this.blockOf = new Int32Array(this.residents);
    this.blocks.forEach((block, at) => this.blockOf.fill(at, block.first, block.first + block.homes));
    this.names = this.arms.map((arm) => arm.title);
  }
  difference(who, day) { return this.lives[0].trustOf(who, day) - this.lives[1].trustOf(who, day); }
}

const meanOf = (values) => {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};
const money = (value) => {
  const cents = Math.abs(value - Math.round(value)) < 0.005 ? 0 : 2;
  return `${value < 0 && /[1-9]/.test(shown(value, cents)) ? "−" : ""}$${shown(Math.abs(value), cents)}`;
};
// Numbers as people read them: a minus sign that is one, and none before zero.
const shown = (value, digits = 1, sign = false) => {
  if (value === null || !Number.isFinite(value)) return "–";
  const text = Math.abs(value).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (!/[1-9]/.test(text)) return text;
  return (value < 0 ? "−" : sign ? "+" : "") + text;
};
