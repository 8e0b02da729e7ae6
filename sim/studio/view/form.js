"use strict";
// Form: fields made from the schema, for whatever part of a scenario. No field is written by hand.
const FEW = 24; // as many settings are offered as a list with their meanings; more as a menu

class Form {
  // `studio` holds the data and takes changes; `examples` are data of shipped scenarios.
  constructor(schema, examples, studio) {
    this.schema = schema;
    this.examples = examples;
    this.studio = studio;
  }

  data() { return this.studio.history.now.data; }
  change(path, value, key = null) { this.studio.change(withValue(this.data(), path, value), key); }
  rest() { this.studio.history.rest(); }
  edit(data, focus, told) { this.studio.edit(data, focus, told); }

  titleOf(path) {
    const name = path[path.length - 1];
    return at(WORDS.titles, [name]) ?? capital(spaced(name));
  }

  // Name and meaning; one of them where the meaning says the name once more.
  told(path, part) {
    const title = this.titleOf(path), hint = this.hintOf(part), [one, other] = [title, hint].map((each) => each.toLowerCase());
    if (one.startsWith(other)) return { title, hint: "" };
    return other.startsWith(`${one} `) ? { title: hint, hint: "" } : { title, hint };
  }

  hintOf(part) {
    return capital((part.description ?? "").replaceAll("`", "").replace(isShare(part) ? " (0-1)" : "\u0000", ""));
  }

  // One part of the data with its name, meaning, control and problems.
  field(path, part, removable) {
    const value = at(this.data(), path), known = asGiven(plainly(part, this.schema), value), kind = kindOf(known);
    if (kind === "constant") return null;
    if (kind === "object" || kind === "map" || kind === "list" || kind === "union") return this.group(path, known, kind, removable);
    const id = idOf(path), { title, hint } = this.told(path, known);
    const told = { "aria-describedby": `${id}-problem${hint ? ` ${id}-hint` : ""}` };
    const control = { number: numberControl, choice: choiceControl, boolean: yesNoControl, text: textControl }[kind];
    return el("div", { class: "field", "data-path": path.join(".") },
      el("div", { class: "named" }, el("label", { for: id }, title), removable && this.remover(path)),
      hint && el("p", { class: "hint", id: `${id}-hint` }, hint),
      control(path, known, value, told, this),
      this.problemAt(path));
  }

  problemAt(path) {
    return el("p", { class: "problem", id: `${idOf(path)}-problem`, "data-problems-of": path.join("."), hidden: true });
  }

  remover(path, focus = `${idOf(path.slice(0, -1))}-add`) {
    const name = this.titleOf(path);
    return button("\u00d7", () => this.edit(without(this.data(), path), focus, WORDS.removed(name)),
      { class: "remove", id: `${idOf(path)}-remove`, "aria-label": WORDS.remove(name), title: WORDS.remove(name) });
  }

  // Something with fields of its own.
  group(path, part, kind, removable) {
    const inner = kind === "map" ? this.entries(path, part) : kind === "list" ? this.items(path, part)
      : kind === "union" ? this.union(path, part) : this.object(path, part);
    const { title, hint } = this.told(path, part), bare = path.length === 1 && !removable && STEPS.some((step) => step.parts.includes(path[0]));
    return el("fieldset", { class: `part ${kind}${bare ? " bare" : ""}`, "data-path": path.join("."), id: idOf(path), tabindex: -1 },
      el("legend", {}, title), removable && this.remover(path),
      hint && el("p", { class: "hint" }, hint), this.problemAt(path), inner);
  }

  // The fields of an object: those that are set, those always shown, and a way to add the others.
  object(path, part, leftOut = []) {
    const value = at(this.data(), path) ?? {}, first = FIRST[part.title] ?? [];
    const inPlace = namesOf(part).filter((name) => isSet(value[name])).map((name) => replacedBy(part.properties[name]));
    const shown = namesOf(part).filter((name) => !leftOut.includes(name)
      && (isSet(value[name]) || (first.includes(name) && !inPlace.includes(name))));
    const ordered = [...first.filter((name) => shown.includes(name)), ...shown.filter((name) => !first.includes(name))];
    const addable = namesOf(part).filter((name) => !shown.includes(name) && !leftOut.includes(name) && !inPlace.includes(name)
      && plainly(part.properties[name], this.schema).const === undefined);
    return [
      ordered.map((name) => this.field([...path, name], part.properties[name], isSet(value[name]) && !first.includes(name))),
      this.adder(path, part.properties, addable),
    ];
  }

  // Settings that can be added by name, each with its meaning.
  adder(path, properties, names, title = WORDS.add, begin = (name) => starter([...path, name], properties[name], this)) {
    if (!names.length) return null;
    const id = `${idOf(path)}-add`;
    const add = (name) => {
      const gone = replacedBy(properties[name]), left = gone ? without(this.data(), [...path, gone]) : this.data();
      this.edit(withValue(left, [...path, name], begin(name)), idOf([...path, name]), WORDS.added(this.titleOf([name])));
    };
    if (names.length > FEW) return this.menu(id, properties, names, add);
    return el("details", { class: "adder", id: `${id}-list` }, el("summary", { id }, title),
      el("ul", {}, names.map((name) => el("li", {}, offer(this.titleOf([name]),
        this.hintOf(plainly(properties[name], this.schema)), () => add(name), `${id}-${name}`)))));
  }

