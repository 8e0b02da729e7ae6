// What 1,000 neighbours have been through, one thing at a time.
const LIVED_COLOURS = { talked: "#1d8a5f", stopped: "#d2481a", heard: "#7a4fc0", trust: "#b8860b" };
BEAT_OF.lived = (beats) => {
  const { recorded } = beats, words = WORDS.beats;
  const both = (name, values, rests, { clear, low }) => ({ build: () => [headline(words.lived[name]), element("div", { class: "sides" }, ...values.map((value, town) => inTown(town, townTitle(recorded, town),
    iconArray({ total: 1000, filled: Math.round(value), colour: LIVED_COLOURS[name], said: `${recorded.names[town]}: ${fill(words.of_1000, { n: shown(value, 0) })}` }),
    figure(shown(value, 0), words.of_1000_neighbours, rests, `of-${name}`)))), clear || low === null ? "" : saying(words.lived_unclear)] });
  const lived = Object.entries(recorded.lived).map(([name, each]) => both(name, each.values.map(meanOf), restsOn(each, 0, recorded), each.difference));
  const end = recorded.ends.confident_share, rows = end.values.map((row) => row.map((share) => 10 * share));
  const times = ({ mean, low, high, ...rest }) => ({ ...rest, ...Object.fromEntries(Object.entries({ mean, low, high }).map(([key, value]) => [key, value === null ? null : 10 * value])) });
  return [...lived, both("trust", rows.map(meanOf), restsOn({ values: rows, difference: times(end.difference) }, 0, recorded), end.difference)];
};
