"use strict";
// Plain data: looking into it, and making changed copies of it. Nothing is changed in place.
// Only what the data hold themselves: a group may be called "constructor".
const at = (data, path) => path.reduce((part, name) => (isSet(part) && Object.hasOwn(part, name) ? part[name] : undefined), data);
const isSet = (value) => value !== undefined && value !== null; // nothing is as good as not there
const has = (data, path) => isSet(at(data, path));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const copied = (data) => JSON.parse(JSON.stringify(data));

function withValue(data, path, value) {
  if (!path.length) return value;
  const [name, ...rest] = path;
  const changed = Array.isArray(data) ? [...data] : { ...(data ?? {}) };
  changed[name] = withValue(at(changed, [name]), rest, value);
  return changed;
}

function without(data, path) {
  const around = path.slice(0, -1), name = path[path.length - 1], part = at(data, around);
  if (part === undefined || part === null) return data;
  if (Array.isArray(part)) return withValue(data, around, part.filter((_, place) => place !== name));
  const { [name]: gone, ...left } = part;
  const changed = withValue(data, around, left);
  return same(around, ["arms"]) ? withoutTalkOf(changed, name) : changed;
}

// The scenario without what speaks of a proposal that is gone: claims, and what the lesson shows.
function withoutTalkOf(data, arm) {
  const { lesson, story, ...rest } = data;
  const spoken = lesson?.arms?.includes(arm);
  const kept = spoken ? rest : { ...rest, ...(lesson ? { lesson } : {}), ...(story ? { story } : {}) };
  if (!Array.isArray(kept.expect)) return kept;
  return { ...kept, expect: kept.expect.filter((each) => each.arm !== arm && each.than !== arm) };
}

// What people read in place of a proposal's name.
const armSaid = (data, arm) => at(data, ["arms", arm, "title"]) || spaced(arm);

// The same map with one name changed, in the same order.
function renamed(data, path, from, to) {
  const entries = Object.entries(at(data, path)).map(([name, value]) => [name === from ? to : name, value]);
  return withValue(data, path, Object.fromEntries(entries));
}

// A proposal with another name, wherever the scenario speaks of it.
function renamedArm(data, from, to) {
  const name = (each) => (each === from ? to : each);
  let changed = renamed(data, ["arms"], from, to);
  if (changed.baseline !== undefined) changed = { ...changed, baseline: name(changed.baseline) };
  for (const part of ["expect", "interventions"]) {
    if (!Array.isArray(changed[part])) continue;
    changed = { ...changed, [part]: changed[part].map((each) => ({ ...each,
      ...(each.arm === undefined ? {} : { arm: name(each.arm) }),
      ...(each.than === undefined ? {} : { than: name(each.than) }),
      ...(Array.isArray(each.arms) ? { arms: each.arms.map(name) } : {}) })) };
  }
  if (Array.isArray(changed.lesson?.arms)) {
    changed = { ...changed, lesson: { ...changed.lesson, arms: changed.lesson.arms.map(name) } };
  }
  return changed;
}

// Everything in one part of the data, as paths and plain values.
function* leaves(data, path = []) {
  if (data !== null && typeof data === "object") {
    for (const [name, value] of Object.entries(data)) yield* leaves(value, [...path, name]);
  } else {
    yield [path, data];
  }
}
