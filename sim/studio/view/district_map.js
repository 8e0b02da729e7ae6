"use strict";
// The districts as areas of a schematic map: trust as it is, and what each proposal changes there.
// Red to blue and blue to yellow (matplotlib's RdBu and cividis) are told apart by all eyes, and every area bears its number.
const CHANGES = ["#67001f", "#b2182b", "#d6604d", "#f4a582", "#fddbc7", "#f7f7f7", "#d1e5f0", "#92c5de", "#4393c3", "#2166ac", "#053061"];
const LEVELS = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"];
const LINE = 16; // between two lines of letters
const channelsOf = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

// The colour at a share, 0 to 1, of a row of colours.
function colourAt(colours, share) {
  const place = Math.min(1, Math.max(0, share)) * (colours.length - 1), at = Math.min(colours.length - 2, Math.floor(place));
  const [low, high] = [channelsOf(colours[at]), channelsOf(colours[at + 1])];
  return low.map((each, row) => Math.round(each + (place - at) * (high[row] - each)));
}

// Black or white, whichever stands out more on a colour (WCAG 2.2).
function inkOn(colour) {
  const [red, green, blue] = colour.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? INK : "#ffffff";
}

// The first arm is the baseline: its map shows trust, those of the others changes.
function districtMap({ areas, places, arms: given, most }, faces, width) {
  const arms = given.map((arm, at) => ({ ...arm, level: at === 0 })), base = given[0].title;
  const words = WORDS.districts, across = Math.min(arms.length, width >= 720 ? 3 : width >= (places.length > 4 ? 480 : 340) ? 2 : 1), gap = 20, head = 28;
  const each = (width - gap * (across - 1)) / across, tall = Math.min(each * areas.length / areas[0].length, 260);
  const told = arms.map((arm) => arm.values.map((value, row) => mapNumber(arm, value, row)));
  const alt = words.map_alt(words.map_title(base), arms.map((arm, at) => `${arm.title}: ${places.map((name, row) => `${name} ${told[at][row]}`).join(", ")}`).join("; "));
  const chart = drawing(width, Math.ceil(arms.length / across) * (head + tall + 10), alt, arms.map((arm, at) => {
    const left = (at % across) * (each + gap), top = Math.floor(at / across) * (head + tall + 10);
    const title = `${capital(arm.title)}: ${arm.level ? words.level : words.change}`;
    return [
      letters(left, top + 12, fitted(title, each), { "font-weight": 700, fill: faces[arm.arm].ink }),
      mapOf(areas, places, arm, told[at], most, { left, top: top + head, wide: each / areas[0].length, tall: tall / areas.length }),
    ];
  }));
  return el("figure", {}, el("figcaption", {}, words.map_title(base)), chart, el("p", { class: "soft" }, words.map_note));
}

function mapNumber({ level, open }, value, row) {
  if (value === null) return WORDS.districts.not_known;
  const shown = level ? value.toFixed(1) : signed(value, 1);
  return open[row] ? `(${shown})` : shown;
}

function mapOf(areas, places, arm, told, most, { left, top, wide: across, tall: down }) {
  const x = (column) => +(left + column * across).toFixed(1), y = (row) => +(top + row * down).toFixed(1);
  const cells = places.map(() => []), borders = [];
  areas.forEach((row, at) => row.forEach((district, column) => {
    if (district < 0) return;
    cells[district].push(`M${x(column)} ${y(at)}H${x(column + 1)}V${y(at + 1)}H${x(column)}Z`);
    const [right, below] = [row[column + 1], areas[at + 1]?.[column]];
    if (right >= 0 && right !== district) borders.push(`M${x(column + 1)} ${y(at)}V${y(at + 1)}`);
    if (below >= 0 && below !== district) borders.push(`M${x(column)} ${y(at + 1)}H${x(column + 1)}`);
  }));
  const known = places.map((_, district) => district).filter((district) => cells[district].length);
  const colours = arm.values.map((value) => (value === null ? channelsOf(PALE) : arm.level ? colourAt(LEVELS, value / 100) : colourAt(CHANGES, 0.5 + value / most / 2)));
  return [
    known.map((district) => svg("path", { d: cells[district].join(""), fill: `rgb(${colours[district].join()})`, "shape-rendering": "crispEdges" })),
    svg("path", { d: borders.join(""), stroke: "#ffffff", "stroke-width": 2, fill: "none" }),
    known.map((district) => {
      const { from, to, first, last } = roomIn(areas, district), room = 0.92 * ((to - from) * across - 6), high = (last - first) * down;
      const number = told[district], name = places[district];
      const lines = high >= 2 * LINE ? [fitted(name, room), number] : [`${fitted(name, room - wide(` ${number}`, true))} ${number}`];
      return lines.map((text, at) => letters(left + (from + to) / 2 * across, top + (first + last) / 2 * down + (at - (lines.length - 1) / 2) * LINE, text,
        { fill: inkOn(colours[district]), "font-weight": 700, "text-anchor": "middle" }));
    }),
  ];
}

// Where a name finds most room in a district: columns of its widest row, and the rows as wide above and below.
function roomIn(areas, district) {
  let from = 0, to = 0, at = 0;
  areas.forEach((row, place) => {
    const [start, end] = [row.indexOf(district), row.lastIndexOf(district) + 1];
    if (end - start > to - from) [from, to, at] = [start, end, place];
  });
  const here = (row) => areas[row]?.slice(from, to).every((each) => each === district);
  let first = at, last = at + 1;
  while (here(first - 1)) first -= 1;
  while (here(last)) last += 1;
  return { from, to, first, last };
}
