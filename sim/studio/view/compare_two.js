"use strict";
// Two proposals side by side: what differs between them, what each costs, what that comes to.
function settingsThatDiffer(scenario, one, other) {
  const [here, there] = [one, other].map((arm) => new Map([...leaves(scenario.arms[arm] ?? {})].map(([path, value]) => [path.join("."), value])));
  return [...new Set([...here.keys(), ...there.keys()])].filter((path) => path !== "title" && here.get(path) !== there.get(path))
    .map((path) => [capital(spaced(path.replaceAll(".", ": "))), ...[here, there].map((side) => settingSaid(path, side.get(path)))]);
}

function settingSaid(path, value) {
  if (value === undefined || value === null) return WORDS.two.none;
  return /(^|\.)share$/.test(path) ? `${+(100 * value).toFixed(1)}%` : String(value);
}

function twoView(run, one, other, between) {
  if (one === other) return el("div", { id: "two" }, el("p", {}, WORDS.two.choose));
  const differ = settingsThatDiffer(run.scenario, one, other), names = [one, other].map((arm) => capital(armSaid(run.scenario, arm)));
  const costs = [one, other].map((arm) => run.checked.arms.find((each) => each.arm === arm)?.dollars ?? 0);
  return el("div", { id: "two" },
    scrolled(WORDS.two.settings, "", "settings", tableOf(WORDS.two.settings, [WORDS.two.setting, ...names], [[capital(WORDS.two.cost), ...costs.map(money)], ...differ])),
    differ.length ? null : el("p", {}, WORDS.two.same),
    between ? contrastTable(between.contrast, "", between.rows, "between") : el("p", {}, WORDS.two.wait));
}

// The choice stays while the answer moves; only the tables below are made anew.
function twoChooser(run) {
  const arms = Object.keys(run.scenario.arms), others = arms.filter((arm) => arm !== run.scenario.baseline);
  const choice = (id, label, now) => el("label", {}, label, el("select", { id, onchange: () => refreshTwo(run) },
    arms.map((arm) => el("option", { value: arm, selected: arm === now }, armSaid(run.scenario, arm)))));
  return el("section", { class: "two", "aria-labelledby": "two-title" }, el("h3", { id: "two-title" }, WORDS.two.title),
    el("div", { class: "choices" }, choice("two-first", WORDS.two.first, others[0] ?? arms[0]),
      choice("two-second", WORDS.two.second, others[1] ?? run.scenario.baseline)), el("div", { id: "two" }));
}

async function refreshTwo(run) {
  if (!byId("two")) return;
  const chosen = [byId("two-first").value, byId("two-second").value];
  const between = run.answer ? await clerk.ask("between", ...chosen) : null;
  const now = byId("two") && [byId("two-first").value, byId("two-second").value];
  if (same(now, chosen)) replaceKeeping(byId("two"), twoView(run, ...chosen, between));
}
