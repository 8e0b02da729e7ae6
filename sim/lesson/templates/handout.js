// The handout: three moments, the charts, five questions, the sources. It is what is printed; before the vote, without answers.
class Handout {
  constructor(lesson) { Object.assign(this, { lesson }); }
  build() { return this.lesson.guess.open ? this.before() : this.after(); }
  before() {
    const { recorded } = this.lesson, { arms, names } = recorded;
    return element("div", { class: "handout" }, element("h1", {}, recorded.title), careful(recorded), element("p", {}, recorded.about),
      element("p", {}, fill(WORDS.arms_are, { a: names[0], b: names[1], cost_a: costOf(arms[0]), cost_b: costOf(arms[1]), days: recorded.days })),
      element("h2", {}, WORDS.guess_title), ...Object.values(WORDS.questions).map((text) => element("section", {}, element("h3", {}, text),
        element("p", {}, [...names, WORDS.same].map((choice) => `☐ ${choice}`).join("    ")))), ...this.discussed());
  }
  discussed() {
    return [element("h2", {}, WORDS.questions_title), element("ol", {}, ...WORDS.discuss.map((text) => element("li", {}, text))),
      element("p", { class: "note" }, element("b", {}, `${WORDS.sources}. `), WORDS.source_list.join(" "))];
  }
  after() {
    const { lesson } = this, { recorded } = lesson;
    const days = [0, Math.round(recorded.days / 2), recorded.days], voted = recorded.story.find((step) => step.vote), told = recorded.story.find((step) => step.kind === (voted?.of ?? voted?.kind)) ?? recorded.story[1];
    const moments = days.map((day) => element("section", { class: "moment" }, element("h3", {}, fill(WORDS.day, { day, days: recorded.days })),
      ...recorded.lives.map((life, town) => element("figure", {}, this.picture(life, day),
        element("figcaption", {}, `${recorded.names[town]}: ${fill(WORDS.trust, { value: shown(life.mean[day], 1) })}`)))));
    const why = new Why(lesson), whyBox = why.build();
    why.update(recorded.days);
    const guess = lesson.guess.open ? null : element("section", {}, element("h2", {}, WORDS.guess_hand),
      lesson.guess.recorded === recorded ? null : element("p", { class: "note" }, WORDS.live.voted),
      ...Object.keys(WORDS.questions).map((name) => {
        const [levels, average] = lesson.guess.sentences(name), room = lesson.guess.locked ? `${WORDS.room}: ${lesson.guess.favourite(name).join(" / ")}. ` : "";
        return element("p", {}, element("strong", {}, `${WORDS.questions[name]} `), `${room}${levels}. ${average}.`);
      }));
    return element("div", { class: "handout" }, element("p", { class: "actions" }, element("button", { class: "main", id: "print", onclick: () => window.print() }, WORDS.print)),
      element("h1", {}, recorded.title), element("p", {}, recorded.about), this.table(),
      element("p", { class: "note" }, fill(WORDS.table_note, { n: recorded.replicates, ...recorded.intervals })),
      element("h2", {}, WORDS.moments), element("div", { class: "moments" }, ...moments), legendOfTrust(),
      element("p", {}, told?.text ?? ""), guess,
      element("div", { class: "break" }, new HowTypical(lesson).build()), whyBox, ...this.discussed());
  }
  table() {
    const { recorded } = this.lesson, { names, ends, replicates: n } = recorded, cell = (text) => element("td", {}, text);
    const rows = Object.entries(WORDS.table_rows).map(([name, title]) => {
      const { values, difference: { mean, low, high }, digits } = ends[name];
      const levels = values.map((row) => shown(meanOf(row), digits));
      const apart = low === null ? shown(mean, digits, true) : fill(WORDS.interval, { mean: shown(mean, digits, true), low: shown(low, digits, true), high: shown(high, digits, true) });
      return element("tr", {}, element("th", { scope: "row" }, title), ...levels.map(cell), cell(apart));
    });
    const heads = [...names.map((name, town) => `${"AB"[town]} ${name}`), fill(WORDS.table_difference, recorded.intervals)].map((text) => element("th", { scope: "col" }, text));
    return element("table", { id: "averages" }, element("caption", {}, fill(WORDS.average_table, { n })),
      element("tbody", {}, element("tr", {}, element("td", {}), ...heads), ...rows));
  }
  picture(life, day) {
    const map = new TownMap(this.lesson.recorded, () => {});
    [map.size, map.dots] = [[320, 176], 2];
    [map.canvas.width, map.canvas.height] = [640, 352];
    map.lay();
    map.draw((who) => life.trustOf(who, day), trustColour, day);
    return element("img", { src: map.canvas.toDataURL("image/png"), alt: "", width: 320, height: 176 });
  }
}
function legendOfTrust() {
  const bar = svg("svg", { viewBox: "0 0 336 34", class: "scale", role: "img", "aria-label": WORDS.legend_trust });
  TRUST_COLOURS.forEach((colour, at) => bar.append(svg("rect", { x: 18 + at * 3, y: 0, width: 3.3, height: 16, fill: colour })));
  for (const at of [0, 25, 50, 75, 100]) bar.append(svg("text", { x: 19 + at * 3, y: 31, "text-anchor": "middle" }, String(at)));
  return bar;
}
function legendOfDifference(recorded) {
  const bar = svg("svg", { viewBox: "0 0 336 34", class: "scale", role: "img", "aria-label": fill(WORDS.legend_difference, { a: recorded.names[0], b: recorded.names[1] }) });
  DIFFERENCE_COLOURS.forEach((colour, at) => bar.append(svg("rect", { x: 18 + at * 3, y: 0, width: 3.3, height: 16, fill: colour })));
  for (const points of [-LARGEST, -10, -5, 0, 5, 10, LARGEST])
    bar.append(svg("text", { x: 19 + (50 + 50 * points / LARGEST) * 3, y: 31, "text-anchor": "middle" }, shown(points, 0, true)));
  return bar;
}
