// What if: towns of this page that live again under what a room asks. Each is run once.
class Trials {
  constructor(desk) { Object.assign(this, { desk, kept: new Map() }); }
  get possible() { return Boolean(DATA.model && this.desk); }
  // What sim/lesson/live/what_if.py may be asked for; gives what all pairs come to, as a lesson has it.
  run(wish) { return this.once(JSON.stringify(wish), () => this.live(wish)); }
  once(key, make) {
    if (!this.kept.has(key)) {
      const made = make();
      made.catch(() => this.kept.delete(key));
      this.kept.set(key, made);
    }
    return this.kept.get(key);
  }
  async live(wish) {
    const { scenario, arms } = this.desk, { said, data, arms: two } = await changedBy(scenario, arms, wish);
    if (said) throw new Error(said);
    const towns = await LiveTowns.open({ ...DATA.model, scenario: data, arms: two }), { start, pairs } = towns.described();
    towns.move(start);
    const recorded = await towns.shown();
    return Object.assign(recorded, await towns.results(pairs));
  }
  contacts(trust) { return this.once(`contacts ${trust}`, () => this.tried(trust)); }
  async tried(trust) {
    await LiveTowns.ready(DATA.model);
    return py.given_out(program.contacts(py.taken_in(this.desk.scenario), py.taken_in(trust)));
  }
  async programmes() {
    await LiveTowns.ready(DATA.model);
    return py.given_out(program.programmes(py.taken_in(this.desk.scenario)));
  }
}
// A scenario and two arms, changed by a wish: {said, data, arms}.
async function changedBy(scenario, arms, wish) {
  await LiveTowns.ready(DATA.model);
  return py.given_out(program.what_if(py.taken_in(scenario), py.taken_in(arms), py.taken_in(wish)));
}
// A place on the page that waits for towns, and then shows what came.
function whenLived(promise, show) {
  const box = element("div", { class: "waits", "aria-live": "polite" }, element("p", { role: "status", class: "saying" }, WORDS.beats.living));
  promise.then((found) => box.replaceChildren(...[show(found)].flat()), (error) => box.replaceChildren(element("p", { class: "error", role: "alert" }, error.message)));
  return box;
}