  menu(id, properties, names, add) {
    const meaning = el("p", { class: "hint", id: `${id}-meaning` });
    const told = () => { meaning.textContent = this.hintOf(plainly(properties[choice.value], this.schema)); };
    const sets = Map.groupBy ? Map.groupBy(names, (name) => name.split(".")[0]) : new Map([["", names]]);
    const choice = el("select", { id, "aria-label": WORDS.add_what, "aria-describedby": meaning.id, onchange: () => told() },
      [...sets].map(([set, several]) => el("optgroup", { label: spaced(set) }, several.map((name) => el("option", { value: name }, name)))));
    told();
    return el("div", { class: "menu" }, choice, button(WORDS.add_button, () => add(choice.value)), meaning);
  }

  // One of several forms of the same thing.
  union(path, part) {
    const options = part.anyOf.map((each) => plainly(each, this.schema));
    const value = at(this.data(), path), chosen = chosenOption(options, value ?? part.default);
    const named = (each) => {
      const constant = Object.values(each.properties ?? {}).map((inner) => plainly(inner, this.schema)).find((inner) => inner.const !== undefined);
      return capital(constant?.description ?? WORDS.kinds[kindOf(each)]);
    };
    const choice = el("select", { id: `${idOf(path)}-kind`, "aria-label": WORDS.kind(this.titleOf(path)) },
      options.map((each, place) => el("option", { value: place, selected: place === chosen }, named(each))));
    choice.addEventListener("change", () => {
      const option = options[choice.value];
      const begun = kindOf(option) === "object" ? startedObject(path, option, this) : starter([...path, ""], option, this);
      this.edit(withValue(this.data(), path, begun), choice.id);
    });
    const option = options[chosen], kind = kindOf(option);
    const inner = kind === "object" ? this.object(path, option) : kind === "map" ? this.entries(path, option)
      : el("div", { class: "field" }, ({ number: numberControl, choice: choiceControl }[kind] ?? textControl)(
        path, option, value, { "aria-label": this.titleOf(path) }, this));
    return [choice, inner];
  }

  // Entries with names of the planner's own: groups, proposals.
  entries(path, part) {
    const inner = plainly(valueOfMap(part), this.schema), value = at(this.data(), path) ?? {};
    if (!has(this.data(), path) && inExamples(path, this.examples)) return this.asUsual(path, part);
    const cards = Object.keys(value).filter((name) => isSet(value[name])).map((name) => {
      const here = [...path, name];
      if (same(path, ["arms"])) return armCard(here, inner, this);
      return el("section", { class: "card", "data-path": here.join(".") },
        this.nameOf(here), this.remover(here, `${idOf(path)}-new`), this.problemAt(here),
        kindOf(inner) === "object" ? this.object(here, inner)
          : numberControl(here, inner, value[name], { "aria-label": spaced(name) }, this));
    });
    const word = at(WORDS.entry, path.slice(-1)) ?? WORDS.entry_else;
    const begin = () => {
      const fresh = this.freshName(word, Object.keys(value));
      this.edit(withValue(this.data(), [...path, fresh], starter([...path, fresh], inner, this)), `${idOf([...path, fresh])}-name`,
        WORDS.added(capital(word)));
    };
    return [el("div", { class: "cards" }, cards), button(WORDS.add_entry(word), begin, { class: "new", id: `${idOf(path)}-new` })];
  }

  // Entries that nobody has set: the usual ones hold, and can be made one's own.
  asUsual(path, part) {
    const begin = () => this.edit(withValue(this.data(), path, starter(path, part, this)), idOf(path));
    return [el("p", {}, WORDS.usual_map),
      button(WORDS.change_usual(spaced(path[path.length - 1])), begin, { class: "new", id: `${idOf(path)}-new` })];
  }

  freshName(word, taken) {
    for (let number = 1; ; number += 1) {
      const name = asName(`${word.split(" ")[0]}_${number}`);
      if (!taken.includes(name)) return name;
    }
  }

  // The name of an entry, which can be changed.
  nameOf(path) {
    const around = path.slice(0, -1), old = path[path.length - 1], id = `${idOf(path)}-name`;
    const entry = el("input", { id, type: "text", class: "name", value: spaced(old), autocomplete: "off", "aria-label": WORDS.name,
      "aria-describedby": `${idOf(path)}-problem` });
    entry.addEventListener("change", () => {
      const name = asName(entry.value);
      if (name === old) { entry.value = spaced(old); return; }
      if (!name || Object.hasOwn(at(this.data(), around), name)) { entry.value = spaced(old); say(WORDS.name_taken); return; }
      const changed = same(around, ["arms"]) ? renamedArm(this.data(), old, name) : renamed(this.data(), around, old, name);
      this.edit(changed, null);
    });
    return entry;
  }

  items(path, part) {
    const inner = plainly(part.items, this.schema), value = at(this.data(), path) ?? [];
    const word = at(WORDS.entry, path.slice(-1)) ?? WORDS.entry_else;
    const begin = () => this.edit(withValue(this.data(), [...path, value.length], starter([...path, value.length], inner, this)),
      `${idOf([...path, value.length])}`, WORDS.added(capital(word)));
    return [
      value.map((_, place) => {
        const here = [...path, place], title = capital(`${word} ${place + 1}`);
        return el("section", { class: "card item", "data-path": here.join("."), id: idOf(here), tabindex: -1 },
          el("h3", {}, title), button("\u00d7", () => this.edit(without(this.data(), here), `${idOf(path)}-new`, WORDS.removed(title)),
            { class: "remove", "aria-label": WORDS.remove(title) }),
          this.problemAt(here),
          kindOf(inner) === "object" ? this.object(here, inner)
            : (inner.enum ? choiceControl : textControl)(here, inner, value[place], { "aria-label": title }, this));
      }),
      button(WORDS.add_entry(word), begin, { class: "new", id: `${idOf(path)}-new` }),
    ];
  }
}
