// The bill: people who trust police, counted once on the last day, and crimes, added up over all days.
BEAT_OF.bill = (beats) => {
  const { recorded, trials } = beats, words = WORDS.beats, YEAR_DAYS = 365.25;
  const numberOf = (found, name, factor) => Math.round(Math.abs(factor * found.ends[name].difference.mean));
  const side = (found, name, factor, shape, text, largest) => {
    const across = largest <= 12 ? 6 : largest <= 60 ? 12 : 20, { mean, low, high, clear } = found.ends[name].difference, number = numberOf(found, name, factor), known = clear || low === null, town = mean > 0 ? 0 : 1, ahead = name === "true_crime" ? 1 - town : town;
    const said = { town: found.names[town], other: found.names[1 - town] };
    const scaled = Object.fromEntries(Object.entries({ mean, low, high }).map(([key, value]) => [key, value === null ? null : factor * value]));
    const rests = `${fill(words.of_pairs, { n: found.ends[name].difference.count })} ${apartOf({ ...found.ends[name].difference, ...scaled }, 0, found)}`;
    return element("section", { class: `side bill-${name}` }, figure(shown(number, 0), fill(known && number ? text.more : text.unclear, said), rests, known && number ? `of-${ahead}` : "unclear"),
      element("p", { class: "counted-how" }, text.how), iconArray({ total: Math.max(1, number), filled: number, colour: TOWN_COLOURS[ahead], shape, across, rows: Math.ceil(Math.max(1, largest) / across), clear: known, rest: "none", said: `${shown(number, 0)} ${fill(known && number ? text.more : text.unclear, said)}` }));
  };
  const show = (found) => {
    const years = found.days / YEAR_DAYS, largest = Math.max(numberOf(found, "confident_share", 10), numberOf(found, "true_crime", years));
    return [element("div", { class: "sides bill" }, side(found, "confident_share", 10, PERSON, words.bill_people, largest), side(found, "true_crime", years, CRIME, words.bill_crimes, largest)), saying(words.buy, "ask"),
      element("p", { class: "note" }, fill(words.bill_note, { n: found.replicates }))];
  };
  const time = ({ days }) => days > 380 ? fill(words.years, { n: Math.round(days / YEAR_DAYS) }) : days >= 360 ? words.one_year : fill(words.days, { n: days });
  const title = (found) => {
    const paid = [...new Set(found.arms.map(({ cost }) => cost).filter((cost) => cost > 0))], [cost, other] = paid.map(money);
    return headline(fill([words.bill_plain, words.bill_title, words.bill_title_two][paid.length], { cost, other, days: time(found) }));
  };
  const year = { build: () => [title(recorded), ...show(recorded)] };
  return trials.possible ? [year, { build: () => whenLived(trials.run({ days: FIVE_YEARS }), (found) => [title(found), ...show(found)]) }] : [year];
};
