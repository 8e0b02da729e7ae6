// Why: the difference of the two ledgers as it accumulates, cause by cause.
class Why {
  constructor(lesson) { Object.assign(this, { lesson }); }
  build() {
    const { recorded } = this.lesson, [one, other] = recorded.lives, title = fill(WORDS.why_title, { a: recorded.names[0], b: recorded.names[1] });
    const days = Array.from({ length: recorded.days + 1 }, (_, day) => day);
    const all = recorded.channels.map((title, row) => ({ title, values: days.map((day) => one.ledger[row][day] - other.ledger[row][day]) }));
    const size = (line) => Math.max(...line.values.map(Math.abs));
    all.sort((first, second) => size(second) - size(first));
    const named = all.slice(0, 7).filter((line) => size(line) >= 0.05), rest = all.filter((line) => !named.includes(line));
    if (rest.length) named.push({ title: WORDS.other, values: days.map((day) => rest.reduce((sum, line) => sum + line.values[day], 0)) });
    this.lines = named;
    this.total = days.map((day) => named.reduce((sum, line) => sum + line.values[day], 0));
    this.said = element("p", { class: "total", id: "why-total" });
    this.bars = named.map((line) => ({ bar: svg("rect", { height: 26, rx: 3 }), number: svg("text", { class: "end" }), line }));
    const height = 40 * named.length + 12, chart = svg("svg", { viewBox: `0 0 760 ${height}`, class: "chart bars", role: "img", "aria-label": title });
    const lowest = Math.min(0, ...named.flatMap((line) => line.values)), highest = Math.max(0.1, ...named.flatMap((line) => line.values));
    this.x = (value) => 360 + (value - lowest) / (highest - lowest) * 320;
    chart.append(svg("line", { x1: this.x(0), x2: this.x(0), y1: 0, y2: height, class: "zero" }));
    this.bars.forEach(({ bar, number, line }, at) => {
      const y = 40 * at + 6;
      chart.append(svg("text", { x: 10, y: y + 20, class: "cause" }, line.title), bar, number);
      bar.setAttribute("y", y);
      number.setAttribute("y", y + 20);
    });
    return element("div", { class: "why" },
      element("h2", {}, title), this.said,
      element("div", { class: "why-charts" }, chart, this.byDay(days).root), element("p", { class: "note" }, WORDS.why_note), careful(recorded));
  }
  byDay(days) {
    const [low, high] = range([this.total, ...this.lines.map((line) => line.values), [0]]);
    const chart = new Chart({ width: 470, height: 300, days: this.lesson.recorded.days, low, high, title: WORDS.why_lines });
    for (const { values } of this.lines) chart.line(days, values, { stroke: TOWN_COLOURS[values[values.length - 1] < 0 ? 1 : 0], "stroke-width": 1.5, opacity: 0.7 });
    chart.line(days, this.total, { stroke: INK, "stroke-width": 4 });
    this.move = chart.cursor();
    return chart;
  }
  update(day) {
    this.move(day);
    const { recorded } = this.lesson;
    this.said.textContent = fill(WORDS.why_total, { total: shown(this.total[day], 2, true), end: shown(this.total[recorded.days], 2, true) });
    for (const { bar, number, line } of this.bars) {
      const value = line.values[day], [left, right] = [this.x(Math.min(0, value)), this.x(Math.max(0, value))];
      bar.setAttribute("x", left);
      bar.setAttribute("width", Math.max(1, right - left));
      bar.setAttribute("fill", TOWN_COLOURS[value < 0 ? 1 : 0]);
      number.setAttribute("x", value < 0 ? left - 8 : right + 8);
      number.setAttribute("text-anchor", value < 0 ? "end" : "start");
      number.textContent = shown(value, 2, true);
    }
  }
}
function careful(recorded) {
  const cameras = recorded.lives.some((life) => life.cameras.length);
  return element("p", { class: "not-evidence" }, `${WORDS.not_evidence}${cameras ? ` ${recorded.cameras_set_to_nothing ? WORDS.cameras_assumed : WORDS.cameras_chosen}` : ""}`);
}
