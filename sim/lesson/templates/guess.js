// Guess first: hands are counted, the guess is locked, then it is set against what happened.

class Guess {
  constructor(recorded, onLocked) {
    Object.assign(this, { recorded, onLocked, locked: false, skipped: false, revealed: false, hands: {} });
    for (const name of Object.keys(WORDS.questions)) this.hands[name] = [0, 0, 0];
  }
  get open() { return !this.locked && !this.skipped; }
  build() {
    const { arms, names } = this.recorded;
    this.error = element("p", { class: "error", role: "alert" });
    this.root = element("div", { class: "guess" },
      element("h2", {}, this.revealed ? WORDS.answers_title : WORDS.guess_title),
      this.recorded !== lesson.recorded ? element("p", { class: "note" }, WORDS.live.voted) : null,
      this.revealed ? element("p", { class: "note" }, fill(WORDS.threshold, { share: `${shown(100 * this.recorded.hardly, 0)}%` })) : null,
      this.revealed ? null : element("p", { class: "about" }, this.recorded.about),
      this.revealed ? null : element("p", { class: "arms" }, fill(WORDS.arms_are, { a: names[0], b: names[1], cost_a: costOf(arms[0]), cost_b: costOf(arms[1]), days: this.recorded.days })),
      this.revealed ? null : element("ul", { class: "does" }, ...arms.map((arm, at) => element("li", {}, element("b", { class: `of-${at}` }, `${"AB"[at]} ${names[at]}`), `, ${costOf(arm)}: ${arm.does.join(", ") || WORDS.nothing_bought}`))),
      ...Object.keys(WORDS.questions).map((name) => this.question(name)), this.error,
      element("p", { class: "actions" },
        this.open ? element("button", { id: "lock", class: "main", onclick: () => this.lock() }, WORDS.lock) : null,
        this.open ? element("button", { id: "skip", onclick: () => { this.skipped = true; this.onLocked(); } }, WORDS.skip) : null,
        !this.open && !this.revealed ? element("button", { id: "reveal", class: "main", onclick: () => { this.revealed = true; this.onLocked(true); } }, WORDS.show) : null,
        this.revealed && !lesson.live && !lesson.other.hidden ? element("button", { class: "main", onclick: () => lesson.other.click() }, WORDS.live.try) : null));
    return this.root;
  }
  choices() { return [...this.recorded.names, WORDS.same]; }
  question(name) {
    const answer = this.revealed ? this.answer(name) : [];
    const counts = this.choices().map((choice, at) => {
      const number = element("input", { type: "number", min: 0, max: 999, value: this.hands[name][at], disabled: !this.open,
        id: `hands-${name}-${at}`, "aria-label": fill(WORDS.hands, { choice }),
        oninput: () => { this.hands[name][at] = Math.max(0, Math.min(999, Math.floor(Number(number.value) || 0))); } });
      const more = element("button", { disabled: !this.open, class: `choice town-${at}`, "aria-label": fill(WORDS.hands, { choice }),
        onclick: () => { number.value = this.hands[name][at] = Math.min(999, this.hands[name][at] + 1); } }, choice, element("b", { "aria-hidden": "true" }, "+1"));
      return element("div", { class: "hands" }, more, number);
    });
    return element("fieldset", { id: `question-${name}` }, element("legend", {}, WORDS.questions[name]),
      this.revealed ? null : element("div", { class: "choices" }, ...counts), this.locked ? this.roomSaid(name) : null, ...answer);
  }
  lock() {
    if (Object.values(this.hands).some((hands) => hands.every((number) => number === 0))) {
      this.error.textContent = WORDS.no_votes;
      return;
    }
    this.freeze();
    this.onLocked();
  }
  freeze() {
    this.locked = true;
    Object.freeze(this.hands);
    Object.values(this.hands).forEach(Object.freeze);
  }
  // A vote that was locked before a reload: hands of each question in order.
  restore(votes) {
    const names = Object.keys(this.hands);
    if (!this.open || votes.length !== names.length) return;
    names.forEach((name, at) => { this.hands[name] = votes[at]; });
    this.freeze();
  }
  favourite(name) {
    const hands = this.hands[name], most = Math.max(...hands);
    return this.choices().filter((_, at) => hands[at] === most && most > 0);
  }
  roomSaid(name) {
    return element("p", { class: "room" }, element("strong", {}, `${WORDS.room}: `), this.favourite(name).join(" / "),
      ` (${this.choices().map((choice, at) => fill(WORDS.hands_counted, { choice, n: this.hands[name][at] })).join(", ")}). ${WORDS.locked}`);
  }
  // What was right to guess, and what to say: clear but tiny differences are hardly any.
  verdict(name) {
    const { level, difference, digits } = this.recorded.ends[name], { mean } = difference;
    if (difference.low === null ? !mean : !difference.clear) return { right: [WORDS.same], said: WORDS.no_clear };
    const town = this.recorded.names[mean > 0 ? 0 : 1];
    const by = fill(WORDS.by[name], { size: shown(Math.abs(mean), digits) });
    if (Math.abs(mean) >= this.recorded.hardly * level) return { right: [town], said: fill(WORDS.more, { town, by }) };
    if (!/[1-9]/.test(shown(mean, digits))) return { right: [WORDS.same], said: WORDS.strip_tiny };
    return { right: [town, WORDS.same], said: fill(WORDS.hardly, { town, by }) };
  }
  sentences(name) {
    const { names, ends } = this.recorded, end = ends[name], [a, b] = names;
    const [x, y] = end.shown.map((value) => shown(value, end.digits));
    return [fill(WORDS[`levels_${name}`], { a, b, x, y }), averageSentence(this.recorded, name)];
  }
  answer(name) {
    const { right, said } = this.verdict(name), favourite = this.favourite(name), [levels, average] = this.sentences(name), n = this.recorded.replicates;
    const guessed = favourite.length === 1 && right.includes(favourite[0]);
    return [element("p", { class: "verdict", id: `verdict-${name}` }, `${said}. `),
      element("div", { class: "answer", id: `answer-${name}` },
      element("p", {}, element("b", {}, this.locked ? `${guessed ? WORDS.guessed : WORDS.not_guessed} ` : ""), `${WORDS.happened}: ${levels}. ${fill(WORDS.on_average, { n })}: ${average}.`),
      element("p", { class: "careful" }, name === "trust" ? "" : name === "reporting" ? mixSentence(this.recorded) : happenedSentence(this.recorded)))];
  }
}

