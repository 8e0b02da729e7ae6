// Be one resident: three cards. The room bets how far trust moves, and the rules of the model answer.
const LARGE_MOVE = 10, NO_MOVE = 1;  // points, at which bets are told apart
const MONTH = 30;
const betOn = (points) => points <= -LARGE_MOVE ? 0 : points <= -NO_MOVE ? 1 : points < NO_MOVE ? 2 : points < LARGE_MOVE ? 3 : 4;
BEAT_OF.one = (beats) => {
  const { recorded, cast } = beats, life = recorded.lives[0], words = WORDS.beats, names = ["knock", "story", "stop"];
  beats.self ??= cast[1];
  const start = () => life.trustOf(beats.self, 0), bets = () => words.moves.map((text) => fill(text, { large: LARGE_MOVE, none: NO_MOVE }));
  const answered = (show) => whenLived(beats.trials.contacts(start()), (cards) => show(Object.fromEntries(cards.map((card) => [card.name, card]))));
  const points = (value) => shown(value, 1, true);
  const about = ({ worlds, low, high }) => `${worlds > 1 ? `${fill(words.from_worlds, { n: worlds, low: points(low), high: points(high) })} ` : ""}${fill(words.from_rules, { trust: shown(start(), 0) })}`;
  const fades = (trust) => {
    const days = Array.from(trust.keys()), chart = new Chart({ width: 1000, height: 190, days: days.length - 1, low: 0, high: 100, title: words.fades });
    chart.add("line", { x1: chart.x(0), x2: chart.x(days.length - 1), y1: chart.y(start()), y2: chart.y(start()), stroke: "#8b939c", "stroke-dasharray": "2 4", "stroke-width": 2 });
    chart.line(days, trust, { stroke: INK, "stroke-width": 4 });
    return chart.root;
  };
  const card = (name) => element("div", { class: "card" }, face(beats.self, start(), 130), element("p", {}, fill(words.cards[name], { name: nameOf(beats.self) })));
  const ask = (name) => ({ build: () => [headline(words.how_far), card(name), ballot(beats.handsFor(`card-${name}`), bets()), gauge(start())] });
  const tell = (name) => ({ build: () => answered(({ [name]: card }) => {
    const { trust } = card;
    const moved = trust[0] - start(), later = trust[MONTH] - start(), room = roomSays(beats.handsFor(`card-${name}`), bets());
    return [headline(fill(words.moved[betOn(moved)], { name: nameOf(beats.self) })), gauge(start(), trust[0]),
      element("div", { class: "figures" }, face(beats.self, trust[0], 84), figure(points(moved), words.points_today, about(card)), figure(points(later), words.points_later, about(card))), saying(room), fades(trust)];
  }) });
  const who = { build: () => [headline(words.who_are_you), element("div", { class: "cast" }, ...cast.map((each, at) => element("button", {
    class: "person", "aria-pressed": String(each === beats.self), onclick: () => { beats.self = each; beats.lesson.show("beats"); } }, face(each, life.trustOf(each, 0), 150), element("b", {}, nameOf(each)), element("span", {}, words.trusts[at])))),
    gauge(start()), element("p", { class: "note" }, WORDS.people.invented)] };
  const sum = { build: () => answered((cards) => {
    const moved = names.map((name) => [name, cards[name].trust[0] - start()]), most = moved.reduce((one, other) => Math.abs(other[1]) > Math.abs(one[1]) ? other : one);
    const half = cards[most[0]].trust.findIndex((trust) => Math.abs(trust - start()) < Math.abs(most[1]) / 2);
    return [headline(fill(words.weighs_most[most[0]], {})), element("div", { class: "moves" }, ...moved.map(([name, by]) => element("div", {}, element("h3", {}, words.card_names[name]), gauge(start(), start() + by)))),
      element("div", { class: "figures" }, figure(points(most[1]), fill(words.points_of, { card: words.card_names[most[0]] }), about(cards[most[0]])), half > 0 ? figure(shown(half, 0), words.half_gone, about(cards[most[0]])) : "")];
  }) };
  return [who, ...names.flatMap((name) => [ask(name), tell(name)]), sum];
};
