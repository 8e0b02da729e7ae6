// The vote, then the year in both towns: as a town, and as people on a scale with a line.
const SECONDS_OF_A_YEAR = 20, WEEK = 7, CLIMBING = { talked: ["visits", "attended", "greetings"], stopped: ["stops"], crimes: ["crimes"] };
const SHAPES_ON_MAP = ["visit", "gathering", "stop", "crime_reported", "crime_silent", "gossip"];
const SHAPES_OF = { talked: ["visit", "gathering"], stopped: ["stop"], crimes: ["crime_reported", "crime_silent"] };
BEAT_OF.year = (beats) => {
  const { recorded, lesson, cast, guess } = beats, words = WORDS.beats;
  const play = () => {
    const { clock } = lesson;
    clock.go(0);
    if (LITTLE_MOTION) { clock.go(clock.days); return; }
    clock.speed = recorded.days / SECONDS_OF_A_YEAR;
    clock.play();
  };
  const towns = () => {
    beats.climbing ??= "talked";
    beats.maps ??= recorded.lives.map(() => new TownMap(recorded, (who) => lesson.showResident(who), cast));
    beats.counters = recorded.lives.map(() => element("b"));
    beats.faces = recorded.lives.map(() => element("p", { class: "faces" }));
    return [element("h2", { class: "said-aloud" }, words.names.year), element("div", { class: "climbing", role: "group", "aria-label": words.count }, ...Object.keys(CLIMBING).map((name) => element("button", { id: `count-${name}`, "aria-pressed": String(name === beats.climbing),
      onclick: () => { beats.climbing = name; lesson.show("beats"); } }, shapeIcon(SHAPES_OF[name][0]), words.climbing[name])), element("span", { class: "note" }, words.lit)),
      element("div", { class: "sides maps" }, ...recorded.lives.map((_, town) => inTown(town, townTitle(recorded, town),
        element("div", { class: "map" }, beats.maps[town].canvas), element("p", { class: "counter" }, beats.counters[town], ` ${words.climbing[beats.climbing]}`, beats.faces[town]))))];
  };
  const draw = (day) => recorded.lives.forEach((life, town) => {
    const now = CLIMBING[beats.climbing].reduce((sum, name) => sum + life.counted[name][day], 0), still = LITTLE_MOTION || !lesson.clock.playing;
    beats.counters[town].textContent = shown(now, 0);
    const map = beats.maps[town];
    map.fit();
    map.draw((who) => life.trustOf(who, day), trustColour, day, { life, linger: Math.max(WEEK, lesson.clock.linger), still, only: SHAPES_ON_MAP });
    if (lesson.clock.playing) return;
    describeMap(map.canvas, recorded, town, day);
    beats.faces[town].replaceChildren(...cast.map((who) => face(who, life.trustOf(who, day), 44)));
  });
  const line = () => {
    beats.counters = recorded.lives.map(() => element("b"));
    beats.lines = recorded.lives.map(() => new PeopleOnALine(recorded));
    return [headline(words.line_title), element("div", { class: "sides maps" }, ...recorded.lives.map((_, town) => inTown(town, townTitle(recorded, town), element("div", { class: "map" }, beats.lines[town].canvas), element("p", { class: "counter" }, beats.counters[town], ` ${words.right_of_line}`))))];
  };
  const step = (day) => beats.lines.forEach((each, town) => {
    each.draw(recorded.lives[town], day);
    beats.counters[town].textContent = shown(describeMap(each.canvas, recorded, town, day), 0);
  });
  // The verdict without its number, which stands below.
  const inShort = ({ right, said }) => right.length > 1 ? fill(words.hardly_more, { town: right[0] }) : right[0] === WORDS.same ? said : fill(words.more_of_it, { town: right[0] });
  const answer = (name) => ({ build: () => {
    const verdict = guess.verdict(name), { right } = verdict, room = guess.favourite(name), hit = room.length === 1 && right.includes(room[0]);
    const [levels, average] = guess.sentences(name), end = recorded.ends[name], means = end.values.map(meanOf);
    return [saying(WORDS.questions[name], "asked"), headline(inShort(verdict)), guess.locked ? saying(`${fill(words.room, { choices: room.join(" / ") })} ${hit ? WORDS.guessed : WORDS.not_guessed}`) : "",
      element("div", { class: "sides" }, ...means.map((mean, town) => inTown(town, townTitle(recorded, town), levelPicture(name, mean, TOWN_COLOURS[town], Math.max(...means)), figure(shown(mean, 1), words.levels[name], `${average}. ${WORDS.happened}: ${levels}. ${name === "true_crime" ? happenedSentence(recorded) : name === "reporting" ? mixSentence(recorded) : ""}`, `of-${town}`))))];
  } });
  return [
    { vote: true, build: () => guess.open ? guess.build() : [headline(words.voted), saying(guess.locked ? words.vote_is_locked : words.no_vote)] },
    { clock: true, build: towns, update: draw, enter: play },
    { clock: true, build: line, update: step, enter: play },
    ...Object.keys(WORDS.questions).map(answer)
  ];
};
function describeMap(canvas, recorded, town, day) {
  const life = recorded.lives[town];
  let number = 0;
  for (let who = 0; who < recorded.residents; who += 1) number += life.trustOf(who, day) >= TRUSTS;
  canvas.setAttribute("aria-label", fill(WORDS.beats.map_said, { town: `${"AB"[town]} ${recorded.names[town]}`, day, number: shown(number, 0), people: shown(recorded.residents, 0) }));
  return number;
}
