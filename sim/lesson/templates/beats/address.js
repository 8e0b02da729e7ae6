// Where somebody is, in the address: a view is a link, and a reload comes back to it. Nothing is stored.
const readAddress = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const wholeIn = (text, low, high) => /^\d+$/.test(text ?? "") && Number(text) >= low && Number(text) <= high ? Number(text) : null;
class Address {
  constructor(lesson) {
    this.lesson = lesson;
    window.addEventListener("hashchange", () => { if (location.hash !== this.written) this.go(); });
  }
  // Written a little later, so that a clock that runs does not write every day: browsers allow few writes a second.
  write() {
    this.later ??= setTimeout(() => {
      this.later = null;
      const { lesson } = this;
      if (!lesson.ready || lesson.live) return;
      const { beats, view, clock, guess } = lesson, here = view === "beats" ? { step: beats.step, part: beats.part, plan: beats.plan } : { view };
      if (lesson.scene.at) here.scenario = lesson.scene.at;
      if (view === "one_resident") here.who = lesson.resident + 1;
      if (clock.day) here.day = clock.day;
      if (guess.locked) here.votes = Object.values(guess.hands).map((hands) => hands.join(".")).join("-");
      this.written = `#${new URLSearchParams(here)}`;
      history.replaceState(null, "", this.written);
    }, this.lesson.clock.playing ? 1000 : 150);
  }
  // What the address says; what it says wrongly is passed over.
  async go() {
    const { lesson } = this, said = readAddress(), scenario = wholeIn(said.scenario, 0, DATA.scenarios.length - 1);
    if (scenario !== null && scenario !== lesson.scene.at) await lesson.open(scenario);
    if (lesson.live) return;
    const { beats, recorded } = lesson, step = wholeIn(said.step, 0, STEPS.length - 1), day = wholeIn(said.day, 0, recorded.days);
    const who = wholeIn(said.who, 1, recorded.residents);
    if (who !== null) lesson.resident = who - 1;
    if (/^\d+(\.\d+){2}(-\d+(\.\d+){2})*$/.test(said.votes ?? "")) lesson.guess.restore(said.votes.split("-").map((hands) => hands.split(".").map((number) => Math.min(999, Number(number)))));
    if (said.plan in PLANS) beats.plan = said.plan;
    if (step !== null) {
      if (beats.isPastVote(step, Number(said.part) || 0) && lesson.guess.open) lesson.guess.skipped = true;  // a link shows what it says
      beats.open(step, wholeIn(said.part, 0, 99) ?? 0);
    } else if (VIEWS.includes(said.view)) {
      if (lesson.guess.open) lesson.guess.skipped = said.view !== "guess";
      lesson.show(said.view);
    }
    if (day === null) return;
    lesson.clock.pause();
    lesson.clock.go(day);
  }
}
