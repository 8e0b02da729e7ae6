"use strict";
// Views of the studio: the head, a step, the answer, the foot. Each is made from what the studio holds.
Object.assign(Studio.prototype, {
  // Shows the view of now. `focus` is the id of what gets the focus; `still` keeps the place on the page.
  show(focus = null, still = false) {
    const start = !this.history || this.starting, place = window.scrollY;
    document.body.dataset.view = start ? "start" : this.step === ANSWER ? "answer" : STEPS[this.step].name;
    byId("top").replaceChildren(...this.head(start));
    byId("stage").replaceChildren(start ? startView(this) : this.step === ANSWER ? this.answerStage() : this.stepView(STEPS[this.step]));
    byId("bottom").replaceChildren(...(start ? [] : this.foot()));
    byId("bottom").hidden = start;
    if (!start) this.showChecked();
    if (!start && this.step === ANSWER && this.run) this.showRun(this.run, true);
    if (focus && byId(focus)) byId(focus).focus({ preventScroll: focus === "title" });
    window.scrollTo(0, still ? place : 0);
    if (still && focus && byId(focus)) byId(focus).scrollIntoView({ block: "nearest" });
  },

  head(start) {
    const brand = el("div", { class: "brand" }, el("h1", {}, WORDS.brand, " ", el("span", {}, WORDS.studio)));
    if (start) {
      return [brand, this.history ? button(WORDS.back, () => this.go(this.step), { id: "back-to-work" }) : null].filter(Boolean);
    }
    const actions = el("div", { class: "actions" },
      button(WORDS.start_over, () => { this.starting = true; this.refusal = null; this.show("title"); }, { id: "start-over", title: WORDS.start_over_about }),
      button(WORDS.undo, () => this.undo(true), { id: "undo", title: "Ctrl+Z" }),
      button(WORDS.redo, () => this.undo(false), { id: "redo", title: "Ctrl+Y" }),
      button(WORDS.save_scenario, () => save(`${this.data.name}.yaml`, planner.write(this.data), "text/yaml"), { id: "save" }));
    const names = [...STEPS.map((each) => WORDS[each.name].short), WORDS.answer.short];
    const way = el("nav", { "aria-label": WORDS.steps }, el("ol", {}, names.map((name, place) => el("li", {},
      el("button", { type: "button", id: `step-${place}`, onclick: () => this.go(place), "aria-current": place === this.step && "step",
        disabled: place === ANSWER && !this.run }, el("span", { class: "place" }, place === ANSWER ? "\u2713" : String(place + 1)), el("span", { class: "title" }, name))))));
    return [brand, actions, way];
  },

  stepView(step) {
    const words = WORDS[step.name], rest = step.name === REST ? this.restView() : null;
    return el("div", { class: `columns of-${step.name}` },
      el("section", { class: "step", "aria-labelledby": "title" }, el("h2", { id: "title", tabindex: -1 }, words.title),
        el("p", { class: "lead" }, words.lead), this.history.now.note ? el("p", { class: "note" }, this.history.now.note) : null,
        step.parts.map((name) => this.form.field([name], this.schema.properties[name], false)),
        (step.more ?? []).map((name) => this.more(name)), step.more ? fitView(this) : null, rest),
      el("aside", { id: "beside" }));
  },

  // What belongs to a step, where a scenario has it; else a way to add it.
  more(name) {
    const { properties } = this.schema;
    return isSet(this.data[name]) ? this.form.field([name], properties[name], true)
      : this.form.adder([], properties, [name], WORDS.more[name]);
  },

  // What no step names: most need none of it.
  restView() {
    const names = restOf(this.schema), { properties } = this.schema, set = names.filter((name) => isSet(this.data[name]));
    return el("details", { class: "rest", id: "rest", open: this.restOpen, ontoggle: (event) => { this.restOpen = event.target.open; } },
      el("summary", { id: "rest-title" }, WORDS.rest), el("p", { class: "hint" }, WORDS.rest_lead),
      set.map((name) => this.form.field([name], properties[name], true)),
      this.form.adder([], properties, names.filter((name) => !set.includes(name))));
  },

  foot() {
    const next = this.step + 1, run = button(WORDS.run, () => this.start(), { class: "main", id: "run" });
    if (this.step === ANSWER) {
      return [button(WORDS.back, () => this.go(ANSWER - 1), { id: "back" }), problemList([], () => {}), el("div", { class: "actions", id: "saves", hidden: true })];
    }
    return [
      this.step ? button(WORDS.back, () => this.go(this.step - 1), { id: "back" }) : null,
      problemList([], () => {}),
      next < ANSWER ? button(WORDS.next(WORDS[STEPS[next].name].short), () => this.go(next), { id: "next", class: "main" }) : run,
    ].filter(Boolean);
  },

  showUndo() {
    for (const [id, states] of [["undo", this.history.past], ["redo", this.history.future]]) {
      if (byId(id)) byId(id).disabled = !states.length;
    }
  },

  // What the check says, where it belongs on the view of now.
  showChecked() {
    this.showUndo();
    const { problems, said, careful } = this.checked, beside = byId("beside");
    if (byId("mend")) replaceKeeping(byId("mend"), problemList(problems, (path) => this.mend(path)));
    showProblems(problems);
    showPrices(this.checked);
    if (!beside) return;
    const told = [
      said.length ? el("section", { class: "said" }, el("h3", {}, WORDS.said_back), said.map((each) => el("p", {}, withMinus(each)))) : null,
      careful.length ? el("section", { class: "careful" }, el("h3", {}, WORDS.careful), careful.map((each) => el("p", {}, withMinus(each)))) : null,
    ].filter(Boolean);
    replaceKeeping(beside, el("aside", { id: "beside", "aria-label": WORDS.said_back, tabindex: told.length ? 0 : null }, told));
  },

  mend(path) {
    const step = stepOf(path);
    if (STEPS[step].name === REST && !partsOf(STEPS[step]).includes(path[0])) this.restOpen = true;
    if (step !== this.step) this.go(step, null);
    if (this.restOpen && byId("rest")) byId("rest").open = true;
    focusOn(path);
  },

  answerStage() {
    const { run } = this, words = WORDS.running;
    if (!run) return el("section", { class: "step" }, el("h2", { id: "title", tabindex: -1 }, WORDS.answer.title), el("p", {}, words.none));
    return el("section", { class: "result", "aria-labelledby": "title" },
      el("p", { class: "soft kind" }, WORDS.result.kind),
      el("h2", { id: "title", tabindex: -1 }, capital(run.scenario.title || spaced(run.scenario.name))),
      run.scenario.about ? el("p", { class: "question" }, run.scenario.about) : null,
      el("div", { class: "bar", id: "bar" }),
      el("article", { id: "answer" }), twoChooser(run));
  },

  // How far the run is, and what it says so far. Called for every town; drawn where it is new.
  showRun(run, anew = false) {
    if (run !== this.run || this.step !== ANSWER || !byId("bar")) return;
    this.showBar(run);
    if (run.answer && (anew || run.answer !== this.shownAnswer)) {
      const first = byId("answer").childElementCount === 0;
      this.shownAnswer = run.answer;
      replaceKeeping(byId("answer"), answerView(run.answer, run.scenario, this.figureWidth()));
      refreshTwo(run);
      if (first && run.state === "running") say(`${WORDS.running.first} ${run.answer.first}`);
    }
    document.querySelector(".two").hidden = !run.answer || Object.keys(run.scenario.arms).length < 2;
    if (run.answer && byId("saves").hidden) this.showSaves(run);
    if (run.state !== "running" && run.told !== run.state) {
      run.told = run.state;
      say(`${progressText(run)} ${run.answer?.first ?? ""}`);
    }
  },

  showBar(run) {
    const going = run.state === "running", stale = !same(run.scenario, this.data), words = WORDS.running;
    if (going && byId("progress")) {
      Object.assign(byId("progress"), { max: run.all, value: run.done });
      byId("progress-text").textContent = progressText(run);
      byId("moving").hidden = !run.answer;
      return;
    }
    replaceKeeping(byId("bar"), el("div", { class: `bar ${run.state}`, id: "bar" },
      going ? el("progress", { id: "progress", max: run.all, value: run.done, "aria-label": words.label }) : null,
      el("span", { id: "progress-text" }, progressText(run)),
      going ? button(words.stop, () => run.stop(), { id: "stop" }) : null,
      !going && (stale || run.state !== "done") ? button(words.again, () => this.start(), { class: "main", id: "again" }) : null,
      el("p", { class: "soft", id: "moving", hidden: !going || !run.answer }, words.moving),
      stale ? el("p", { class: "note" }, words.stale) : null));
  },

  showSaves(run) {
    const words = WORDS.result, text = planner.write(run.scenario), { name } = run.scenario;
    byId("saves").hidden = false;
    byId("saves").replaceChildren(
      button(words.print, () => window.print(), { id: "print", class: "main" }),
      button(words.save_report, () => save(`${name}.html`, reportText(run, text), "text/html"), { id: "save-report" }),
      button(words.save_table, async () => save(`${name}.csv`, csv(await clerk.ask("table")), "text/csv"), { id: "save-table" }),
      button(words.link, () => this.showLink(text), { id: "make-link", "aria-expanded": "false" }));
    byId("bottom").prepend(el("div", { id: "link-place", hidden: true }));
  },

  async showLink(text) {
    const words = WORDS.result, address = location.href.split("#")[0] + await fragmentOf(text);
    const entry = el("input", { id: "link", type: "text", readonly: true, value: address, onfocus: (event) => event.target.select() });
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(address);
        say(words.link_copied);
      } catch {
        entry.select();
        say(words.link_select);
      }
    };
    byId("make-link").setAttribute("aria-expanded", "true");
    byId("link-place").hidden = false;
    byId("link-place").replaceChildren(el("label", { for: "link" }, words.link_label), entry, button(words.link_copy, copy, { id: "copy-link" }),
      location.protocol === "file:" ? el("p", { class: "soft" }, words.link_file) : "");
    entry.focus();
  },

  // Before printing and after it: figures for the width of the paper, and of the window again.
  drawFor(paper) {
    if (this.run?.answer && this.step === ANSWER) {
      replaceKeeping(byId("answer"), answerView(this.run.answer, this.run.scenario, paper ? SHEET : this.figureWidth()));
    }
  },

  figureWidth() { return Math.max(260, Math.floor(byId("stage").querySelector(".result").clientWidth)); },
});
