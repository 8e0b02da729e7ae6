"use strict";
// Fit: the town against its own survey, as `fit` does it: which worlds give what people answered.
const unfitted = (data) => without(data, ["fitted"]);

Object.assign(Studio.prototype, {
  // Lives the town in all worlds. A run or another fit that goes on ends first.
  async fitTown() {
    const asked = unfitted(this.data), checked = planner.check(asked);
    if (checked.problems.length) {
      this.check();
      byId("mend").open = true;
      byId("mend-0").focus();
      return;
    }
    for (const each of [this.run, this.fit]) if (each?.state === "running") await each.stop();
    const fit = new Run(asked, checked, true);
    this.fit = fit;
    this.showFit();
    say(WORDS.fit.begin);
    await fit.go(() => this.hearFit(fit));
  },

  hearFit(fit) {
    if (fit !== this.fit) return;
    const { fitted, left } = fit.answer ?? {}, unchanged = same(unfitted(this.data), fit.scenario);
    if (fit.state === "done" && fitted && unchanged) {
      this.history.rest();
      this.history.change({ ...this.history.now, data: { ...this.data, fitted }, note: "" });
      this.history.rest();
      this.check();
    }
    this.showFit();
    if (fit.state !== "running") say([progressText(fit), left].filter(Boolean).join(" "));
  },

  // How far it is is told in place; all else is shown anew.
  showFit() {
    const { fit } = this, bar = byId("fit-progress");
    if (!byId("fit")) return;
    if (fit?.state === "running" && bar) {
      Object.assign(bar, { max: fit.all, value: fit.done });
      byId("fit-text").textContent = progressText(fit);
      return;
    }
    const focused = document.activeElement?.id;
    replaceKeeping(byId("fit"), fitView(this));
    const next = { "fit-begin": "fit-stop", "fit-stop": "fit-begin" }[focused];
    if (next && !byId(focused)) byId(next).focus({ preventScroll: true });
    showProblems(this.checked.problems);
  },
});

function fitView(studio) {
  const words = WORDS.fit, { fit, data } = studio, going = fit?.state === "running", { fitted } = data;
  const stale = fit && !same(unfitted(data), fit.scenario);
  const leave = () => { studio.edit(unfitted(data), "fit-begin", words.left_out); };
  return el("section", { class: "fit", id: "fit", "aria-labelledby": "fit-title", "data-path": "fitted" },
    el("h3", { id: "fit-title" }, words.title), el("p", { class: "hint" }, words.lead),
    studio.form.problemAt(["fitted"]),
    fitted ? el("p", { class: "note" }, words.lives(new Set(fitted.worlds).size)) : null,
    el("div", { class: "choices" },
      going ? null : button(fitted || fit ? words.again : words.button, () => studio.fitTown(), { id: "fit-begin" }),
      fitted && !going ? button(words.leave, leave, { id: "fit-leave", class: "quiet" }) : null),
    going ? fitBar(fit) : fit && fit.state !== "done" ? el("p", { class: fit.state === "failed" ? "problem" : "soft" }, progressText(fit)) : null,
    !going && stale ? el("p", { class: "note" }, words.stale) : null,
    !going && fit?.answer ? fitAnswer(fit.answer) : null);
}

function fitBar(fit) {
  const words = WORDS.fit;
  return el("div", { class: "bar" },
    el("progress", { id: "fit-progress", max: fit.all || null, value: fit.done, "aria-label": words.label }),
    el("span", { id: "fit-text" }, progressText(fit)),
    button(words.stop, () => fit.stop(), { id: "fit-stop" }));
}

// Asked, fitted and undecided side by side, in the sentences of the program.
function fitAnswer({ label, columns, rows, said, left }) {
  const [, ...heads] = columns, words = WORDS.fit;
  return el("div", { class: "fitted", id: "fit-answer" },
    el("p", {}, el("strong", {}, withMinus(left))),
    scrolled(words.table, label, "fit", el("table", { class: "first" },
      el("thead", {}, el("tr", {}, [words.number, ...heads].map((each, place) =>
        el("th", { scope: "col", class: place && place < heads.length ? "number" : null }, each)))),
      el("tbody", {}, rows.map(([name, ...cells]) => el("tr", {}, el("th", { scope: "row" }, capital(name)),
        cells.map((cell, place) => el("td", { "data-head": heads[place], class: place < cells.length - 1 ? "number" : null },
          el("span", {}, withMinus(cell))))))))),
    said.map((each) => el("p", { class: "soft" }, withMinus(each))));
}
