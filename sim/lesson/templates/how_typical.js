// How typical: what all pairs of towns did, beside the one that is shown.
class HowTypical {
  constructor(lesson) { Object.assign(this, { lesson, cursors: [] }); }
  build(width = 400, height = 215) {
    const { recorded } = this.lesson, { replicates: n, ends } = recorded;
    const trust = ends.trust.difference;
    const share = shown((trust.same_sign ?? 0) * n, 0);
    const [a, b] = recorded.names;
    this.cursors = [];
    const charts = ["trust", "reporting", "true_crime"].map((name) => element("div", { class: "typical-column" },
      this.levels(name, width, height), this.pairs(name, width)));
    return element("div", { class: "typical" }, element("h2", {}, WORDS.typical_title),
      element("p", { id: "typical-said" }, fill(WORDS.typical, { ...recorded.intervals, n, side: fill(WORDS.typical_mean, { text: averageSentence(recorded, "trust") }), share })),
      element("div", { class: "key" }, swatch(TOWN_COLOURS[0]), a, swatch(TOWN_COLOURS[1]), b, element("span", {}, fill(WORDS.bands, { n }))),
      element("p", { class: "close-ups" }, WORDS.close_ups),
      element("div", { class: "typical-charts" }, ...charts), element("p", { class: "note" }, fill(WORDS.each_pair, recorded.intervals)));
  }
  levels(name, width, height) {
    const { recorded } = this.lesson, found = recorded.bands[name].slice(0, 2), { days } = recorded.bands;
    const from = name === "trust" ? 0 : 1;  // rates have no value on day 0
    const known = days.slice(from), [low, high] = range(found.map((each) => [each.bands, each.shown]));
    const chart = new Chart({ width, height, days: recorded.days, low, high, title: WORDS.charts[name], left: 46, right: 10 });
    chart.root.querySelector(".chart-title").setAttribute("x", 2);
    found.forEach(({ bands, shown: line }, town) => {
      const rows = bands.map((row) => row.slice(from));
      chart.band(known, rows[0], rows[4], { fill: TOWN_COLOURS[town], opacity: 0.16 });
      chart.band(known, rows[1], rows[3], { fill: TOWN_COLOURS[town], opacity: 0.26 });
      chart.line(known, rows[2], { stroke: TOWN_COLOURS[town] });
      chart.line(known, line.slice(from), { stroke: TOWN_COLOURS[town], "stroke-width": 2, "stroke-dasharray": "3 4" });
    });
    this.cursors.push(chart.cursor());
    return chart.root;
  }
  pairs(name, width) {
    const { recorded } = this.lesson, { values, shown: pair, difference, digits, difference_unit: unit } = recorded.ends[name];
    const apart = values[0].map((value, at) => value === null || values[1][at] === null ? null : value - values[1][at]);
    const ring = pair[0] === null || pair[1] === null ? null : pair[0] - pair[1];
    const [low, high] = range([apart, [0, ring ?? 0]]), height = 92;
    const place = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart strip", role: "img", "aria-label": fill(WORDS.each_pair, recorded.intervals) });
    const x = (value) => 20 + (value - low) / (high - low) * (width - 40);
    place.append(svg("text", { x: 2, y: 16, class: "chart-title" }, stripTitle(difference, digits, unit)));
    place.append(svg("line", { x1: x(0), x2: x(0), y1: 24, y2: 72, class: "zero" }), svg("text", { x: x(0), y: 88, "text-anchor": "middle" }, "0"));
    if (difference.low !== null) place.append(svg("rect", { x: x(difference.low), width: Math.max(2, x(difference.high) - x(difference.low)), y: 66, height: 6, fill: INK }));
    apart.forEach((value, at) => {
      if (value !== null) place.append(svg("circle", { cx: x(value), cy: 43 + ((at * 7) % 5 - 2) * 6, r: 5, fill: TOWN_COLOURS[value < 0 ? 1 : 0],
        stroke: INK, "stroke-width": 0.5, "fill-opacity": 0.7 }));
    });
    if (ring !== null) place.append(svg("circle", { cx: x(ring), cy: 43, r: 8, fill: "#ffffff", stroke: INK, "stroke-width": 4 }));
    if (width - 20 - x(0) > 70) place.append(svg("text", { x: width - 20, y: 88, "text-anchor": "end" }, shown(high, high < 0.1 ? 3 : high < 1 ? 2 : 1, true)));
    return place;
  }
  update(day) { for (const move of this.cursors) move(day); }
}
function stripTitle({ mean, low, clear }, digits, unit) {
  if (mean === null || low !== null && !clear) return fill(WORDS.strip_unclear, { mean: shown(mean, digits, true), unit });
  if (!/[1-9]/.test(shown(mean, digits))) return WORDS.strip_tiny;
  return fill(WORDS.strip_more, { town: "AB"[mean > 0 ? 0 : 1], size: shown(Math.abs(mean), digits), unit });
}
function swatch(colour) {
  const box = svg("svg", { width: 18, height: 18, "aria-hidden": "true" });
  box.append(svg("rect", { width: 18, height: 18, rx: 3, fill: colour }));
  return box;
}
