// Sliders for both towns. A change is sent, and the answer comes line by line: money, numbers, happenings.
const PAUSE = 40, AGAIN = 400;  // milliseconds: between two moves of a slider, and before asking once more
const SHOWN_OUTCOMES = ["trust", "reporting", "true_crime", "recorded_crime", "quality_of_life"];

class Live {
  constructor(lesson, live) {
    Object.assign(this, { lesson, live, towns: structuredClone(live.start), spending: live.spending, yaml: live.yaml, asked: null, waiting: 0, controls: [] });
    lesson.live = this;
  }
  build() {
    const words = WORDS.live, { an_hour } = this.live;
    this.money = [0, 1].map(() => [element("progress", { max: 1 }), element("b"), element("span")]);
    this.status = element("p", { id: "live-status", role: "status" }, words.begun);
    this.results = element("div", { id: "live-results" });
    const head = element("div", { class: "live-row live-head" }, element("h2", {}, words.title), ...[0, 1].map((town) => element("b", { class: `of-${town}` }, "AB"[town])));
    const bought = element("div", { class: "live-row" }, element("span", {}, words.bought), ...[0, 1].map((town) => this.tick(town)));
    const money = element("div", { class: "live-money" }, element("span", {}, words.spent_title), ...this.money.map((parts, town) => element("div", { class: `of-${town}` }, ...parts)));
    this.root = element("aside", { id: "levers", "aria-label": words.title }, head,
      ...Object.keys(words.levers).map((lever) => element("div", { class: "live-row" }, element("span", {}, words.levers[lever]), ...[0, 1].map((town) => this.slider(town, lever)))),
      bought, money, element("p", { class: "live-note" }, fill(words.bought_note, { an_hour })), this.status, this.results,
      element("p", { class: "actions" }, element("button", { id: "live-download", class: "main", onclick: () => this.download() }, words.download),
        element("button", { id: "live-reset", onclick: () => this.reset() }, words.reset)),
      element("p", { class: "live-note" }, words.local));
    this.root.addEventListener("keydown", (event) => {  // keys that move a slider do not move the clock
      if (event.target.matches("input[type=range]") && /^(Arrow|Home|End|Page)/.test(event.key)) event.stopPropagation();
    });
    this.fold = element("button", { id: "live-fold", "aria-expanded": "true", onclick: () => this.toggle() }, words.fold);
    document.querySelector("header").append(this.fold);
    document.body.classList.add("live");
    document.getElementById("stage").before(this.root);
    this.show();
    this.lesson.update();
  }
  slider(town, lever) {
    const [min, max, step] = this.live.limits[lever];
    const label = fill(WORDS.live.town, { letter: "AB"[town], lever: WORDS.live.levers[lever] });
    const range = element("input", { type: "range", id: `${lever}-${town}`, min, max, step, "aria-label": label,
      oninput: () => { this.towns[town][lever] = Number(range.value); this.changed(); } });
    const said = element("output", { for: range.id });
    this.controls.push({ town, lever, range, said });
    return element("div", { class: `live-slider of-${town}` }, range, said);
  }
  tick(town) {
    const box = element("input", { type: "checkbox", id: `bought-${town}`, "aria-label": fill(WORDS.live.town, { letter: "AB"[town], lever: WORDS.live.bought }),
      onchange: () => { this.towns[town].bought = box.checked; this.changed(); } });
    this.controls.push({ town, lever: "bought", range: box, said: null });
    return element("div", { class: `live-slider of-${town}` }, box);
  }
  said(lever, value) {
    if (lever !== "stop_conduct") return shown(value, lever === "cameras" && Number.isInteger(value) ? 0 : lever === "officers" ? 2 : 1);
    return Math.abs(value) < 0.005 ? WORDS.live.usual : shown(value, 2, true);  // against stops as they usually are
  }
  show() {
    for (const { town, lever, range, said } of this.controls) {
      const value = this.towns[town][lever];
      if (lever === "bought") { range.checked = value; continue; }
      if (Number(range.value) !== value) range.value = value;
      said.textContent = this.said(lever, value);
      range.setAttribute("aria-valuetext", said.textContent);
      if (lever === "stop_conduct") range.disabled = this.towns[town].stop_hours === 0;
    }
    this.showSpending();
    this.showResults();
  }
  showSpending() {
    const words = WORDS.live, { budget } = this.live, dollars = (value) => shown(value, Number.isInteger(value) ? 0 : 2);
    this.spending.forEach(({ cost, asked, available, presence }, town) => {
      const [bar, sum, rest] = this.money[town], over = budget !== null && cost > budget + 0.005;
      bar.hidden = budget === null;
      bar.value = budget ? Math.max(0, Math.min(1, cost / budget)) : 0;
      sum.textContent = fill(budget === null ? words.spent_free : words.spent, { cost: dollars(cost), budget: dollars(budget) });
      sum.classList.toggle("over", over);
      const short = asked > available + 0.005;
      rest.textContent = `${over ? `${fill(words.over, { over: dollars(cost - budget) })}; ` : ""}${fill(short ? words.hours_short : words.hours, { asked: shown(asked, 1), share: shown(100 * available / asked, 0) })}; ${fill(words.presence, { presence: shown(presence, 0) })}`;
    });
  }
  showResults() {
    const words = WORDS.live, { recorded, guess } = this.lesson;
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

  changed() {
    this.show();
    this.since = performance.now();
    this.status.textContent = WORDS.live.computing;
    this.root.setAttribute("aria-busy", "true");
    this.root.classList.add("computing");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), PAUSE);
  }
  async ask() {
    this.asked?.abort();
    const asked = this.asked = new AbortController();
    try {
      const answer = await fetch("/change", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ towns: this.towns }), signal: asked.signal });
      if (answer.status === 503) { this.tryAgain(asked); return; }
      if (!answer.ok) { this.end((await answer.json()).said); return; }
      for await (const line of linesOf(answer.body)) {
        if (asked !== this.asked) return;
        await this.take(line, asked);
      }
    } catch (error) {
      if (asked === this.asked && error.name !== "AbortError") this.end(WORDS.live.lost);
    }
  }
  tryAgain(asked) {
    if (asked !== this.asked) return;
    this.status.textContent = WORDS.live.again;
    this.waiting = setTimeout(() => this.ask(), AGAIN);
  }
  end(said) {
    this.status.textContent = said;
    this.root.setAttribute("aria-busy", "false");
    this.root.classList.remove("computing");
  }
  async take(line, asked) {
    if (line.said) this.end(line.said);
    else if (line.overtaken) this.end(WORDS.live.overtaken);
    else if (line.spending) {
      Object.assign(this, { spending: line.spending, wanted: line.yaml });
      this.showSpending();
    } else if (line.recorded) {
      const recorded = await Recorded.of(line.recorded);
      if (asked !== this.asked) return;
      this.yaml = this.wanted;
      this.root.classList.remove("computing");
      this.replace(recorded);
      requestAnimationFrame(() => setTimeout(() => {  // when it stands on the screen
        if (asked !== this.asked) return;
        this.seconds = (performance.now() - this.since) / 1000;
        this.status.textContent = fill(WORDS.live.watching, { seconds: shown(this.seconds, 1) });
        document.body.dataset.drawn = Number(document.body.dataset.drawn || 0) + 1;
      }));
    } else if (line.happenings) {
      const { recorded } = this.lesson;
      await Promise.all(recorded.lives.map((life, town) => life.readHappenings(line.happenings[town], recorded)));
      if (asked !== this.asked) return;
      recorded.story = line.story;
      this.redraw();
      this.end(fill(WORDS.live.done, { seconds: shown(this.seconds, 1) }));
    }
  }
  // Other towns under the same clock: day, view, resident and what the room guessed stay.
  replace(recorded) {
    const { lesson } = this, { open } = lesson.guess;
    if (open) lesson.guess.recorded = recorded;
    else {
      lesson.guess = new Guess(recorded, (revealed) => lesson.guessed(revealed));
      lesson.guess.skipped = lesson.guess.revealed = true;
    }
    lesson.kept.set(0, { recorded, guess: lesson.guess });
    lesson.recorded = recorded;
    lesson.forget();
    lesson.parts = { one_resident: new OneResident(lesson), why: new Why(lesson), how_typical: new HowTypical(lesson) };
    lesson.maps = recorded.lives.map(() => new TownMap(recorded, (who) => lesson.showResident(who)));
    lesson.apart = new TownMap(recorded, (who) => lesson.showResident(who));
    document.getElementById("pair").textContent = fill(WORDS.pair, { n: recorded.replicates, ...recorded.intervals });
    this.redraw();
  }
  redraw() {
    const { lesson } = this;
    lesson.tour.at = Math.min(lesson.tour.at, lesson.recorded.story.length - 1);
    lesson.tour.build();
    lesson.show(lesson.view);
  }
  reset() {
    this.towns = structuredClone(this.live.start);
    this.changed();
  }
  download() {
    const name = /^name: (\S+)/m.exec(this.yaml)[1], file = URL.createObjectURL(new Blob([this.yaml], { type: "application/yaml" }));
    element("a", { href: file, download: `${name}.yaml` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 10000);
  }
  toggle() {
    const hidden = this.root.hidden = !this.root.hidden;
    document.body.classList.toggle("live", !hidden);
    this.fold.setAttribute("aria-expanded", String(!hidden));
    this.fold.textContent = hidden ? WORDS.live.unfold : WORDS.live.fold;
    this.lesson.update();
  }
}

async function* linesOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}
