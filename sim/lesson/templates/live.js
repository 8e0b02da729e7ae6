// Sliders for both towns. After a move the pair that is shown lives again and is drawn; then the other pairs follow.
const SHOWN_OUTCOMES = ["trust", "reporting", "true_crime", "recorded_crime", "quality_of_life"];
const RUDE = -0.25, FEWER = 0.3;  // of the two changes that are offered: quality of conduct, share of officers

class Live {
  constructor(lesson, told) { Object.assign(this, { lesson, told, past: [], what: {}, lived: "{}", ghost: null, controls: [], wanted: 0, shown: 0 }); }
  async begin() {
    const stage = document.getElementById("stage"), { opening } = WORDS.live;
    stage.replaceChildren(element("p", { role: "status" }, opening));
    this.model = await LiveTowns.open(this.told);
    Object.assign(this, this.model.described());
    this.origin = structuredClone(this.start);
    this.towns = structuredClone(this.start);
    this.spending = this.model.move(this.towns).spending;
    const recorded = await this.model.shown();
    this.recorded = Object.assign(recorded, await this.model.results(this.pairs));
    return recorded;
  }
  build() {
    const words = WORDS.live;
    this.money = [0, 1].map(() => [element("progress", { max: 1 }), element("b"), element("span")]);
    this.status = element("p", { id: "live-status", role: "status" }, words.begun);
    this.results = element("div", { id: "live-results" });
    const row = (title, ...parts) => element("div", { class: "live-row" }, element("span", {}, title), ...parts), both = [0, 1];
    const head = element("div", { class: "live-row live-head" }, element("h2", {}, words.title), ...both.map((town) => element("b", { class: `of-${town}` }, "AB"[town])));
    const spent = element("div", { class: "live-money" }, element("span", {}, words.spent_title), ...this.money.map((parts, town) => element("div", { class: `of-${town}` }, ...parts)));
    this.back = element("button", { id: "live-undo", disabled: true, onclick: () => this.undo() }, words.undo);
    this.wishes = new Wishes(this);
    this.root = element("aside", { id: "levers", "aria-label": words.title }, this.wishes.build(), head, row(words.preset, ...both.map((town) => this.presets(town))),
      ...Object.keys(words.levers).map((lever) => row(element("span", { title: words.levers_about[lever] }, words.levers[lever]), ...both.map((town) => this.slider(town, lever)))),
      row(words.bought, ...both.map((town) => this.tick(town))), spent, this.status, this.results,
      element("p", { class: "actions" }, this.back, element("button", { id: "live-reset", onclick: () => this.set(this.origin, {}) }, words.reset),
        element("button", { id: "live-download", class: "main", onclick: () => this.download() }, words.download)),
      element("p", { class: "live-note" }, fill(words.bought_note, { an_hour: money(this.an_hour) })), element("p", { class: "live-note" }, words.local));
    this.root.addEventListener("keydown", (event) => {  // keys that move a slider do not move the clock
      if (event.target.matches("input[type=range]") && /^(Arrow|Home|End|Page)/.test(event.key)) event.stopPropagation();
    });
    this.fold = element("button", { id: "live-fold", "aria-expanded": "true", onclick: () => this.toggle() }, words.fold);
  }
  get away() { return this.lesson.live !== this; }
  enter() {
    if (!this.root) this.build();
    document.querySelector("header").append(this.fold);
    document.body.classList.toggle("live", !this.root.hidden);
    document.getElementById("stage").before(this.root);
    this.show();
    this.curves();
    this.lesson.update();
  }
  leave() {
    this.root?.remove();
    this.fold?.remove();
    document.body.classList.remove("live");
  }
  slider(town, lever) {
    const [min, max, step] = this.limits[lever], label = fill(WORDS.live.town, { letter: "AB"[town], lever: WORDS.live.levers[lever] });
    const range = element("input", { type: "range", id: `${lever}-${town}`, min, max, step, "aria-label": label,
      oninput: () => this.moved(town, lever, Number(range.value)), onchange: () => { this.moving = false; } });
    const said = element("output", { for: range.id });
    this.controls.push({ town, lever, range, said });
    return element("div", { class: `live-slider of-${town}` }, range, said);
  }
  tick(town) {
    const box = element("input", { type: "checkbox", id: `bought-${town}`, "aria-label": fill(WORDS.live.town, { letter: "AB"[town], lever: WORDS.live.bought }),
      onchange: () => { this.moved(town, "bought", box.checked); this.moving = false; } });
    this.controls.push({ town, lever: "bought", range: box, said: null });
    return element("div", { class: `live-slider of-${town}` }, box);
  }
  // Changes of where the sliders of a town stand: name to the sliders that they make.
  changes(town) {
    const now = this.towns[town];
    return {
      rude: () => ({ ...now, conduct: RUDE, stop_conduct: RUDE }),
      fewer: () => ({ ...now, officers: Math.max(this.limits.officers[0], -FEWER * this.usual_officers) }),
      twice: () => this.model.twiceTheMoney(now)
    };
  }
  // Arms of the scenario, and changes of what stands there.
  presets(town) {
    const words = WORDS.live;
    const all = [...this.told.presets[town].map(({ title, set_to }) => [title, () => set_to]), ...Object.keys(this.changes(town)).map((name) => [words[name], () => this.changes(town)[name]()])];
    const choice = element("select", { id: `preset-${town}`, "aria-label": fill(words.town, { letter: "AB"[town], lever: words.preset }), onchange: () => {
      const [, made] = all[choice.selectedIndex - 1];
      choice.selectedIndex = 0;
      this.set(this.towns.map((each, at) => (at === town ? made() : each)));
    } }, element("option", {}, words.choose), ...all.map(([title]) => element("option", {}, title)));
    return choice;
  }
  said(lever, value) {
    if (lever === "officers") return shown(value, 2, true);
    if (!lever.endsWith("conduct")) return shown(value, lever === "cameras" && Number.isInteger(value) ? 0 : lever === "follow_up_hours" ? 2 : 1);
    return Math.abs(value) < 0.005 ? WORDS.live.usual : shown(value, 2, true);  // against what is usual
  }
  show() {
    for (const { town, lever, range, said } of this.controls) {
      const value = this.towns[town][lever];
      if (lever in this.limits) Object.assign(range, { min: this.limits[lever][0], max: this.limits[lever][1] });
      if (lever === "bought") { range.checked = value; continue; }
      if (Number(range.value) !== value) range.value = value;
      said.textContent = this.said(lever, value);
      range.setAttribute("aria-valuetext", said.textContent);
      if (lever === "stop_conduct") range.disabled = this.towns[town].stop_hours === 0 && this.towns[town].cameras === 0;
    }
    this.back.disabled = !this.past.length;
    this.wishes.show();
    this.showSpending();
    this.showResults();
  }
  showSpending() {
    const words = WORDS.live, { budget } = this;
    this.spending.forEach(({ cost, asked, available, presence }, town) => {
      const [bar, sum, rest] = this.money[town], over = budget !== null && cost > budget + 0.005;
      bar.hidden = budget === null;
      bar.value = budget ? Math.max(0, Math.min(1, cost / budget)) : 0;
      sum.textContent = fill(budget === null ? words.spent_free : words.spent, { cost: money(cost), budget: money(budget) });
      sum.classList.toggle("over", over);
      const short = asked > available + 0.005;
      const idle = (this.recorded.idle?.[town] ?? []).map(([duty, hours]) => fill(words.idle, { duty, hours: shown(hours, 1) }));
      rest.textContent = [`${over ? `${fill(words.over, { over: money(cost - budget) })}; ` : ""}${fill(short ? words.hours_short : words.hours, { asked: shown(asked, 1), share: shown(100 * available / asked, 0) })}`, fill(words.presence, { presence: shown(presence, 0) }), ...(this.guess.open ? [] : idle)].join("; ");
    });
  }
  showResults() {
    if (!this.results) return;
    const words = WORDS.live, { recorded, guess } = this;
    if (guess.open) { this.results.replaceChildren(element("p", { class: "live-note" }, words.hidden)); return; }
    const rows = SHOWN_OUTCOMES.map((name) => {
      const { values, difference: { mean: apart, low, high, clear }, digits } = recorded.ends[name];
      const interval = low === null ? "" : ` [${shown(low, digits, true)}, ${shown(high, digits, true)}]`;
      return element("tr", { id: `live-${name}` }, element("th", { scope: "row" }, words.outcomes[name]), ...values.map((each) => element("td", {}, shown(meanOf(each), 1))),
        element("td", { class: clear ? "" : "unclear" }, `${clear || low === null ? shown(apart, digits, true) : words.no_clear}${interval}`));
    });
    this.results.replaceChildren(element("table", {}, element("caption", {}, fill(words.results, { n: recorded.replicates })),
      element("thead", {}, element("tr", {}, element("td"), ...["A", "B", fill(words.apart, recorded.intervals)].map((text) => element("th", { scope: "col" }, text)))), element("tbody", {}, ...rows)),
      element("p", { class: "live-note" }, fill(words.outcomes_note, recorded.intervals)));
  }
  // Trust and crimes of the pair by day, thin as they were before the last move; they stand where a lesson has its tour.
  curves() {
    const { recorded, guess } = this, { clock } = this.lesson, words = WORDS.live, days = Array.from({ length: recorded.days + 1 }, (_, day) => day);
    const of = { trust: (life) => life.mean, crimes: (life) => life.counted.expected_crimes }, ghosts = this.ghost?.days === recorded.days ? this.ghost.lives : [];
    this.cursors = [];
    document.getElementById("tour").replaceChildren(...Object.entries(of).filter(() => !guess.open).map(([name, values]) => {
      const lines = [recorded.lives, ghosts].map((lives) => lives.map(values)), [low, high] = range(lines).map((end) => Math.max(0, end));
      const chart = new Chart({ width: 420, height: 118, days: recorded.days, low, high, title: ghosts.length ? fill(words.ghost, { title: words[`curve_${name}`] }) : words[`curve_${name}`], left: 40, right: 24, top: 24, bottom: 24 });
      lines[1].forEach((line, town) => chart.line(days, line, { stroke: TOWN_COLOURS[town], "stroke-width": 1.2, opacity: 0.6, class: "ghost" }));
      lines[0].forEach((line, town) => {
        chart.line(days, line, { stroke: TOWN_COLOURS[town], "stroke-dasharray": town ? "10 5" : "none" });
        chart.text(chart.width - 20, chart.y(line[recorded.days]) + (line[recorded.days] >= lines[0][1 - town][recorded.days] ? -1 : 13), "AB"[town], { class: `end of-${town}` });
      });
      this.cursors.push(chart.cursor());
      return chart.root;
    }));
    this.update(clock.day);
  }
  update(day) { for (const move of this.cursors ?? []) move(day); }

