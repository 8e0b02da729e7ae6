"use strict";
// Dots with whiskers: a row an arm, the baseline as a line at zero. Of outcomes, and of groups.
const ROW = 30;
const endsOf = (row) => [row.low, row.high].filter(Number.isFinite); // none of a single town

// `rows`: {title, mean, low, high, clear, look}. Names stand above their row where there is no room beside.
function dots(rows, unit, width, alt) {
  const sizes = rows.flatMap((row) => [row.mean, ...endsOf(row)]), digits = digitsFor(Math.max(...sizes.map(Math.abs)));
  const low = Math.min(0, ...sizes), high = Math.max(0, ...sizes), extent = high - low || 1;
  const told = rows.map((row) => signed(row.mean, digits));
  const names = Math.max(...rows.map((row) => wide(row.title, true))) + 12, numbers = Math.max(...told.map((each) => wide(each, true))) + 14;
  const above = names > 0.42 * width, left = above ? 4 : names, right = width - numbers, step = above ? ROW + 16 : ROW;
  const x = (value) => left + 8 + ((value - low) / extent) * (right - left - 16);
  const bottom = rows.length * step + 6;
  const marks = ticks(low, high, width < 420 ? 3 : 5);
  return drawing(width, bottom + 40, alt,
    marks.map((tick) => [line(x(tick), 0, x(tick), bottom, { stroke: tick === 0 ? GREY : "#e4e4e4", "stroke-width": tick === 0 ? 2 : 1 }),
      letters(x(tick), bottom + 13, tick === 0 ? "0" : withMinus(String(tick > 0 ? `+${tick}` : tick)), { "text-anchor": "middle", fill: SOFT_INK })]),
    letters(x(low), bottom + 32, fitted(unit, width - 10), { fill: SOFT_INK }),
    rows.map((row, place) => {
      const y = place * step + (above ? 30 : ROW / 2), colour = row.look.colour;
      return [
        letters(above ? 4 : left - 8, above ? y - 18 : y, row.title, { "text-anchor": above ? "start" : "end", fill: row.look.ink, "font-weight": 600 }),
        endsOf(row).length ? line(x(row.low), y, x(row.high), y, { stroke: colour, "stroke-width": 3 }) : null,
        endsOf(row).map((end) => line(x(end), y - 5, x(end), y + 5, { stroke: colour, "stroke-width": 2 })),
        svg("circle", { cx: x(row.mean), cy: y, r: 5.5, fill: row.clear === false ? "#ffffff" : colour, stroke: colour, "stroke-width": 2 }),
        letters(right + 8, y, told[place], { fill: row.look.ink, "font-weight": row.clear === false ? 400 : 700 }),
      ];
    }));
}

// Null where no arm has such a number: there is no share of crimes where there is no crime.
function dotsFigure(id, title, unit, arms, width) {
  const rows = arms.filter((row) => Number.isFinite(row.mean)), words = WORDS.figures;
  if (!rows.length) return null;
  const digits = digitsFor(Math.max(...rows.flatMap((row) => [row.mean, ...endsOf(row)]).map(Math.abs)));
  const told = rows.map((row) => [row.mean, ...endsOf(row)].map((each) => signed(each, digits)));
  const alt = words.alt_differences(title, rows.map((row, place) => words.alt_row(row.title, ...told[place])).join("; "));
  const cells = rows.map((row, place) => [row.title, told[place][0], words.ends(...told[place].slice(1))]);
  return figure(id, title, dots(rows, unit, width, alt), tableOf(title, [WORDS.result.arm, `${words.mean}, ${unit}`, words.range], cells));
}

function differenceFigures(differences, titles, faces, width) {
  const outcomes = [...new Set(differences.map((each) => each.outcome))];
  return outcomes.map((outcome) => {
    const rows = differences.filter((each) => each.outcome === outcome).map((each) => ({ ...each, look: faces[each.arm], title: each.title }));
    return dotsFigure(`differences-${outcome}`, titles[outcome] ?? capital(spaced(outcome)), rows[0].unit, rows, width);
  });
}

function groupFigures(groups, faces, width) {
  return groups.map((group) => dotsFigure(`group-${group.group}`, capital(group.title), WORDS.figures.unit_of_trust,
    group.arms.map((each) => ({ ...each, look: faces[each.arm] })), width));
}