function averageSentence(recorded, name) {
  const { names: [a, b], ends } = recorded, { difference, difference_unit: unit, digits } = ends[name];
  const ends_at = { a, b, unit, mean: shown(difference.mean, digits, true), low: shown(difference.low, digits, true), high: shown(difference.high, digits, true), ...recorded.intervals };
  if (!/[1-9]/.test(ends_at.mean)) return fill(WORDS.tiny, { ...ends_at, mean: shown(10 ** -digits, digits) });
  return fill(difference.low === null ? WORDS.single : difference.clear ? WORDS.clear : WORDS.unclear, ends_at);
}
function mixSentence(recorded) {
  const list = recorded.same_mix.map((found, at) => found && fill(WORDS.mix_one, { arm: recorded.names[at],
    mean: shown(found.mean, 2, true), low: shown(found.low, 2, true), high: shown(found.high, 2, true) })).filter(Boolean).join("; ");
  return fill(WORDS.mix, { baseline: recorded.baseline, list });
}
function happenedSentence(recorded) {
  const { names: [a, b], days, lives } = recorded;
  const [[x, p], [y, q]] = lives.map((life) => ["crimes", "reported"].map((name) => shown(life.counted[name][days], 0)));
  return fill(WORDS.expected, { a, b, x, y, p, q });
}
function costOf(arm) { return fill(WORDS.cost, { cost: money(arm.cost) }); }
// What the money of a town buys.
function receipt(arm) { return fill(WORDS.receipt, { cost: costOf(arm), list: arm.bill.join(" · ") || WORDS.nothing_bought }); }
