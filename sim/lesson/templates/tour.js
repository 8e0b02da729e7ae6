// The guided tour: each step sets a day, points at something and says a sentence or two.
const POINTED = { gatherings: ["gathering"], visits: ["visit"], stops: ["stop"], cameras: ["camera"], crimes: ["crime_reported", "crime_silent"],
  issues: ["issue_raised", "issue_solved", "issue_escalated", "promise_broken"], ties: ["tie"] };
const VIEW_OF = { difference: "difference", one_resident: "one_resident", why: "why", how_typical: "how_typical" };

class Tour {
  constructor(lesson) { Object.assign(this, { lesson, at: 0 }); }
  build() {
    this.text = element("p", { id: "tour-text", "aria-live": "polite" });
    this.number = element("span", { id: "tour-number" });
    this.on = element("button", { id: "tour-on", "aria-label": WORDS.next, title: WORDS.next, onclick: () => this.go(this.at + 1) });
    document.getElementById("tour").replaceChildren(
      element("button", { id: "tour-back", "aria-label": WORDS.previous, title: WORDS.previous, onclick: () => this.go(this.at - 1) }, "‹"),
      element("div", { class: "said" }, this.number, this.text), this.on);
    this.show();
  }
  get steps() { return this.lesson.recorded.story; }
  go(at) {
    const { guess, ready } = this.lesson;
    if (!ready) return;
    if (guess.open) { this.lesson.show("guess"); guess.error.textContent = WORDS.vote_first; return; }
    if (at >= this.steps.length) { this.at = this.steps.length; guess.revealed = true; this.lesson.show("guess"); return; }  // the tour ends with the answers
    this.at = Math.max(0, Math.min(this.steps.length - 1, at));
    this.show();
    const step = this.steps[this.at];
    this.lesson.clock.pause();
    Object.assign(this.lesson.pointed, { town: step.town ?? null, block: step.block ?? null, resident: step.resident ?? null, only: POINTED[step.point_at] || null, day: step.day });
    if (step.point_at === "one_resident") this.lesson.resident = step.resident ?? this.lesson.recorded.picks[0];
    this.lesson.show(VIEW_OF[step.point_at] || "towns");
    delete document.body.dataset.byHand;
    this.lesson.clock.go(step.day);
  }
  show() {
    const step = this.steps[this.at], last = this.at === this.steps.length - 1;
    this.on.textContent = last ? WORDS.to_answers : "›";
    this.on.classList.toggle("to-answers", last);
    this.text.textContent = step ? step.text : "";
    this.number.textContent = `${WORDS.tour} ${fill(WORDS.step, { at: this.at + 1, of: this.steps.length })}`;
  }
}
