"use strict";
// How an arm looks in every figure: the colours of the report (Okabe and Ito), told apart by dashes and marks too.
const GREY = "#6e6e6e", INK = "#1a1a1a", SOFT_INK = "#555555", PALE = "#d9d9d9", SLATE = "#5d6d7e";
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#882255", "#808000", "#332288", "#8c510a"];
const INKS = ["#0072b2", "#b85000", "#00805d", "#a35f85", "#8f6300", "#33728f", "#000000", "#882255", "#737300", "#332288", "#8c510a"]; // dark enough for small text
const DASHES = ["", "6 2", "2 2", "7 2 2 2"];

// A look for every arm by its name; the baseline is grey.
function looks(arms, baseline) {
  const faces = {}, others = arms.filter((arm) => arm !== baseline);
  faces[baseline] = { colour: GREY, ink: SOFT_INK, dash: "" };
  others.forEach((arm, place) => {
    faces[arm] = { colour: COLOURS[place % COLOURS.length], ink: INKS[place % INKS.length], dash: DASHES[place % DASHES.length] };
  });
  return faces;
}

const SIZE = 13; // of letters in figures, in units of a figure that is drawn as wide as it is shown
let measuring = null;
function wide(text, bold = false) {
  measuring ??= document.createElement("canvas").getContext("2d");
  measuring.font = `${bold ? "bold " : ""}${SIZE}px system-ui, "Segoe UI", "Liberation Sans", sans-serif`;
  return measuring.measureText(text).width * 1.04;
}
function fitted(text, room) {
  if (wide(text) <= room) return text;
  let shown = text;
  while (shown.length > 3 && wide(`${shown}\u2026`) > room) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}\u2026`;
}

// Round numbers of an axis, at most so many.
function ticks(low, high, most) {
  const step = roundUp(Math.max(high - low, 1e-9) / most), found = [];
  for (let tick = Math.ceil(low / step - 1e-9); tick * step <= high + step * 1e-9; tick += 1) found.push(+(tick * step).toPrecision(12));
  return found;
}

const digitsFor = (largest) => (largest >= 30 ? 0 : largest >= 1 ? 1 : largest >= 0.1 ? 2 : 3);
const signed = (number, digits) => {
  const shown = Math.abs(number).toFixed(digits);
  return +shown === 0 ? "0" : `${number < 0 ? "\u2212" : "+"}${shown}`;
};

const letters = (x, y, text, more = {}) => svg("text", { x, y, "font-size": SIZE, fill: INK, "dominant-baseline": "middle", ...more }, text);
const line = (x1, y1, x2, y2, more = {}) => svg("line", { x1, y1, x2, y2, stroke: SOFT_INK, ...more });

// A drawing with its description for those who do not see it.
function drawing(width, height, alt, ...parts) {
  return svg("svg", { viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`, width: Math.round(width), height: Math.round(height),
    role: "img", "aria-label": alt, class: "chart", "font-family": "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif" }, ...parts);
}

function tableOf(caption, columns, rows) {
  return el("table", {}, el("caption", { class: "hidden" }, caption),
    el("thead", {}, el("tr", {}, columns.map((each, place) => el("th", { scope: "col", class: place ? "number" : null }, each)))),
    el("tbody", {}, rows.map(([first, ...cells]) => el("tr", {}, el("th", { scope: "row" }, first), cells.map((each) => el("td", { class: "number" }, each))))));
}

function figure(id, title, chart, table) {
  return el("figure", { class: "panel" }, el("figcaption", {}, title), chart,
    el("details", { id: `numbers-${id}` }, el("summary", { id: `numbers-${id}-title` }, WORDS.result.numbers),
      el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": title }, table)));
}
