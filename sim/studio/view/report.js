"use strict";
// The report as a file: the answer as it stands, with its figures, without any script.
const SHEET = 840; // width for which figures are drawn that go on paper

function reportText(run, text) {
  const words = WORDS.result, scenario = run.scenario, title = capital(scenario.title || spaced(scenario.name));
  const style = document.querySelector("style").textContent;
  const answer = answerView(run.answer, scenario, SHEET);
  for (const each of answer.querySelectorAll("[tabindex]")) each.removeAttribute("tabindex");
  const body = el("body", { class: "report" }, el("main", {},
    el("p", { class: "soft" }, words.kind), el("h1", {}, title), scenario.about ? el("p", { class: "question" }, scenario.about) : null,
    el("h2", {}, WORDS.answer.title), answer,
    el("section", { class: "what" }, el("h3", {}, words.what), tableOf(words.what, [words.arm, capital(WORDS.two.cost), WORDS.bills],
      run.checked.arms.map((arm) => [capital(arm.title), withMinus(money(arm.dollars)), withMinus(arm.bill.join("; "))])),
    run.checked.said.map((each) => el("p", {}, each))),
    el("section", {}, el("h3", {}, words.again), el("p", { class: "soft" }, words.again_how), el("pre", {}, text))));
  const head = el("head", {}, el("meta", { charset: "utf-8" }),
    el("meta", { "http-equiv": "Content-Security-Policy", content: "default-src 'none'; style-src 'unsafe-inline'" }),
    el("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }), el("title", {}, `${title}: trust, reporting and crime`),
    el("style", {}, style));
  return `<!doctype html>\n${el("html", { lang: "en" }, head, body).outerHTML}\n`;
}
