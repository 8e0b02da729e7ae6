"use strict";
// Studio: which view is shown, and what happens when something is changed, opened or run.
const ANSWER = STEPS.length; // the view after the steps
const CHECKED_AFTER = 120; // milliseconds without a change, after which a scenario is checked
const FORESEEN_AFTER = 900; // and after which a small town is tried

class Studio {
  constructor() {
    this.schema = planner.schema();
    this.shipped = planner.shipped();
    this.history = null; // until something is begun: states of {data, step}
    this.checked = { problems: [], said: [], careful: [], arms: [], budget: null };
    this.run = this.fit = null;
    this.refusal = this.table = null;
    this.waiting = 0;
    this.form = new Form(this.schema, this.shipped.map((each) => each.data), this);
  }

  get step() { return this.history ? this.history.now.step : null; }
  get data() { return this.history.now.data; }

  // A scenario to work on. What was worked on before can be had back by undoing.
  begin(data, note = "") {
    const state = { data, step: 0, note };
    if (this.history) this.history.change(state); else this.history = new History(state);
    if (this.fit?.state === "running") this.fit.stop();
    this.refusal = this.fit = null;
    this.starting = false;
    this.check();
    this.show("title");
    if (note) say(note);
  }

  change(data, key) {
    this.history.change({ ...this.history.now, data, note: "" }, key);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.check(), CHECKED_AFTER);
    this.showUndo();
  }

  // A change after which other fields are there: the step is shown anew.
  edit(data, focus, told) {
    this.history.rest();
    this.history.change({ ...this.history.now, data, note: "" });
    this.check();
    this.show(focus, true);
    if (told) say(told);
  }

  check() {
    clearTimeout(this.waiting);
    const checked = planner.check(this.data);
    this.checked = { said: [], careful: [], ...checked, arms: checked.arms ?? [] };
    this.showChecked();
    this.foresee();
  }

  // Some time after the last change: what will find nothing to do, from a small town that is tried.
  foresee() {
    clearTimeout(this.foreseeing);
    if (this.checked.problems.length || [this.run, this.fit].some((each) => each?.state === "running")) return;
    const { data, checked } = this;
    this.foreseeing = setTimeout(async () => {
      const idle = await clerk.foresee(data).catch(() => []);
      if (checked !== this.checked || !idle.length) return;
      this.checked = { ...checked, careful: [...idle, ...checked.careful] };
      this.showChecked();
    }, FORESEEN_AFTER);
  }

  go(step, focus = "title") {
    this.starting = false;
    this.history.now = { ...this.history.now, step };
    this.history.rest();
    this.show(focus);
  }

  undo(back) {
    if (!this.history || !(back ? this.history.undo() : this.history.redo())) return;
    this.check();
    this.show(null, true);
    say(back ? WORDS.undone : WORDS.redone);
  }

  async open(name, { text, refused }, note) {
    const found = refused ? { problems: [] } : this.readOf(name, text);
    if (found.data && !found.problems.length) {
      this.begin(found.data, note ?? WORDS.start.opened(name));
      return;
    }
    this.refusal = { said: refused, problems: found.problems };
    this.starting = true;
    this.show("title");
    byId("refused").scrollIntoView({ block: "nearest" });
  }

  // A text that even the program's own reader cannot take is refused like any other.
  readOf(name, text) {
    try {
      return planner.read(name, text);
    } catch {
      return { data: null, problems: [{ text: WORDS.refused.unreadable }] };
    }
  }

  async openFile(file) {
    if (/\.(csv|tsv|xlsx?)$/i.test(file.name)) await this.openTable(file);
    else await this.open(file.name, await textOfFile(file));
  }

  // A table of crimes: what it says goes into the scenario of now, or into a blank one.
  async openTable(file) {
    const { text, refused } = await textOfTable(file);
    this.refusal = refused ? { said: refused } : null;
    this.table = refused ? null : new CrimeTable(file.name, rowsOfTable(text));
    this.starting = true;
    this.show(refused ? "title" : "table");
  }

  takeCrimes(crime, name) {
    this.table = null;
    this.begin(withValue(this.history ? this.data : blank(this.shipped), ["community", "crime"], crime), WORDS.table.taken(name));
  }

  async openFragment(fragment = location.hash) {
    if (!fragment.startsWith(MARK)) return;
    await this.open("scenario", await textOf(fragment), WORDS.start.from_link);
  }

  async start() {
    this.check();
    if (this.checked.problems.length) {
      byId("mend").open = true;
      byId("mend-0").focus();
      return;
    }
    for (const each of [this.run, this.fit]) if (each?.state === "running") await each.stop();
    const run = new Run(this.data, this.checked);
    this.run = run;
    this.go(ANSWER);
    say(WORDS.running.begin);
    await run.go(() => this.showRun(run));
  }
}
