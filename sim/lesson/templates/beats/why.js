// Why: the largest causes of the difference in trust, in words of what people have been through.
const CAUSES_TOLD = 3;
BEAT_OF.why = (beats) => {
  const { recorded } = beats, words = WORDS.beats, told = clearCauses(recorded).slice(0, CAUSES_TOLD), largest = Math.max(...recorded.causes.map(({ difference }) => Math.abs(difference.mean)));
  const none = { build: () => [headline(words.no_cause)] };
  const bar = (mean) => {
    const drawn = element("i", { class: `bar of-${mean > 0 ? 0 : 1}` });
    drawn.style.width = `${100 * Math.abs(mean) / largest}%`;
    return element("span", { class: "bar-room" }, drawn);
  };
  const bars = (at) => element("div", { class: "cause-bars" }, ...told.map(({ name, title, difference: { mean } }, row) => element("div", { class: row === at ? "here" : "" },
    element("span", {}, words.causes[name] ?? title), bar(mean))));
  const part = ({ name, title, difference }, at) => ({ build: () => {
    const lived = recorded.lived[name], ahead = difference.mean > 0 ? 0 : 1, apart = lived?.difference.mean ?? null, town = recorded.names[ahead];
    const more = apart === null ? null : apart > 0 ? 0 : 1, said = { town: recorded.names[more ?? 0], size: shown(Math.abs(apart ?? 0), 0), cause: words.causes[name] ?? title };
    const points = figure(shown(Math.abs(difference.mean), 1), fill(words.points_more, { town }), `${fill(words.of_pairs, { n: difference.count })} ${apartOf(difference, 2, recorded, words.points_unit)}`, `of-${ahead}`);
    if (apart === null) return [headline(fill(words.because, said)), bars(at), element("div", { class: "figures" }, points)];
    return [headline(fill(words.because_lived[name], said)), iconArray({ total: Math.round(Math.abs(apart)), filled: Math.round(Math.abs(apart)), colour: LIVED_COLOURS[name], said: fill(words.because_lived[name], said) }), bars(at),
      element("div", { class: "figures" }, figure(said.size, fill(words.more_in, said), restsOn(lived, 0, recorded), `of-${more}`), points)];
  } });
  return told.length ? told.map(part) : [none];
};
// Chance alone makes causes, too: told are those that are clear over all pairs, or all where there is one pair.
const clearCauses = ({ causes }) => causes.filter(({ difference: { clear, low } }) => clear || low === null);