  // A slider that is dragged is one move, and one step back.
  moved(town, lever, value) {
    if (!this.moving) this.remember();
    this.moving = true;
    this.towns[town] = { ...this.towns[town], [lever]: value };
    this.changed();
  }
  set(towns, what = this.what) {
    this.remember();
    Object.assign(this, structuredClone({ towns, what }));
    this.changed();
  }
  undo() {
    Object.assign(this, this.past.pop(), { ghost: this.recorded, fromStart: false });
    this.changed();
  }
  remember() {
    this.past.push(structuredClone({ towns: this.towns, what: this.what }));
    this.ghost = this.recorded;
  }
  // Other towns under the same sliders, where a wish asks for them; gives what is wrong with it.
  async reopen() {
    const { scenario, arms } = this.told, key = JSON.stringify(this.what), { said, data, arms: two } = await changedBy(scenario, arms, this.what);
    if (said) return said;
    this.model = await LiveTowns.open({ ...this.told, scenario: data, arms: two });
    Object.assign(this, this.model.described(), { lived: key });
    if (this.fromStart) this.towns[0] = structuredClone(this.start[0]);
    this.fromStart = false;
    this.show();
    return null;
  }
  // Numbers of a link, within the limits of the sliders as its wishes leave them.
  bound() {
    this.foreign = false;
    const within = (value, limits) => limits ? Math.min(limits[1], Math.max(limits[0], value)) : value;
    this.towns = this.towns.map((town) => Object.fromEntries(Object.entries(town).map(([lever, value]) => [lever, within(value, this.limits[lever])])));
    this.show();
  }
  changed() {
    this.show();
    this.since = performance.now();
    this.wanted += 1;
    this.status.textContent = WORDS.live.computing;
    this.root.setAttribute("aria-busy", "true");
    this.root.classList.add("computing");
    if (!this.busy) this.busy = this.follow();
  }
  // Follows the sliders until they stand still.
  async follow() {
    await pause();  // who called knows of it before it ends
    try {
      while (this.shown !== this.wanted) {
        const { wanted, since } = this, refused = JSON.stringify(this.what) === this.lived ? null : await this.reopen();
        this.shown = wanted;
        if (refused) { this.end(refused); continue; }
        if (this.foreign) this.bound();
        const { said, spending } = this.model.move(this.towns);
        if (said) { this.end(said); continue; }
        this.spending = spending;
        this.showSpending();
        const recorded = await this.model.shown(), { bands, ends, same_mix, idle } = this.recorded;
        this.replace(Object.assign(recorded, { bands, ends, same_mix, idle }));
        await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));  // when it stands on the screen
        const seconds = this.seconds = (performance.now() - since) / 1000;
        document.body.dataset.drawn = Number(document.body.dataset.drawn || 0) + 1;
        if (wanted !== this.wanted) continue;
        this.status.textContent = fill(WORDS.live.watching, { seconds: shown(seconds, 2) });
        const results = await this.model.results(this.pairs);
        if (!results || wanted !== this.wanted) continue;
        Object.assign(recorded, results);
        this.root.classList.remove("computing");
        this.showSpending();
        if (!this.away) this.lesson.show(this.lesson.view);
        this.end(fill(WORDS.live.done, { seconds: shown(seconds, 2), n: this.pairs, all: shown((performance.now() - since) / 1000, 1) }));
      }
    } catch (error) {
      this.end(error.message);
    }
    this.busy = null;
    if (this.shown !== this.wanted) this.busy = this.follow();
  }
  end(said) {
    this.status.textContent = said;
    this.root.setAttribute("aria-busy", "false");
    this.root.classList.remove("computing");
  }
  // Other towns under the same clock: day, view, resident, and what the room has voted on stay.
  replace(recorded) {
    const { lesson, guess } = this;
    this.recorded = recorded;
    if (!guess.locked) guess.recorded = recorded;
    if (this.away) return;
    lesson.recorded = recorded;
    lesson.forget();
    lesson.parts = { one_resident: new OneResident(lesson), why: new Why(lesson), how_typical: new HowTypical(lesson) };
    lesson.maps = recorded.lives.map(() => new TownMap(recorded, (who) => lesson.showResident(who)));
    lesson.apart = new TownMap(recorded, (who) => lesson.showResident(who));
    if (recorded.days !== lesson.clock.days) lesson.clock.endAt(recorded.days);
    this.curves();
    if (lesson.view !== "guess" || !guess.locked) lesson.show(lesson.view);
  }
  // What the sliders and wishes say that the towns did not begin with, as parts of an address.
  asLink() {
    const { chips, ...asked } = this.what, wishes = Object.keys(WISHED).filter((name) => this.wishes?.has(name)), said = {};
    this.towns.forEach((town, at) => {
      const other = Object.entries(town).filter(([lever, value]) => value !== this.origin[at][lever]);
      if (other.length) said["ab"[at]] = packedNumbers(Object.fromEntries(other));
    });
    return { ...said, ...(wishes.length && Object.keys(asked).length ? { ask: wishes.join(".") } : {}), ...(chips ? { chips: packedNumbers(chips) } : {}) };
  }
  fromLink(said) {
    const clean = (lever, value) => lever === "bought" ? value === 1 : Object.hasOwn(this.limits, lever) ? value : null;
    const towns = this.origin.map((town, at) => ({ ...town, ...numbersIn(said["ab"[at]], clean) })), chips = chipsIn(said.chips);
    const what = Object.assign({}, ...(said.ask ?? "").split(".").filter((name) => Object.hasOwn(WISHED, name)).map((name) => WISHED[name]), Object.keys(chips).length ? { chips } : {});
    if (JSON.stringify([towns, what]) === JSON.stringify([this.towns, this.what])) return;
    this.foreign = true;
    this.set(towns, what);
  }
  download() {
    const yaml = this.model.yaml(), name = /^name: (\S+)/m.exec(yaml)[1], file = URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
    element("a", { href: file, download: `${name}.yaml` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 10000);
  }
  toggle() {
    const hidden = this.root.hidden = !this.root.hidden;
    document.body.classList.toggle("live", !hidden);
    this.fold.setAttribute("aria-expanded", String(!hidden));
    this.lesson.update();
  }
}
