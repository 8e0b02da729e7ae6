// Be the chief: ten chips, then bets; the room's own town answers against one without the money.
BEAT_OF.chief = (beats) => {
  const words = WORDS.beats, outcomes = ["trust", "reporting", "true_crime"], answers = () => Object.values(words.directions);
  const wish = () => ({ chips: beats.laid, alone: true }), laid = () => Object.values(beats.laid).reduce((sum, each) => sum + each, 0);
  const lay = { build: () => [headline(words.be_chief), whenLived(beats.trials.programmes(), (told) => {
    const chips = new Chips(told, beats.laid, (laid) => { beats.laid = laid; error.replaceChildren(); beats.lesson.address.write(); });
    const error = element("p", { class: "error", role: "alert" });
    const lock = element("button", { id: "lock-chips", class: "main", onclick: () => {
      if (chips.left) { error.textContent = fill(words.chips_first, { n: chips.left }); return; }
      beats.trials.run(wish()).catch(() => {});
      beats.go(1);
    } }, words.lock_chips);
    return [chips.build(), element("p", { class: "actions" }, lock), error];
  })] };
  const without = () => [headline(words.be_chief), saying(words.no_chips)];
  const bet = { build: () => laid() ? [headline(words.bet), ...outcomes.map((name) => element("fieldset", {}, element("legend", {}, words.bets[name]), ballot(beats.handsFor(`chief-${name}`), answers())))] : without() };
  const asked = () => beats.trials.programmes().then(({ chips }) => laid() === chips ? beats.trials.run(wish()) : null);
  const tell = (name) => ({ build: () => whenLived(asked(), (found) => {
    if (!found) return without();
    const end = found.ends[name], { mean, low, clear } = end.difference, way = mean !== null && (clear || low === null) ? (mean > 0 ? "up" : "down") : "same";
    const [ours, bare] = end.values.map(meanOf), rests = restsOn(end, end.digits, { ...found, names: [words.ours, words.without] });
    return [headline(words.chief_answers[name][way]), element("div", { class: "sides" }, ...[[words.ours, ours, 0], [words.without, bare, 1]].map(([title, level, town]) =>
      inTown(town, element("h3", {}, title), levelPicture(name, level, TOWN_COLOURS[town], Math.max(ours, bare)), figure(shown(level, 1), words.levels[name], rests, `of-${town}`)))), saying(roomSays(beats.handsFor(`chief-${name}`), answers())),
      name === outcomes.at(-1) ? element("p", { class: "actions" }, element("button", { id: "chips-again", onclick: () => beats.open(STEPS.indexOf("chief")) }, words.chips_again)) : ""];
  }) });
  return [lay, bet, ...outcomes.map(tell)];
};
