"use strict";
// Why: one bar a cause, full where it adds, hollow where it takes away, and their sum.
function whyFigure(id, title, lines, width) {
  const rows = [...lines, { title: WORDS.figures.total, amount: lines.reduce((sum, each) => sum + each.amount, 0), whole: true }];
  const sizes = rows.map((row) => row.amount), digits = digitsFor(Math.max(...sizes.map(Math.abs)) / 5);
  const low = Math.min(0, ...sizes), high = Math.max(0, ...sizes), extent = high - low || 1;
  const names = Math.max(...rows.map((row) => wide(capital(row.title)))) + 10, above = names > 0.48 * width;
  const left = above ? 4 : names, step = above ? 42 : 26, numbers = 62;
  const x = (value) => left + 2 + ((value - low) / extent) * (width - left - numbers - 4);
  const told = rows.map((row) => signed(row.amount, digits));
  const alt = WORDS.figures.alt_differences(title, rows.map((row, place) => `${row.title} ${told[place]}`).join("; "));
  const chart = drawing(width, rows.length * step + 8, alt,
    line(x(0), 0, x(0), rows.length * step + 4, { stroke: SOFT_INK }),
    rows.map((row, place) => {
      const y = place * step + (above ? 30 : step / 2), weight = row.whole ? 700 : 400, from = Math.min(x(0), x(row.amount));
      return [
        letters(above ? 4 : left - 8, above ? y - 17 : y, above ? fitted(capital(row.title), width - 8) : capital(row.title), { "text-anchor": above ? "start" : "end", "font-weight": weight }),
        svg("rect", { x: from, y: y - 8, width: Math.max(1, Math.abs(x(row.amount) - x(0))), height: 16, stroke: row.whole ? INK : SLATE,
          fill: row.amount < 0 ? "#ffffff" : row.whole ? INK : SLATE }),
        letters(width - 4, y, told[place], { "text-anchor": "end", "font-weight": weight }),
      ];
    }));
  return figure(id, title, chart, tableOf(title, [WORDS.figures.cause, WORDS.figures.amount], rows.map((row, place) => [capital(row.title), told[place]])));
}
