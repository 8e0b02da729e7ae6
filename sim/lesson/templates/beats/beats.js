// The lesson: beats of a few parts each, one idea a part. A plan of so many minutes picks among them.
const STEPS = ["question", "one", "chief", "year", "lived", "why", "bill", "fails", "yours"];
const PLANS = { 10: ["question", "year", "lived", "bill", "yours"], 20: ["question", "one", "year", "lived", "why", "bill", "yours"], 45: STEPS };
const ASK_THE_MODEL = ["one", "chief", "fails"];  // they need the model in the page
const BEAT_OF = {};  // key to the function that gives its parts

class Beats {
  constructor(lesson) {
    Object.assign(this, { lesson, recorded: lesson.recorded, guess: lesson.guess, plan: "45", step: 0, part: 0, hands: {}, laid: {}, made: new Map() });
    this.trials = new Trials(DATA.scenarios[lesson.scene.at].desk);
    this.cast = castOf(this.recorded);
    this.said = element("span", { class: "said-aloud", role: "status" });
  }
  get keys() { return PLANS[this.plan].filter((key) => this.trials.possible || !ASK_THE_MODEL.includes(key)); }
  partsOf(step) {
    if (!this.made.has(step)) this.made.set(step, BEAT_OF[STEPS[step]](this));
    return this.made.get(step);
  }
  get now() { return this.partsOf(this.step)[this.part]; }
  handsFor(what) { return this.hands[what] ??= []; }
  isPastVote(step, part) { return step > STEPS.indexOf("year") || step === STEPS.indexOf("year") && part > 0; }
  // The part at which a step and a number lead; there are not so many everywhere.
  open(step, part = 0) {
    this.lesson.clock.pause();
    const possible = this.trials.possible || !ASK_THE_MODEL.includes(STEPS[step]);
    this.step = possible ? step : STEPS.indexOf(this.keys.find((key) => STEPS.indexOf(key) > step));
    this.part = Math.min(part, this.partsOf(this.step).length - 1);
    if (this.guess.open && this.isPastVote(this.step, this.part)) [this.step, this.part] = [STEPS.indexOf("year"), 0];
    this.lesson.forget();
    this.lesson.show("beats");
    this.now.enter?.();
  }
  // A part on or back; at the vote it goes on only once the room has voted, or wants none.
  go(by) {
    const { keys } = this, key = STEPS[this.step], part = this.part + by;
    if (by > 0 && this.now.vote && this.guess.open) { this.guess.error.textContent = WORDS.vote_first; return; }
    if (part >= 0 && part < this.partsOf(this.step).length) { this.open(this.step, part); return; }
    const near = keys.filter((each) => by > 0 ? STEPS.indexOf(each) > this.step : STEPS.indexOf(each) < this.step), next = by > 0 ? near[0] : near.at(-1);
    if (!next) return;
    const step = STEPS.indexOf(next);
    this.open(step, by > 0 ? 0 : this.partsOf(step).length - 1);
    if (key !== next && by > 0) this.ahead();
  }
  // What the next beats will ask of the model is begun while people talk.
  ahead() {
    if (!this.trials.possible) return;
    const following = this.keys.filter((key) => STEPS.indexOf(key) >= this.step);
    for (const wish of following.slice(0, 3).flatMap((key) => WISHES[key]?.(this) ?? [])) this.trials.run(wish).catch(() => {});
  }
  choosePlan(plan) {
    this.plan = plan;
    this.lesson.show("beats");
  }
  build() {
    this.bar();
    const { build, clock } = this.now;
    document.body.toggleAttribute("data-clock", Boolean(clock));
    document.body.dataset.beat = STEPS[this.step];
    const built = element("div", { class: `beat beat-${STEPS[this.step]}` }, ...[build()].flat());
    swiped(built, (by) => this.go(by));
    this.said.textContent = `${WORDS.beats.names[STEPS[this.step]]}: ${built.querySelector(".headline, legend")?.textContent ?? ""}`;
    return built;
  }
  bar() {
    const { keys } = this, at = keys.indexOf(STEPS[this.step]), parts = this.partsOf(this.step).length;
    const button = (id, by, sign, said) => element("button", { id, "aria-label": said, title: said, onclick: () => this.go(by) }, sign);
    const dots = element("ol", { class: "dots", "aria-label": WORDS.beats.beats }, ...keys.map((key) => element("li", {},
      element("button", { "aria-current": key === STEPS[this.step] ? "step" : null, title: WORDS.beats.names[key], onclick: () => this.open(STEPS.indexOf(key)) }, WORDS.beats.names[key]))));
    const where = element("p", { id: "beat-where" }, fill(WORDS.beats.where, { name: WORDS.beats.names[STEPS[this.step]], part: this.part + 1, parts }));
    const by_key = document.activeElement?.matches(":focus-visible") ? document.activeElement.id : "";  // stays where it was
    document.getElementById("tour").replaceChildren(button("beat-back", -1, "‹", WORDS.beats.back), element("div", { class: "where" }, dots, where, this.said), button("beat-on", 1, "›", WORDS.beats.on));
    document.getElementById("beat-back").disabled = at === 0 && this.part === 0;
    document.getElementById("beat-on").disabled = at === keys.length - 1 && this.part === parts - 1;
    if (by_key.startsWith("beat-")) document.getElementById(by_key).focus();
  }
  update(day) { this.now.update?.(day); }
}
// A finger that goes from one side to the other turns the page, unless it moves something else.
const SWIPE = 60;  // pixels
function swiped(root, turn) {
  let from = null;
  root.addEventListener("touchstart", ({ touches, target }) => { from = touches.length === 1 && !target.closest("input, summary") ? touches[0] : null; }, { passive: true });
  root.addEventListener("touchend", ({ changedTouches: [to] }) => {
    const across = from ? to.clientX - from.clientX : 0, down = from ? to.clientY - from.clientY : 0;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) turn(across < 0 ? 1 : -1);
  }, { passive: true });
}
// What beats will ask of the model.
const WISHES = {
  bill: () => [{ days: FIVE_YEARS }],
  fails: ({ trials }) => [{ scandal: true }, ...(canLoseSupport(trials.desk) < 0 ? [] : [{ unsupported: canLoseSupport(trials.desk) }])]
};
const FIVE_YEARS = 1826;
