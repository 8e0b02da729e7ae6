// A face and a question. Nobody is told who is right.
BEAT_OF.question = (beats) => {
  const { recorded, cast } = beats, who = cast[1], asked = () => Object.values(WORDS.beats.call);
  const plans = () => element("div", { class: "plans" }, element("span", {}, WORDS.beats.plan), ...Object.keys(PLANS).map((plan) => element("button", {
    id: `plan-${plan}`, "aria-pressed": String(plan === beats.plan), onclick: () => beats.choosePlan(plan) }, fill(WORDS.beats.minutes, { n: plan }))));
  const levels = recorded.ends.reporting.values.map((row) => Math.round(meanOf(row))), heard = Math.min(...levels);
  return [
    { build: () => [element("div", { class: "hero" }, face(who, 50, 220), element("div", {}, headline(WORDS.beats.window), saying(fill(WORDS.beats.saw, { name: nameOf(who) })))),
      ballot(beats.handsFor("call"), asked()), plans(), element("p", { class: "note" }, `${WORDS.people.invented} ${WORDS.not_evidence}`)] },
    { build: () => [headline(fill(levels[0] === levels[1] ? WORDS.beats.police_hear : WORDS.beats.police_hear_two, { x: heard, y: Math.max(...levels) })),
      iconArray({ total: 100, filled: heard, colour: "#c22f58", shape: CRIME, across: 20, said: fill(WORDS.beats.police_hear, { x: heard }) }),
      figure(shown(heard, 0), WORDS.beats.of_100_crimes, restsOn(recorded.ends.reporting, 1, recorded)), saying(WORDS.beats.who_calls)] }
  ];
};
