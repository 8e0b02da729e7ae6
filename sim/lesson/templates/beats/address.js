// Where somebody is, in the address: a view is a link, and a reload comes back to it. Nothing is stored.
// An address is foreign input: what it says wrongly is passed over.
const readAddress = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const wholeIn = (text, low, high) => /^\d+$/.test(text ?? "") && Number(text) >= low && Number(text) <= high ? Number(text) : null;
// Numbers by name, "visits:2,stop_hours:0.5"; `clean` gives the number that a name may have, or null.
const packedNumbers = (numbers) => Object.entries(numbers).map(([name, number]) => `${name}:${Number(number)}`).join(",");
function numbersIn(text, clean) {
  const found = {};
  for (const each of (text ?? "").slice(0, 2000).split(",")) {
    const [name, number] = each.split(":"), value = /^-?\d+(\.\d+)?$/.test(number ?? "") ? clean(name, Number(number)) : null;
    if (value !== null) found[name] = value;
  }
  return found;
}
const chipsIn = (text) => numbersIn(text, (name, number) => Object.hasOwn(WORDS.programmes, name) && Number.isInteger(number) && number > 0 ? Math.min(number, 99) : null);
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
      if (!lesson.ready) return;
      const { beats, live, view, clock, guess } = lesson, here = live ? { live: 1, view, ...live.asLink() } : view === "beats" ? { step: beats.step, part: beats.part, plan: beats.plan } : { view };
      if (!live && Object.values(beats.laid).some(Boolean)) here.chips = packedNumbers(beats.laid);
      if (lesson.scene.at) here.scenario = lesson.scene.at;
      if (view === "one_resident") here.who = lesson.resident + 1;
      if (clock.day) here.day = clock.day;
      if (guess.locked) here.votes = Object.values(guess.hands).map((hands) => hands.join(".")).join("-");
      this.written = `#${new URLSearchParams(here)}`;
      history.replaceState(null, "", this.written);
    }, this.lesson.clock.playing ? 1000 : 150);
  }
  async go() {
    const { lesson } = this, said = readAddress(), scenario = wholeIn(said.scenario, 0, DATA.scenarios.length - 1) ?? lesson.scene.at;
    const living = said.live === "1" && DATA.model && DATA.scenarios[scenario].desk ? true : undefined;
    const hands = /^\d+(\.\d+){2}(-\d+(\.\d+){2})*$/.test(said.votes ?? "") ? said.votes.split("-").map((each) => each.split(".").map((number) => Math.min(999, Number(number)))) : null;
    const restore = () => { if (hands) lesson.guess.restore(hands); };
    if (living && !hands && lesson.guess.open && !lesson.live) lesson.guess.skipped = true;  // a link shows what it says
    const leaves = lesson.live && !living && DATA.scenarios[scenario].lives && (said.step ?? said.view) !== undefined;
    restore();  // the sandbox takes the vote of its lesson along
    if (scenario !== lesson.scene.at || living && !lesson.live || leaves) await lesson.open(scenario, living ?? (leaves ? false : undefined));
    restore();
    const { beats, recorded } = lesson, step = wholeIn(said.step, 0, STEPS.length - 1), day = wholeIn(said.day, 0, recorded.days);
    const who = wholeIn(said.who, 1, recorded.residents);
    if (who !== null) lesson.resident = who - 1;
    if (lesson.live) {
      lesson.live.fromLink(said);
      if (!lesson.guess.open && VIEWS.includes(said.view)) lesson.show(said.view);
      if (day !== null && !lesson.guess.open) { lesson.clock.pause(); lesson.clock.go(day); }
      return;
    }
    if (said.chips) beats.laid = chipsIn(said.chips);
    if (Object.hasOwn(PLANS, said.plan ?? "")) beats.plan = said.plan;
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
