"use strict";
// The first view: what this is, and a question to begin with.
const MOST_SHOWN = 50; // problems of one file, as in the program

function startView(studio) {
  const words = WORDS.start;
  const open = el("input", { type: "file", id: "open", accept: ".yaml,.yml,.csv,.tsv,text/plain", onchange: (event) => {
    if (event.target.files[0]) studio.openFile(event.target.files[0]);
    event.target.value = "";
  } });
  const card = (id, title, about, begin) => el("li", {}, offer(title, about, begin, id));
  return el("section", { class: "start", "aria-labelledby": "title" },
    el("h2", { id: "title", tabindex: -1 }, words.title),
    el("p", { class: "lead" }, words.lead), el("p", { class: "soft" }, words.private),
    studio.refusal ? refusedView(studio.refusal) : null, studio.table ? tableView(studio.table, studio) : null,
    el("h3", {}, words.pick),
    el("ul", { class: "questions" },
      card("start-blank", words.blank, words.blank_about, () => studio.begin(blank(studio.shipped))),
      studio.shipped.map(({ name, about, data }) => card(`start-${name}`, capital(spaced(name)), about, () => studio.begin(data)))),
    el("h3", {}, el("label", { for: "open" }, words.open)), el("p", { class: "soft" }, words.open_about), open);
}

// The shipped town without a programme, under a name of its own.
function blank(shipped) {
  const usual = shipped.find(({ data }) => Object.keys(data.arms).length === 1) ?? shipped[0];
  const { about, expect, lesson, story, ...town } = usual.data;
  const { name, ...rest } = town;
  return { name: WORDS.start.blank_name, ...rest};
}

// Why something could not be opened, with line and column as `check` tells them.
function refusedView({ said, problems = [] }) {
  return el("section", { class: "mend", role: "alert", id: "refused" }, el("h3", {}, WORDS.refused.title), said ? el("p", {}, said) : null,
    problems.length ? el("ul", {}, problems.slice(0, MOST_SHOWN).map((each) => el("li", {}, el("pre", {}, each.text)))) : null,
    problems.length > MOST_SHOWN ? el("p", {}, WORDS.refused.more(problems.length, MOST_SHOWN)) : null,
    el("p", {}, WORDS.refused.unchanged));
}
