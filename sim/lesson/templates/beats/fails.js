// When it fails: a scandal in June, and the same programme poorly supported. The towns live again under it.
const IN_JUNE = 2 * 166;  // days; a shorter lesson has its scandal half-way: sim/lesson/live/what_if.py
BEAT_OF.fails = (beats) => {
  const { recorded, trials } = beats, words = WORDS.beats, [a, b] = recorded.names, at = canLoseSupport(trials.desk), programme = recorded.names[at];
  const losses = (found) => [0, 1].map((town) => found.ends.trust.values[town].map((value, pair) => value - recorded.ends.trust.values[town][pair]));
  const chart = (found) => {
    const drawn = new Chart({ width: 900, height: 330, days: recorded.days, low: 0, high: 100, title: WORDS.chart_trust });
    found.bands.trust.slice(0, 2).forEach(({ bands }, town) => {
      drawn.line(recorded.bands.days, recorded.bands.trust[town].bands[2], { stroke: TOWN_COLOURS[town], "stroke-width": 1.5, opacity: .6, "stroke-dasharray": "2 4" });
      drawn.line(found.bands.days, bands[2], { stroke: TOWN_COLOURS[town], "stroke-width": 4, "stroke-dasharray": town ? "10 5" : "none" });
    });
    const ends = found.bands.trust.slice(0, 2).map(({ bands }) => drawn.y(bands[2].at(-1))), close = Math.abs(ends[0] - ends[1]) < 20, right = drawn.width - drawn.right;
    const named = close ? [["A, B", Math.max(...ends), ""]] : ends.map((end, town) => ["AB"[town], end, `of-${town}`]);
    for (const [text, y, of] of named) drawn.text(right, y + 24, text, { "text-anchor": "end", class: `end ${of}` });
    drawn.text(right, drawn.y(Math.max(...recorded.bands.trust.slice(0, 2).map(({ bands }) => bands[2].at(-1)))) - 8, words.scandal_without, { "text-anchor": "end" });
    return drawn.root;
  };
  const scandal = { build: () => whenLived(trials.run({ scandal: true }), (found) => {
    const lost = losses(found), means = lost.map(meanOf), digits = 1, apart = lost[0].map((value, pair) => value - lost[1][pair]);
    const less = meanOf(apart) > 0 ? 0 : 1, pairs = apart.filter((value) => value > 0 === (less === 0) && value !== 0).length, same = pairs < apart.length;  // said only where every pair says so
    const rests = (town) => fill(words.scandal_rests, { n: apart.length, pairs, town: recorded.names[less], low: shown(Math.min(...lost[town]), digits, true), high: shown(Math.max(...lost[town]), digits, true) });
    return [headline(fill(same ? words.scandal_same : words.scandal_less, { town: recorded.names[less] })), chart(found),
      element("div", { class: "figures" }, ...means.map((mean, town) => figure(shown(mean, digits, true), fill(words.scandal_points, { town: `${"AB"[town]} ${recorded.names[town]}` }), rests(town), `of-${town}`))), saying(roomSays(beats.handsFor("scandal"), [a, b, WORDS.same]))];
  }) };
  const support = { build: () => whenLived(trials.run({ unsupported: at }), (found) => {
    const { values, difference } = found.ends.confident_share, rows = values.map((row) => row.map((share) => 10 * share)), trust = found.ends.trust, names = [words.supported, words.unsupported];
    const way = !trust.difference.clear && trust.difference.low !== null ? "same" : trust.difference.mean > 0 ? "worse" : "better";
    return [headline(fill(words.support[way], { a: programme })), element("div", { class: "sides" }, ...rows.map((row, town) => element("section", { class: "side" }, element("h3", {}, names[town]),
      iconArray({ total: 1000, filled: Math.round(meanOf(row)), colour: LIVED_COLOURS.trust, said: `${names[town]}: ${fill(words.of_1000, { n: shown(meanOf(row), 0) })}` }),
      figure(shown(meanOf(row), 0), words.of_1000_trust, restsOn({ values: rows, difference: { ...difference, mean: 10 * difference.mean, low: difference.low === null ? null : 10 * difference.low, high: difference.high === null ? null : 10 * difference.high } }, 0, { ...found, names }), "of-trust")))),
      saying(roomSays(beats.handsFor("support"), words.support_bets)), element("p", { class: "note" }, fill(words.of_pairs, { n: difference.count }))];
  }) };
  const june = [
    { build: () => [headline(recorded.days > IN_JUNE ? words.scandal_title : words.scandal_half), element("div", { class: "card" }, face(beats.cast[0], 20, 130), element("p", {}, words.scandal_card)), saying(words.scandal_ask), ballot(beats.handsFor("scandal"), [a, b, WORDS.same])] }, scandal
  ];
  return at < 0 ? june : [...june,
    { build: () => [headline(fill(words.support_title, { a: programme })), element("ul", { class: "troubles" }, ...words.troubles.map((text) => element("li", {}, text))), saying(words.support_ask), ballot(beats.handsFor("support"), words.support_bets)] }, support
  ];
};
// The first of the two arms that has a programme, and says nothing yet of how well it is supported; -1: none has.
const canLoseSupport = ({ scenario, arms }) => arms.findIndex((arm) => Object.keys(scenario.arms[arm]).some((name) => name !== "title") && !("implementation" in scenario.arms[arm]));
