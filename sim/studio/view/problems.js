"use strict";
// Problems stand beside their field, and in a list that leads there; messages as they are.
const WAY = (path) => path.map(String).join(".");

// The nearest place on the page for a path that may lead deeper than any field.
function nearest(path, attribute) {
  for (let length = path.length; length > 0; length -= 1) {
    const found = document.querySelector(`[${attribute}="${CSS.escape(WAY(path.slice(0, length)))}"]`);
    if (found) return found;
  }
  return null;
}

function showProblems(problems) {
  for (const each of document.querySelectorAll("[data-problems-of]")) {
    if (!each.hidden) { each.hidden = true; each.replaceChildren(); }
  }
  for (const each of document.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
  for (const problem of problems) {
    const place = nearest(problem.path, "data-problems-of");
    if (!place) continue;
    place.hidden = false;
    place.append(el("span", {}, problem.said), problem.fix ? el("span", { class: "fix" }, problem.fix) : null);
    const field = place.parentElement.querySelector(`#${CSS.escape(place.id.replace(/-problem$/, ""))}`);
    if (field && /^(INPUT|SELECT|TEXTAREA)$/.test(field.tagName)) field.setAttribute("aria-invalid", "true");
  }
}

// The list; each line leads to its field. `go` opens the step in which it is.
function problemList(problems, go) {
  return el("details", { class: "mend", id: "mend", hidden: !problems.length }, el("summary", { id: "mend-title" }, WORDS.problems(problems.length)),
    el("ul", {}, problems.map((problem, place) => el("li", {}, button(problem.said, () => go(problem.path),
      { class: "way", id: `mend-${place}` }), problem.fix && el("span", { class: "fix" }, problem.fix)))));
}

function focusOn(path) {
  const field = nearest(path, "data-path");
  if (!field) return;
  const inner = field.matches("fieldset, .card") ? field : field.querySelector("input:not([type=range]), select, textarea, button") ?? field;
  (inner.tabIndex < 0 && !inner.hasAttribute("tabindex") ? inner.querySelector("input, select, textarea, button") ?? inner : inner).focus();
  field.scrollIntoView({ block: "center" });
}
