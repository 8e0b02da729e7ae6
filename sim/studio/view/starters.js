"use strict";
// What a part begins with when somebody adds it: as a shipped scenario has it, else as usual.
const alike = (path, names) => names.length === path.length
  && names.every((name, place) => name === path[place] || (place === 1 && path[0] === "arms"));

function inExamples(path, examples) {
  for (const data of examples) {
    if (path[0] !== "arms") {
      if (has(data, path)) return at(data, path);
      continue;
    }
    for (const arm of Object.keys(data.arms ?? {})) {
      const there = [path[0], arm, ...path.slice(2)];
      if (has(data, there)) return at(data, there);
    }
  }
  return undefined;
}

function starter(path, part, form) {
  const known = plainly(part, form.schema);
  if (known.const !== undefined) return known.const;
  if (path[0] !== "arms" || path.length > 3) {
    const example = inExamples(path, form.examples);
    if (example !== undefined && path[0] !== "expect") return copied(example);
  }
  if (same(path, ["survey"])) return {}; // whoever adds it knows how many were asked
  if (same(path, ["community", "districts"])) return { east: { share: 0.5 }, west: { share: 0.5 } };
  if (path[1] === "districts" && path.length === 3) return { share: 0 };
  if (path[0] === "arms" && path[path.length - 1] === "share") return shareLeft(form.data(), path[1]);
  if (known.default !== undefined && known.default !== null) return copied(known.default);
  switch (kindOf(known)) {
    case "choice": return known.enum[0];
    case "union": return starter(path, known.anyOf[0], form);
    case "object": return startedObject(path, known, form);
    case "map": return {};
    case "list": return [];
    case "boolean": return true;
    case "number": return Math.min(Math.max(known.minimum ?? 0, 0), known.maximum ?? Infinity);
    default: return OF_AN_ARM.has(path[path.length - 1]) ? Object.keys(form.data().arms ?? {}).pop() ?? "" : "";
  }
}

// Constants and what has to be there.
function startedObject(path, part, form) {
  const names = namesOf(part).filter((name) => plainly(part.properties[name], form.schema).const !== undefined
    || part.required?.includes(name));
  return Object.fromEntries(names.map((name) => [name, starter([...path, name], part.properties[name], form)]));
}

// A strategy begins with what is left of the budget or, without a budget, with its first quantity.
function startedStrategy(arm, strategy, part, form) {
  const path = ["arms", arm, strategy], names = namesOf(part);
  if (names.includes("share") && form.data().budget) return { share: shareLeft(form.data(), arm) };
  const dose = names.find((name) => !NOT_A_DOSE.has(name) && plainly(part.properties[name], form.schema).optional);
  return dose ? { [dose]: starter([...path, dose], part.properties[dose], form) } : {};
}

function shareLeft(data, arm) {
  const spent = Object.values(data.arms?.[arm] ?? {}).reduce((sum, each) => sum + (each?.share ?? 0), 0);
  return Math.max(0, Math.round(100 * (1 - spent)) / 100);
}
