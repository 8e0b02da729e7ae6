// One resident, two lives: trust, and what happened and was heard, in both towns.
class OneResident {
  constructor(lesson) { Object.assign(this, { lesson, picked: -1 }); }
  build() {
    const { recorded, clock } = this.lesson, who = this.lesson.resident;
    const apart = this.apart(who);
    const usual = shown(recorded.usually_apart, 1), isPick = recorded.picks.includes(who);
    const head = element("div", { class: "life-head" },
      element("h2", { id: "life-name" }, fill(WORDS.resident, { who: who + 1, group: recorded.groups[recorded.group[who]], block: recorded.blockOf[who] + 1 })),
      element("button", { id: "surprise", class: "main", onclick: () => this.surprise() }, WORDS.pick),
      element("button", { "aria-label": WORDS.previous_resident, title: WORDS.previous_resident, onclick: () => this.lesson.showResident((who + recorded.residents - 1) % recorded.residents) }, "−"),
      element("button", { "aria-label": WORDS.next_resident, title: WORDS.next_resident, onclick: () => this.lesson.showResident((who + 1) % recorded.residents) }, "+"),
      element("p", { id: "life-note" }, fill(isPick ? WORDS.pick_note : WORDS.resident_note, { n: recorded.picks.length, apart: shown(apart, 1), usual })));
    this.chart = this.draw(who);
    this.move = this.chart.cursor();
    this.lists = recorded.lives.map((life, town) => this.list(life, town, who));
    this.chart.root.addEventListener("click", (event) => {
      const box = this.chart.root.getBoundingClientRect();
      const place = (event.clientX - box.left) / box.width * this.chart.width;
      clock.go((place - this.chart.left) / (this.chart.width - this.chart.left - this.chart.right) * recorded.days);
    });
    return element("div", { class: "life" }, head, this.chart.root, element("div", { class: "columns" }, ...this.lists.map(([box]) => box)));
  }
  surprise() {
    this.picked = (this.picked + 1) % this.lesson.recorded.picks.length;
    this.lesson.showResident(this.lesson.recorded.picks[this.picked]);
  }
  apart(who) {
    const { recorded } = this.lesson;
    let sum = 0;
    for (let day = 0; day <= recorded.days; day += 1) sum += Math.abs(recorded.difference(who, day));
    return sum / (recorded.days + 1);
  }
  draw(who) {
    const { recorded } = this.lesson, days = Array.from({ length: recorded.days + 1 }, (_, day) => day);
    const chart = new Chart({ width: 1220, height: 262, days: recorded.days, low: 0, high: 100, title: WORDS.chart_trust, top: 56, bottom: 58, right: 130 });
    recorded.lives.forEach((life, town) => {
      const values = days.map((day) => life.trustOf(who, day));
      chart.line(days, values, { stroke: TOWN_COLOURS[town], "stroke-width": 4, "stroke-dasharray": town ? "10 5" : "none", class: `trust-${town}` });
      chart.text(chart.width - chart.right + 8, chart.y(values[recorded.days]) + (values[recorded.days] >= recorded.lives[1 - town].trustOf(who, recorded.days) ? -2 : 16),
        `${"AB"[town]} ${shown(values[recorded.days], 0)}`, { class: `end of-${town}` });
      const lane = town ? chart.height - 40 : 38;
      chart.text(8, lane + 6, "AB"[town], { class: `end of-${town}` });
      const rows = life.of(who), gathered = new Set(rows.filter((row) => SHAPE_OF[row.kind] === "gathering").map((row) => row.day));
      for (const row of rows) if (row.kind !== "tie" || !gathered.has(row.day)) this.icon(chart, row, lane);
    });
    return chart;
  }
  icon(chart, row, lane) {
    const name = SHAPE_OF[row.kind] || row.kind;
    if (name in SHAPES) {
      const place = svg("g", { transform: `translate(${chart.x(row.day)},${lane}) scale(8)` }), shape = SHAPES[name];
      place.append(svg("path", { d: shape.path, fill: shape.colour, stroke: INK, "stroke-width": 0.22 }));
      if (shape.inner) place.append(svg("path", { d: shape.inner, fill: "none", stroke: INK, "stroke-width": 0.22 }));
      chart.root.append(place);
    } else chart.add("circle", { cx: chart.x(row.day), cy: lane, r: 4, fill: "#ffffff", stroke: INK, "stroke-width": 1.5 });
  }
  list(life, town, who) {
    const rows = life.of(who).map((row) => {
      const moved = Math.abs(row.points) >= 0.05 && row.who === who ? ` ${fill(WORDS.points, { points: shown(row.points, 1, true) })}` : "";
      const item = element("li", {}, element("b", {}, `${row.day}`), moved ? element("span", { class: row.points < 0 ? "down" : "up" }, `${moved} `) : null,
        ` ${lifeSentence(life, row, who, this.lesson.recorded)}`);
      return [row.day, item];
    });
    const list = element("ol", { class: "happened", tabindex: 0, "aria-label": this.lesson.recorded.names[town] }, ...rows.map(([, item]) => item));
    return [element("section", { class: `town-${town}` }, element("h3", {}, `${"AB"[town]}  ${this.lesson.recorded.names[town]}`), list), rows, list];
  }
  update(day) {
    this.move(day);
    for (const [, rows, list] of this.lists) {
      const height = rows.length ? rows[0][1].offsetHeight : 0;  // only whole rows are shown
      if (height) list.style.height = `${height * Math.max(1, Math.floor((list.parentElement.clientHeight - list.offsetTop) / height))}px`;
      let last = null;
      for (const [on, item] of rows) {
        item.classList.toggle("later", on > day);
        if (on <= day) last = item;
      }
      if (last) list.scrollTop = last.offsetTop - list.offsetTop - list.clientHeight + last.offsetHeight;
    }
  }
}

function lifeSentence(life, row, who, recorded) {
  const values = { other: (row.who === who ? row.other : row.who) + 1, crime: recorded.crime_types[row.detail], told: "" };
  let name = row.kind;
  if (name === "stop" && row.detail & 2) name = "stop_hard";
  if (name === "hearsay") {
    const told = recorded.kinds[row.detail];
    if (row.source < 0 || !(told in WORDS.told)) name = "hearsay_unknown";
    else values.told = `${WORDS.told[told]} (${life.happenings[row.source].detail & 1 ? WORDS.good : WORDS.poor})`;
  }
  return fill(WORDS.life[name], values);
}
