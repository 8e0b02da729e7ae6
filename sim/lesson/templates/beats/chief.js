// Be the chief: ten chips, then bets; the room's own town answers against one without the money.
BEAT_OF.chief = (beats) => {
  const words = WORDS.beats, outcomes = ["trust", "reporting", "true_crime"], answers = () => Object.values(words.directions);
  const wish = () => ({ chips: beats.chips.laid, alone: true });
  const lay = { build: () => [headline(words.be_chief), whenLived(beats.trials.programmes(), (told) => {
    beats.chips = new Chips(told, beats.chips?.laid, () => error.replaceChildren());
    const error = element("p", { class: "error", role: "alert" });
    const lock = element("button", { id: "lock-chips", class: "main", onclick: () => {
      if (beats.chips.left) { error.textContent = fill(words.chips_first, { n: beats.chips.left }); return; }
      beats.trials.run(wish()).catch(() => {});
      beats.go(1);
    } }, words.lock_chips);
    return [beats.chips.build(), element("p", { class: "actions" }, lock), error];
  })] };
  const without = () => [headline(words.be_chief), saying(words.no_chips)];
  const bet = { build: () => beats.chips ? [headline(words.bet), ...outcomes.map((name) => element("fieldset", {}, element("legend", {}, words.bets[name]), ballot(beats.handsFor(`chief-${name}`), answers())))] : without() };
  const tell = (name) => ({ build: () => beats.chips && !beats.chips.left ? [whenLived(beats.trials.run(wish()), (found) => {
    const end = found.ends[name], { mean, low, clear } = end.difference, way = mean !== null && (clear || low === null) ? (mean > 0 ? "up" : "down") : "same";
    const [ours, without] = end.values.map(meanOf), rests = restsOn(end, end.digits, { ...found, names: [words.ours, words.without] });
    return [headline(words.chief_answers[name][way]), element("div", { class: "sides" }, ...[[words.ours, ours, 0], [words.without, without, 1]].map(([title, level, town]) =>
      inTown(town, element("h3", {}, title), levelPicture(name, level, TOWN_COLOURS[town]), figure(shown(level, 1), words.levels[name], rests, `of-${town}`)))), saying(roomSays(beats.handsFor(`chief-${name}`), answers()))];
  })] : without() });
  return [lay, bet, ...outcomes.map(tell)];
};
