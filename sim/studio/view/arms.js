"use strict";
// A proposal as a card: its name, its price, its strategies with their sliders.
function armCard(path, part, form) {
  const name = path[1], value = at(form.data(), path) ?? {}, set = Object.keys(value).filter((each) => isSet(value[each]));
  const isStrategy = (each) => kindOf(plainly(part.properties[each] ?? {}, form.schema)) === "object" || !part.properties[each];
  const strategies = set.filter(isStrategy), said = armSaid(form.data(), name);
  const baseline = form.data().baseline === name;
  const copy = () => {
    const { title, ...rest } = copied(value); // a title belongs to one proposal
    const fresh = form.freshName(name, Object.keys(form.data().arms));
    form.edit(withValue(form.data(), ["arms", fresh], rest), `${idOf(["arms", fresh])}-name`, WORDS.added(spaced(fresh)));
  };
  return el("section", { class: baseline ? "card arm base" : "card arm", "data-path": path.join("."), "aria-label": capital(said) },
    el("div", { class: "head" }, form.nameOf(path),
      button(WORDS.duplicate, copy, { class: "quiet", id: `${idOf(path)}-copy`, "aria-label": `${WORDS.duplicate} ${said}` }),
      form.remover(path, `${idOf(["arms"])}-new`)),
    el("p", { class: "price", "data-price-of": name }),
    form.problemAt(path),
    set.filter((each) => !isStrategy(each)).map((each) => form.field([...path, each], part.properties[each], true)),
    !strategies.length && el("p", { class: "hint" }, WORDS.no_strategy, baseline ? ` ${WORDS.compared_with}` : ""),
    strategies.map((strategy) => strategyPart([...path, strategy], part.properties[strategy], form)),
    form.adder(path, part.properties, namesOf(part).filter((each) => !set.includes(each)), WORDS.add_strategy,
      (each) => (each === "title" ? capital(spaced(name)) : isStrategy(each)
        ? startedStrategy(name, each, plainly(part.properties[each], form.schema), form) : starter([...path, each], part.properties[each], form))),
    el("details", { class: "bill", id: `${idOf(path)}-bill`, hidden: true }, el("summary", { id: `${idOf(path)}-bill-title` }, WORDS.bills),
      el("ul", { "data-bill-of": name })));
}

function strategyPart(path, part, form) {
  const known = plainly(part ?? {}, form.schema);
  return el("fieldset", { class: "part strategy", "data-path": path.join("."), id: idOf(path), tabindex: -1 },
    el("legend", {}, form.titleOf(path)), form.remover(path),
    el("p", { class: "hint" }, form.hintOf(known)), form.problemAt(path), form.object(path, known));
}

// Prices are told at once, in the cards that are there already.
function showPrices(checked) {
  const budget = checked.budget === null || checked.budget === undefined ? null : money(checked.budget);
  for (const arm of checked.arms ?? []) {
    const price = document.querySelector(`[data-price-of="${CSS.escape(arm.arm)}"]`);
    if (!price) continue;
    const spent = arm.dollars < 0 ? WORDS.saves(money(-arm.dollars))
      : arm.dollars === 0 ? WORDS.no_extra
        : `${money(arm.dollars)} ${budget && arm.spends ? WORDS.of_budget(budget) : WORDS.per_resident}`;
    price.textContent = withMinus(capital(spent));
    const bill = document.querySelector(`[data-bill-of="${CSS.escape(arm.arm)}"]`);
    bill.replaceChildren(...arm.bill.map((line) => el("li", {}, withMinus(line))));
    bill.parentElement.hidden = !arm.bill.length;
  }
}
