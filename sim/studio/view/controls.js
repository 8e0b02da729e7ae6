"use strict";
// Controls of single values. Each tells the form what it was changed to, while it is changed.
const idOf = (path) => `f-${path.map((name) => String(name).replace(/[^\w-]/g, "_")).join("-")}`;
const MOST_STEPS = 200;

// A round number at or above the one given: 1, 2 or 5 times a power of ten.
function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  return power * [1, 2, 5, 10].find((each) => each * power >= number - 1e-12);
}

// Where a slider ends: at the bounds if they are near, else well above what is there or usual.
function sliderEnds(part, value, factor) {
  const least = (part.minimum ?? part.exclusiveMinimum ?? 0) * factor;
  const most = (part.maximum ?? Infinity) * factor;
  const near = Math.abs(value ?? part.default ?? 0) * factor;
  const narrow = factor === 100 || (most - least <= 100 && (near === 0 || 5 * near >= most));
  const top = narrow ? most : Math.min(most, roundUp(near ? 3 * near : 10));
  const whole = typeOf(part) === "integer";
  const step = Math.max(roundUp((top - least) / MOST_STEPS), whole || factor === 100 ? 1 : 0.01);
  return { least: least < 0 || least % step === 0 ? least : 0, top, step, from: least };
}

function numberControl(path, part, value, told, form) {
  const factor = isShare(part) ? 100 : 1, id = idOf(path), key = path.join(".");
  const ends = sliderEnds(part, value, factor), shown = value ?? part.default;
  const text = (number) => (number === undefined || number === null ? "" : String(+(factor * number).toFixed(6)));
  const entry = el("input", { id, type: "number", class: "number", value: text(shown), step: "any", inputmode: ends.least < 0 ? null : "decimal",
    placeholder: WORDS.unset, ...told });
  const slider = el("input", { type: "range", id: `${id}-slider`, min: ends.least, max: ends.top, step: ends.step,
    value: text(shown) || ends.least, "aria-label": WORDS.slider(form.titleOf(path)) });
  const change = (raw) => form.change(path, +(raw / factor).toFixed(8), key);
  slider.addEventListener("input", () => {
    const moved = Math.max(+slider.value, ends.from);
    entry.value = String(+moved.toFixed(6));
    change(moved);
  });
  entry.addEventListener("input", () => {
    if (!Number.isFinite(entry.valueAsNumber)) return;
    if (entry.valueAsNumber > +slider.max) slider.max = String(roundUp(entry.valueAsNumber));
    slider.value = entry.value;
    change(entry.valueAsNumber);
  });
  entry.addEventListener("change", () => {
    if (entry.value !== "") return;
    if (path[0] === "survey" && part.optional) { // a figure that nobody has is left out again
      form.studio.change(without(form.data(), path));
      slider.value = ends.least;
    } else entry.value = text(at(form.data(), path) ?? part.default);
  });
  for (const each of [slider, entry]) each.addEventListener("blur", () => form.rest());
  slider.addEventListener("pointerup", () => form.rest()); // the next drag is a change of its own
  return el("div", { class: "amount" }, PLAIN.has(path[path.length - 1]) ? null : slider, entry, factor === 100 ? el("span", { class: "unit" }, "%") : null);
}

// Names that a place can have: kinds of places, and districts; groups, too, where kinds are known.
function placesOf(data, kinds) {
  const own = [data.community?.districts, kinds && data.community?.groups].flatMap((each) => Object.keys(each ?? {}));
  return [...new Set([...(kinds ?? []), ...own])];
}

function textControl(path, part, value, told, form) {
  const id = idOf(path), long = (part.maxLength ?? 0) > 200, name = path[path.length - 1];
  if (OF_AN_ARM.has(name)) return choiceControl(path, { ...part, enum: Object.keys(form.data().arms ?? {}) }, value, told, form);
  const known = part.anyOf?.find((each) => each.enum)?.enum;
  if (name === "where" || name === "district") return choiceControl(path, { ...part, enum: placesOf(form.data(), known) }, value, told, form);
  const list = known && el("datalist", { id: `${id}-known` }, known.map((each) => el("option", { value: each })));
  const entry = long
    ? el("textarea", { id, rows: 3, maxlength: part.maxLength, ...told }, String(value ?? ""))
    : el("input", { id, type: "text", value: value ?? part.default ?? "", autocomplete: "off",
      list: list && list.id, maxlength: part.maxLength, ...told });
  entry.addEventListener("input", () => form.change(path, entry.value, path.join(".")));
  entry.addEventListener("blur", () => form.rest());
  return el("div", {}, entry, list);
}

function choiceControl(path, part, value, told, form) {
  const now = value ?? part.default, known = part.enum.includes(now) || now === undefined ? part.enum : [now, ...part.enum];
  const nothing = now === undefined ? el("option", { value: "", selected: true, disabled: true }, WORDS.choose) : null;
  const entry = el("select", { id: idOf(path), ...told }, nothing, known.map((each) =>
    el("option", { value: JSON.stringify(each), selected: each === now },
      OF_AN_ARM.has(path[path.length - 1]) ? armSaid(form.data(), each) : spaced(each))));
  entry.addEventListener("change", () => { form.change(path, JSON.parse(entry.value)); form.rest(); });
  return entry;
}

function yesNoControl(path, part, value, told, form) {
  return choiceControl(path, { ...part, enum: [true, false] }, value, told, form);
}
