"use strict";
// The answer: the first page of the report, what stands behind it, then figures of the same numbers.
const asList = (told) => (Array.isArray(told) ? told : told ? [told] : []);

// A table that may be wider than the page scrolls alone; its title stays where it is.
function scrolled(title, note, id, table) {
  filled(table, { "aria-labelledby": `title-${id}` }, []);
  return el("div", {}, el("p", { class: "caption", id: `title-${id}` }, title, note ? [" ", el("span", { class: "soft" }, note)] : null),
    el("div", { class: "wide", tabindex: 0, role: "region", "aria-labelledby": `title-${id}` }, table));
}

// One line a proposal; on a phone each fact stands below the other, under its own head.
function proposalsTable(told) {
  const { columns } = told, soft = (fact) => (fact.side ? "fact" : "soft");
  return el("table", { class: "first" }, el("caption", { class: "caption" }, withMinus(told.title)),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, WORDS.result.arm), columns.map((each) => el("th", { scope: "col" }, each)))),
    el("tbody", {}, told.lines.map((line) => el("tr", {}, el("th", { scope: "row" }, line.name),
      [line.trust, line.crime, line.violent].map((fact, place) => el("td", { "data-head": columns[place] },
        el("span", { class: soft(fact) }, fact.said), " ", el("span", { class: "certainty" }, fact.sure))),
      el("td", { "data-head": columns[3] }, el("span", { class: "fact" }, line.cost), line.full_year ? [" ", el("span", { class: "certainty" }, line.full_year)] : null,
        line.idle ? [" ", el("strong", { class: "certainty" }, line.idle)] : null))),
    el("tr", { class: "scale" }, el("td", { colspan: 5 }, told.scale))));
}

function doubtsView(doubts) {
  if (!doubts) return null;
  const words = WORDS.result;
  return el("div", {}, el("h3", {}, words.doubts), doubts.said ? el("p", {}, doubts.said) : null,
    doubts.turns.length ? el("table", { class: "doubts" }, el("caption", { class: "caption" }, doubts.between),
      el("thead", {}, el("tr", {}, [words.assumption, words.then, words.or].map((each) => el("th", { scope: "col" }, each)))),
      el("tbody", {}, doubts.turns.map((turn) => el("tr", {}, el("th", { scope: "row", title: turn.name }, turn.assumption),
        el("td", {}, withMinus(turn.below)), el("td", {}, withMinus(turn.above)))))) : null);
}

function contrastTable(contrast, why, rows, id) {
  return scrolled(contrast, why, id, el("table", {},
    el("thead", {}, el("tr", {}, [WORDS.result.outcome, WORDS.result.difference, WORDS.result.reading].map((each, place) =>
      el("th", { scope: "col", class: place === 1 ? "number" : null }, each)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.title),
      el("td", { class: "number" }, withMinus(row.found)), el("td", {}, row.reading))))));
}

// A table of {title, columns, rows}; a cell may have two lines.
function twoLineTable({ title, columns, rows }, head, id) {
  const lines = (cell) => withMinus(cell).split("\n").flatMap((line, place) => (place ? [el("br"), line] : [line]));
  return scrolled(withMinus(title), null, id, el("table", {},
    el("thead", {}, el("tr", {}, [head, ...columns].map((each, place) => el("th", { scope: "col", class: place ? "number" : null }, each)))),
    el("tbody", {}, rows.map(([name, cells]) => el("tr", {}, el("th", { scope: "row" }, name),
      cells.map((cell) => el("td", { class: "number" }, lines(cell))))))));
}

// Trust and crimes district by district, with a map.
function districtsView(districts, map, faces, width) {
  if (!districts.tables.length) return null;
  const words = WORDS.districts;
  return el("section", { "aria-labelledby": "part-districts", class: "behind" }, el("h3", { id: "part-districts" }, words.title),
    districts.first ? el("p", {}, withMinus(districts.first)) : null,
    districtMap(map, faces, width),
    districts.tables.map((table, place) => twoLineTable(table, words.district, `districts-${place}`)),
    el("p", { class: "soft" }, districts.note));
}

// Crimes avoided at prices that disagree, and what would turn that.
function worthView(worth) {
  if (!worth.rows.length) return null;
  const words = WORDS.worth;
  return el("section", { "aria-labelledby": "part-worth", class: "behind" }, el("h3", { id: "part-worth" }, words.title),
    el("p", {}, withMinus(worth.pays)), worth.turns.length ? asked(words.turns, worth.turns.join(" ")) : null,
    twoLineTable(worth, WORDS.result.arm, "worth"),
    el("p", { class: "soft" }, withMinus(worth.sources)));
}

const asked = (question, told) => (told ? el("p", {}, el("strong", {}, question), " ", withMinus(told)) : null);

// `width` is that of the column in which figures are drawn.
function answerView(answer, scenario, width) {
  const words = WORDS.result, arms = Object.keys(scenario.arms), faces = looks(arms, scenario.baseline ?? "business_as_usual");
  return el("article", { class: "answer", id: "answer" },
    el("section", { "aria-label": WORDS.answer.title },
      el("p", { class: "headline", id: "headline", tabindex: -1 }, withMinus(answer.first)),
      answer.proposals.lines.length ? [proposalsTable(answer.proposals), answer.worth_it ? el("p", {}, answer.worth_it) : null, glance(answer.proposals.lines, faces, armSaid(scenario, scenario.baseline ?? "business_as_usual"), width)] : null,
      doubtsView(answer.doubts), answer.idle ? el("p", {}, withMinus(answer.idle)) : null,
      answer.unmet ? el("p", {}, el("strong", {}, answer.unmet)) : null),
    el("section", { "aria-labelledby": "part-sure", class: "behind" }, el("h3", { id: "part-sure" }, words.more),
      asList(answer.more).map((each) => el("p", {}, withMinus(each))),
      asked(words.sure, answer.sure), asked(words.turns, answer.turns), asked(words.price, answer.price),
      asList(answer.careful).map((each) => el("p", {}, el("strong", {}, withMinus(each)))),
      answer.rows?.length ? contrastTable(answer.contrast, answer.why_these, answer.rows, "contrast") : null,
      el("p", { class: "soft" }, words.towns(answer.worlds, answer.of))),
    figuresView(answer.figures, faces, armSaid(scenario, scenario.baseline ?? "business_as_usual"), width),
    districtsView(answer.districts, answer.figures.map, faces, width),
    worthView(answer.worth),
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
