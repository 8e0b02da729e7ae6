"use strict";
// The answer: the first screen of the report, then the figures of the same numbers.
const asList = (told) => (Array.isArray(told) ? told : told ? [told] : []);

// A table that may be wider than the page scrolls alone; its title stays where it is.
function scrolled(title, note, id, table) {
  filled(table, { "aria-labelledby": `title-${id}` }, []);
  return el("div", {}, el("p", { class: "caption", id: `title-${id}` }, title, note ? [" ", el("span", { class: "soft" }, note)] : null),
    el("div", { class: "wide", tabindex: 0, role: "region", "aria-labelledby": `title-${id}` }, table));
}

function firstTable(overview) {
  return scrolled(withMinus(overview.title), `(${WORDS.result.overview_note})`, "first", el("table", { class: "first" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, WORDS.result.arm), overview.columns.map((each) => el("th", { scope: "col", class: "number" }, each)))),
    el("tbody", {}, overview.arms.map(([arm, cells]) => el("tr", {}, el("th", { scope: "row" }, capital(arm)),
      cells.map((cell) => el("td", { class: "number" }, withMinus(cell))))))));
}

function contrastTable(contrast, why, rows, id) {
  return scrolled(contrast, why, id, el("table", {},
    el("thead", {}, el("tr", {}, [WORDS.result.outcome, WORDS.result.difference, WORDS.result.reading].map((each, place) =>
      el("th", { scope: "col", class: place === 1 ? "number" : null }, each)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.title),
      el("td", { class: "number" }, withMinus(row.found)), el("td", {}, row.reading))))));
}

const asked = (question, told) => (told ? el("p", {}, el("strong", {}, question), " ", withMinus(told)) : null);

// `width` is that of the column in which figures are drawn.
function answerView(answer, scenario, width) {
  const words = WORDS.result, arms = Object.keys(scenario.arms), faces = looks(arms, scenario.baseline ?? "business_as_usual");
  return el("article", { class: "answer", id: "answer" },
    el("section", { "aria-label": WORDS.answer.title },
      el("p", { class: "headline", id: "headline", tabindex: -1 }, withMinus(answer.first)),
      asList(answer.more).map((each) => el("p", {}, withMinus(each))),
      answer.overview?.arms?.length ? firstTable(answer.overview) : null,
      asked(words.sure, answer.sure), asked(words.turns, answer.turns), asked(words.price, answer.price),
      asList(answer.careful).map((each) => el("p", {}, el("strong", {}, withMinus(each)))),
      answer.unmet ? el("p", {}, el("strong", {}, answer.unmet)) : null,
      answer.rows?.length ? contrastTable(answer.contrast, answer.why_these, answer.rows, "contrast") : null,
      el("p", { class: "soft" }, words.towns(answer.worlds, answer.of))),
    figuresView(answer.figures, faces, armSaid(scenario, scenario.baseline ?? "business_as_usual"), width),
    answer.claims?.length ? el("section", { "aria-labelledby": "part-claims", class: "claims" },
      el("h3", { id: "part-claims" }, words.claims), el("ul", {}, answer.claims.map((each) => el("li", {}, withMinus(each))))) : null);
}

function figuresView(figures, faces, base, width) {
  const words = WORDS.figures, half = width >= 640 ? (width - 32) / 2 : width, { why } = figures;
  const titles = Object.fromEntries(Object.entries(figures.over_time).map(([outcome, each]) => [outcome, each.title]));
  // Left out where there is nothing to draw: a single proposal differs from nothing.
  const part = (id, title, note, drawn, ...before) => (drawn.some(Boolean) ? el("section", { "aria-labelledby": `part-${id}`, class: "figures" },
    el("h3", { id: `part-${id}` }, title), el("p", { class: "soft" }, note), before, el("div", { class: "panels" }, drawn)) : null);
  const causes = (id, title, told) => (told?.lines.length ? whyFigure(id, title, told.lines, half) : null);
  const sentences = [why.trust, why.true_crime].map((each) => (each?.sentence ? el("p", {}, withMinus(each.sentence)) : null));
  return [
    part("differences", words.differences, words.differences_note(base), differenceFigures(figures.differences, titles, faces, half)),
    part("time", words.over_time, words.over_time_note(base),
      Object.entries(figures.over_time).map(([outcome, drawn]) => overTimeFigure(outcome, drawn, faces, half))),
    part("groups", words.groups, words.groups_note, groupFigures(figures.groups, faces, half)),
    part("why", words.why, words.why_note,
      [causes("why-trust", words.why_trust, why.trust), causes("why-crime", words.why_crime, why.true_crime)], sentences),
  ];
}
