// Play on: the sandbox, three sentences to take home, and the exit ticket.
BEAT_OF.yours = (beats) => {
  const { recorded, lesson, trials } = beats, words = WORDS.beats;
  const sandbox = { build: () => [headline(words.sandbox), saying(words.sandbox_about), element("ul", { class: "troubles" }, ...words.sandbox_try.map((text) => element("li", {}, text))),
    element("p", { class: "actions" }, element("button", { id: "open-sandbox", class: "main", onclick: () => lesson.open(lesson.scene.at, true) }, words.open_sandbox))] };
  const verdict = (name) => {
    const { difference: { mean, low, clear }, better } = recorded.ends[name], known = mean !== null && (clear || low === null);
    const hardly = known && lesson.guess.verdict(name).right.includes(WORDS.same);
    return fill((hardly ? words.home.hardly : known ? words.home : words.home.unclear)[name], { town: recorded.names[(mean > 0) === (better > 0) ? 0 : 1], other: recorded.names[(mean > 0) === (better > 0) ? 1 : 0] });
  };
  const cause = () => {
    const [first] = clearCauses(recorded);
    return first ? fill(words.home.cause, { cause: words.causes[first.name] ?? first.title }) : words.home.no_cause;
  };
  const stopped = () => {
    const { mean, low, clear } = recorded.lived.stopped.difference, number = Math.round(Math.abs(mean));
    return number && (clear || low === null) ? ` ${fill(words.home.stopped, { town: recorded.names[mean > 0 ? 0 : 1], n: shown(number, 0) })}` : "";
  };
  const home = { build: () => [headline(words.home.title), element("ol", { class: "sentences" }, ...[verdict("trust"), `${verdict("true_crime")}${stopped()}`, cause()].map((text) => element("li", {}, text))), element("p", { class: "note" }, WORDS.not_evidence)] };
  const ticket = { build: () => [headline(words.ticket), element("ol", { class: "sentences" }, ...words.ticket_list.map((text) => element("li", {}, text))), saying(words.window_again, "ask")] };
  return [...(trials.possible ? [sandbox] : []), home, ticket];
};
