// The page: views around one clock. Where towns live in the page, sliders stand beside the same views.
const VIEWS = ["guess", "towns", "difference", "one_resident", "why", "how_typical", "handout"];

class Lesson {
  constructor() {
    this.kept = new Map();  // key of a scene to the promise of it
    this.ready = false;  // not while a scene is being opened
    this.pointed = { town: null, block: null, resident: null, only: null, day: null };
  }
  async start() {
    this.clock = new Clock(1, () => this.update());
    const choice = document.getElementById("scenario");
    choice.setAttribute("aria-label", WORDS.scenarios);
    choice.append(...DATA.scenarios.map((each, at) => element("option", { value: at }, fill(at ? WORDS.beside : WORDS.lesson, { title: each.title }))));
    choice.hidden = DATA.scenarios.length < 2;
    choice.addEventListener("change", () => { choice.blur(); this.open(Number(choice.value)); });  // so that keys go to the page
    this.address = new Address(this);
    const head = (id, text, act) => element("button", { id, onclick: act }, text);
    this.other = element("button", { id: "try", onclick: () => this.open(this.scene.at, !this.live) }, WORDS.live.try);
    this.trouble = element("p", { id: "trouble", role: "alert" });
    document.getElementById("views").append(head("view-beats", WORDS.beats.lesson, () => this.show("beats")), ...VIEWS.map((name, at) =>
      element("button", { id: `view-${name}`, title: `${at + 1}`, onclick: () => this.show(name) }, WORDS.views[name])), this.other);
    for (const [id, said] of [["tour", WORDS.beats.beats], ["legend", WORDS.legend]]) document.getElementById(id).setAttribute("aria-label", said);
    document.getElementById("title").textContent = WORDS.motto;
    document.querySelector("header").append(head("look-closer", WORDS.beats.closer, () => this.show(this.guess.open ? "guess" : "towns")), this.trouble);
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => {  // so that Space plays after a click with the mouse
      const button = event.target.closest("button");
      if (button && event.detail > 0) button.blur();
    });
    window.addEventListener("resize", () => this.update());
    window.addEventListener("beforeprint", () => this.fillHandout());
    await this.open(0);
    await this.address.go();
    document.body.dataset.ready = "yes";
  }
  // A scenario as it was recorded, or with its towns living under sliders: at once where nothing was recorded.
  // Of several that were wanted one after the other, the last is opened.
  async open(at, living = !DATA.scenarios[at].lives) {
    const wanted = this.wanted = {}, key = `${at}${living ? " living" : ""}`;
    this.clock.pause();
    this.remember();
    this.live?.leave();
    Object.assign(this, { ready: false, view: null, live: null });
    this.other.disabled = true;
    this.trouble.textContent = "";
    if (!this.kept.has(key)) this.kept.set(key, this.begun(at, living));
    let scene = null;
    try {
      scene = await this.kept.get(key);
    } catch (error) {
      this.kept.delete(key);
      if (wanted !== this.wanted) return;
      if (DATA.scenarios[at].lives) await this.open(at, false);
      this.trouble.textContent = error.message;
      return;
    }
    if (wanted === this.wanted) this.enter(scene);
  }
  enter(scene) {
    const { at, live, guess, seen } = scene;
    Object.assign(this, { scene, live, guess, recorded: live?.recorded ?? scene.recorded, ready: true });
    document.getElementById("scenario").value = at;
    this.other.hidden = !DATA.scenarios[at].desk || !DATA.scenarios[at].lives;
    this.other.textContent = live ? WORDS.live.back_to_lesson : WORDS.live.try;
    if (at > 0) this.guess.skipped = this.guess.skipped || !this.first.open;
    this.first ??= this.guess;
    this.resident = seen?.resident ?? this.recorded.picks[0] ?? 0;
    this.forget();
    this.parts = { one_resident: new OneResident(this), why: new Why(this), how_typical: new HowTypical(this) };
    this.maps = this.recorded.lives.map(() => new TownMap(this.recorded, (who) => this.showResident(who)));
    this.apart = new TownMap(this.recorded, (who) => this.showResident(who));
    this.tour = new Tour(this);
    this.beats = live ? null : scene.beats ??= new Beats(this);
    this.clock.build();
    this.clock.reset(this.recorded.days);
    if (!this.live) this.tour.build();
    document.getElementById("pair").textContent = fill(WORDS.pair, { n: this.recorded.replicates, ...this.recorded.intervals });
    this.show(seen?.view ?? (this.guess.open ? live ? "guess" : "beats" : "towns"));
    this.live?.enter();
    if (seen?.step != null) { this.tour.at = seen.step; this.tour.show(); }
    if (seen?.touring) this.tour.go(seen.step);
    else if (seen || live && !this.guess.open) this.clock.go(seen ? seen.day : this.clock.days);
  }
  // Where somebody was in the scene that is left.
  remember() {
    if (!this.ready) return;
    const { view, resident, tour } = this, touring = !this.live && !document.body.dataset.byHand && tour.at < tour.steps.length;
    this.scene.seen = { view, resident, day: this.clock.day, step: this.live ? null : Math.min(tour.at, tour.steps.length - 1), touring };
  }
  async begun(at, living) {
    const data = DATA.scenarios[at], voted = this.scene?.at === at ? this.scene.guess : null;
    const live = living ? new Live(this, { ...DATA.model, ...data.desk }) : null;
    const recorded = live ? await live.begin() : await Recorded.of(data);
    const guess = voted?.locked ? voted : new Guess(recorded, (revealed) => this.guessed(revealed));
    if (voted && !voted.locked) guess.skipped = true;
    if (live) live.guess = guess;
    return { at, recorded, guess, live };
  }
  forget() { Object.assign(this.pointed, { town: null, block: null, resident: null, only: null, day: null }); }
  guessed(revealed) {
    if (this.view !== "beats" && (revealed || this.guess.skipped && !this.guess.locked && this.view !== "guess")) { this.show("guess"); return; }
    if (this.view === "beats") { this.guess.revealed = this.guess.revealed || this.guess.skipped; this.beats.go(1); return; }
    if (this.guess.skipped) this.guess.revealed = true;
    if (!this.live) { this.tour.go(0); return; }
    this.live.curves();
    this.clock.go(this.clock.days);
    this.show("towns");
  }
  showResident(who) {
    if (!this.ready || this.guess.open) return;
    this.resident = who;
    this.show("one_resident");
  }
  show(view) {
    if (!this.ready) return;
    if (view === "beats" && !this.beats) view = "towns";
    if (this.guess.open && view !== "beats") view = "guess";
    const leaves = this.view === "beats" && view !== "beats";
    this.view = view;
    document.body.dataset.view = view;
    document.body.dataset.byHand = "yes";  // a step of the tour takes this back
    for (const name of VIEWS) {
      const button = document.getElementById(`view-${name}`);
      button.setAttribute("aria-pressed", name === view);
      button.disabled = this.guess.open && name !== "guess";
      button.title = button.disabled ? WORDS.vote_first : String(VIEWS.indexOf(name) + 1);
    }
    const lesson = document.getElementById("view-beats");
    lesson.hidden = !this.beats;
    lesson.setAttribute("aria-pressed", view === "beats");
    if (leaves) {
      document.body.toggleAttribute("data-clock", false);
      delete document.body.dataset.beat;
      this.clock.speed = Number(this.clock.speeds.value);  // a beat plays at a speed of its own
      if (!this.live) this.tour.build();
    }
    this.other.disabled = this.guess.open;
    this.other.title = this.guess.open ? WORDS.vote_first : "";
    const stage = document.getElementById("stage");
    stage.replaceChildren(this[`build_${view}`]());
    this.buildLegend();
    this.update();
    this.live?.showResults();
  }
  build_beats() { return this.beats.build(); }
  build_guess() { return this.guess.build(); }
  build_towns() {
    this.heads = this.recorded.lives.map(() => [element("span", { class: "level", title: WORDS.since }), element("p", { class: "counted" })]);
    return element("div", { class: "towns" }, ...this.maps.map((map, town) => element("section", { class: `town town-${town}` },
      element("h2", {}, element("b", {}, "AB"[town]), ` ${this.recorded.names[town]}`, this.heads[town][0]),
      element("p", { class: "receipt" }, receipt(this.recorded.arms[town])),
      element("div", { class: "map", id: `map-${town}` }, map.canvas), this.heads[town][1])));
  }
  build_difference() {
    this.apartSaid = [element("p", { id: "difference-mean" }), element("p", { class: "total", id: "difference-people" })];
    const [a, b] = this.recorded.names;
    return element("div", { class: "difference" }, element("div", { class: "map" }, this.apart.canvas),
      element("aside", {}, this.apartSaid[1], this.apartSaid[0], element("h2", {}, fill(WORDS.difference_title, { a, b })), element("p", { class: "note" }, WORDS.difference_note)));
  }
  build_one_resident() { return this.parts.one_resident.build(); }
  build_why() { return this.parts.why.build(); }
  build_how_typical() { return this.parts.how_typical.build(); }
  build_handout() { return new Handout(this).build(); }
  fillHandout() { document.getElementById("handout").replaceChildren(this.view === "handout" ? "" : new Handout(this).build()); }
  buildLegend() {
    const names = Object.keys(SHAPES), [a, b] = this.recorded.names, apart = this.view === "difference";
    document.getElementById("legend").replaceChildren(
      element("div", { class: "legend-scale" }, apart ? legendOfDifference(this.recorded) : legendOfTrust(),
        element("span", {}, apart ? fill(WORDS.legend_difference, { a, b }) : WORDS.legend_trust)),
      apart ? "" : element("ul", {}, ...names.map((name) => element("li", { id: `legend-${name}` }, shapeIcon(name), WORDS.shapes[name]))));
  }
  update() {
    const { clock, view, recorded } = this;
    if (!recorded || !view) return;
    const { day } = clock;
    this.live?.update(day);
    const only = this.pointed.day === day ? this.pointed.only : null;
    for (const name of Object.keys(SHAPES)) document.getElementById(`legend-${name}`)?.classList.toggle("pointed", only !== null && only.includes(name));
    if (view === "towns") this.drawTowns(day, only);
    else if (view === "difference") this.drawDifference(day);
    else if (view === "beats") this.beats.update(day);
    else if (view in this.parts) this.parts[view].update(day);
    this.address.write();
  }
  drawTowns(day, only) {
    const pointed = this.pointed.day === day ? this.pointed : {};
    const elsewhere = (town) => pointed.resident != null && pointed.town === 1 - town;  // a step about one happening
    const still = LITTLE_MOTION || !this.clock.playing, linger = only ? Math.max(14, this.clock.linger) : this.clock.linger;
    this.recorded.lives.forEach((life, town) => this.writeHead(town, life, day));
    this.maps.forEach((map, town) => {
      const life = this.recorded.lives[town], here = pointed.town === town || pointed.town === null;
      map.fit();
      map.draw((who) => life.trustOf(who, day), trustColour, day, { life, linger, still, only: elsewhere(town) ? [] : only,
        resident: here ? pointed.resident ?? null : null, block: here ? pointed.block ?? null : null });
      if (!this.clock.playing) describeMap(map.canvas, this.recorded, town, day);
    });
  }
  writeHead(town, life, day) {
    const [level, counted] = this.heads[town], now = (name) => shown(life.counted[name][day], 0);
    level.textContent = fill(this.live ? WORDS.live.level : WORDS.trust_since, { value: shown(life.mean[day], 1), change: shown(life.mean[day] - life.mean[0], 1, true) });
    counted.replaceChildren(fill(WORDS.counted, { visits: now("visits"), attended: now("attended"), stops: now("stops"), new_ties: now("new_ties") }), element("br"),
      this.guess.open ? WORDS.crimes_hidden : fill(WORDS.crimes, { crimes: now("crimes"), reported: now("reported") }),
      fill(WORDS.civic, { by_police: now("issues_fixed"), by_residents: now("issues_resolved") }));
  }
  drawDifference(day) {
    const { recorded } = this, [a, b] = recorded.names;
    this.apart.fit();
    this.apart.draw((who) => recorded.difference(who, day), differenceColour, day, { numbers: true });
    let up = 0, down = 0;
    for (let who = 0; who < recorded.residents; who += 1) {
      const apart = recorded.difference(who, day);
      up += apart >= 1;
      down += apart <= -1;
    }
    this.apartSaid[0].textContent = fill(WORDS.difference_mean, { mean: shown(recorded.lives[0].mean[day] - recorded.lives[1].mean[day], 2, true) });
    this.apartSaid[1].textContent = fill(WORDS.difference_people, { a, b, up: shown(up, 0), down: shown(down, 0), same: shown(recorded.residents - up - down, 0) });
  }
  // Whether a clock stands below what is shown.
  get hasClock() { return this.view === "beats" ? document.body.hasAttribute("data-clock") : !["guess", "handout"].includes(this.view); }
  // What a remote control does.
  step(by) {
    if (this.view === "beats") this.beats.go(by);
    else if (!this.live) this.tour.go(this.tour.at + by);
  }
  key(event) {
    const { clock } = this, at = event.target;
    if (!this.ready) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("keys").open) return;
    if (at.matches("select") || at.matches("input[type=number]") && !event.key.startsWith("Page") || (at.matches("button") && (event.key === " " || event.key === "Enter"))) return;
    if (at.matches("input[type=range]") && event.key.startsWith("Arrow")) return;
    const step = event.shiftKey ? 30 : 1;
    const acts = {
      " ": () => this.hasClock && clock.toggle(), ArrowLeft: () => { clock.pause(); clock.go(clock.day - step); }, ArrowRight: () => { clock.pause(); clock.go(clock.day + step); },
      ArrowUp: () => clock.faster(1), ArrowDown: () => clock.faster(-1), Home: () => clock.go(0), End: () => clock.go(clock.days),
      PageDown: () => this.step(1), PageUp: () => this.step(-1), 0: () => this.show("beats"), f: fullScreen, F: fullScreen, "?": showKeys,
      s: () => this.guess.open || this.parts.one_resident.surprise()
    };
    acts.S = acts.s;
    if (!this.hasClock && this.view === "beats") Object.assign(acts, { ArrowLeft: acts.PageUp, ArrowRight: acts.PageDown });
    const act = acts[event.key] || (/^[1-7]$/.test(event.key) && (() => this.show(VIEWS[Number(event.key) - 1])));
    if (!act) return;
    event.preventDefault();
    act();
  }
}

const lesson = new Lesson();
if ("DecompressionStream" in window) lesson.start();
else document.getElementById("stage").textContent = WORDS.too_old;
