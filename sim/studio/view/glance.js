"use strict";
// The answer at a glance: a row a proposal, trust gained and crimes prevented side by side, told beside their dots.
function glance(lines, faces, base, width) {
  const words = WORDS.result, narrow = width < 640, between = 24, left = narrow ? 0 : Math.min(0.3 * width, Math.max(...lines.map((line) => wide(line.name, true))) + 16);
  const panel = (width - left - between) / 2, titles = [words.glance_trust, words.glance_crime].map((each) => lettersIn(each, panel));
  const names = lines.map((line) => lettersIn(line.name, narrow ? width : left - 16)), most = Math.max(...names.map((each) => each.length));
  const head = 12 + 18 * Math.max(...titles.map((each) => each.length)), above = narrow ? 18 * most : 0, step = Math.max(above + 50, 18 * most + 10), bottom = head + step * lines.length;
  const panels = ["trust", "crime"].map((outcome, place) => panelOf(lines.map((line) => [line[outcome], faces[line.arm]]), left + place * (panel + between), panel, titles[place], head, step, above));
  return el("figure", { class: "glance" }, drawing(width, bottom + 24, words.glance_alt(lines.map(words.glance_row).join("; ")),
    names.map((name, row) => name.map((part, place) => letters(narrow ? 2 : left - 10, head + row * step + (narrow ? 12 : step / 2 - 9 * (name.length - 1)) + 18 * place, part,
      { "font-weight": 700, fill: faces[lines[row].arm].ink, "text-anchor": narrow ? "start" : "end" }))), panels),
  el("figcaption", { class: "soft" }, words.glance(base)));
}

function panelOf(rows, start, width, title, head, step, above) {
  const ends = rows.flatMap(([fact]) => [0, fact.gain, fact.low, fact.high].filter(Number.isFinite));
  const low = Math.min(...ends), extent = Math.max(...ends) - low || 1, bottom = head + step * rows.length;
  const x = (value) => start + 10 + ((value - low) / extent) * (width - 20);
  return [
    title.map((part, place) => letters(start, 10 + 18 * place, part, { "font-weight": 700 })),
    ticks(low, low + extent, width < 220 ? 2 : 4).map((tick) => letters(x(tick), bottom + 12, tick === 0 ? "0" : withMinus(String(tick > 0 ? `+${tick}` : tick)), { "text-anchor": "middle", fill: SOFT_INK })),
    rows.map(([fact, face], row) => {
      const top = head + row * step, y = top + above + 0.7 * (step - above), told = `${fact.said}, ${fact.sure}`, half = wide(told) / 2;
      const middle = Math.min(Math.max(x(Number.isFinite(fact.gain) ? fact.gain : 0), start + half), start + width - half);
      return [
        line(start, top, start + width, top, { stroke: PALE }),
        line(x(0), y - 11, x(0), y + 11, { stroke: GREY, "stroke-width": 2 }),
        Number.isFinite(fact.low) ? line(x(fact.low), y, x(fact.high), y, { stroke: face.colour, "stroke-width": 4 }) : null,
        Number.isFinite(fact.gain) ? svg("circle", { cx: x(fact.gain), cy: y, r: 6.5, fill: fact.sure === "open" ? "#ffffff" : face.colour, stroke: face.colour, "stroke-width": 2 }) : null,
        letters(middle, top + above + 0.26 * (step - above), told, { "text-anchor": "middle", fill: face.ink }),
      ];
    }),
  ];
}

// A text as lines of bold letters that fit into a width.
function lettersIn(text, room) {
  const found = [];
  for (const word of text.split(" ")) {
    const longer = found.length ? `${found.at(-1)} ${word}` : word;
    if (found.length && wide(longer, true) <= room) found[found.length - 1] = longer; else found.push(word);
  }
  return found;
}
