"use strict";
// One outcome over time: the middle line of each arm with its name at its end, and the band of the baseline.
const HEIGHT = 220, MONTH = 365.25 / 12;

// Days, months or years, whichever makes few round marks: no more than `most` after the start.
function timeMarks(last, most) {
  const words = WORDS.figures;
  if (last < 3 * MONTH) return ticks(0, last, most).map((day) => [day, words.days(day)]);
  const months = Math.floor(last / MONTH + 0.5), step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((each) => months / each <= most) ?? 480;
  const marks = [];
  for (let month = 0; month <= months; month += step) {
    marks.push([Math.min(last, month * MONTH), month === 0 ? words.start : month % 12 ? words.months(month) : words.years(month / 12)]);
  }
  return marks;
}

// Places for labels that would lie on each other: as near as may be to where they belong.
function spread(places, gap, low, high) {
  const order = places.map((_, place) => place).sort((one, other) => places[one] - places[other]), found = [...places];
  order.forEach((each, rank) => { if (rank) found[each] = Math.max(found[each], found[order[rank - 1]] + gap); });
  const over = Math.max(0, found[order.at(-1)] - high);
  if (over) {
    found[order.at(-1)] -= over;
    for (let rank = order.length - 2; rank >= 0; rank -= 1) found[order[rank]] = Math.min(found[order[rank]], found[order[rank + 1]] - gap);
  }
  return found.map((each) => Math.max(low, each));
}

// Null where no day has a number for every arm.
function overTimeFigure(outcome, drawn, faces, width) {
  if (!drawn.days.length) return null;
  const { days, arms, title, unit } = drawn, last = days.at(-1);
  const usual = arms.find((arm) => faces[arm.arm].colour === GREY) ?? arms[0];
  const values = [...usual.low, ...usual.high, ...arms.flatMap((arm) => arm.middle)].filter(Number.isFinite);
  let low = values.reduce((one, other) => Math.min(one, other)), high = values.reduce((one, other) => Math.max(one, other));
  if (high === low) { low -= 1; high += 1; }
  const digits = digitsFor(high - low);
  const ends = arms.map((arm) => arm.middle.at(-1).toFixed(Math.max(1, digits)));
  const labels = arms.map((arm, place) => `${fitted(arm.title, 0.36 * width)} ${ends[place]}`);
  const right = width - Math.max(...labels.map((label) => wide(label, true))) - 14, marks = ticks(low, high, 4);
  const left = Math.max(...marks.map((tick) => wide(tick.toFixed(digits)))) + 10, top = 8, bottom = HEIGHT - 48;
  const x = (day) => left + (day / last) * (right - left), y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const points = (amounts) => amounts.map((amount, place) => `${x(days[place]).toFixed(1)},${y(amount).toFixed(1)}`);
  const places = spread(arms.map((arm) => y(arm.middle.at(-1))), SIZE + 3, top + 2, bottom + 8);
  const times = [4, 3, 2, 1].map((most) => timeMarks(last, most)).find((marks, place) => place === 3
    || marks.every(([day, text], at) => !at || x(day) - x(marks[at - 1][0]) > (wide(text) + wide(marks[at - 1][1])) / (at === 1 ? 1.33 : 2) + 8));
  const alt = WORDS.figures.alt_time(title, arms.map((arm, place) => `${arm.title} ${ends[place]}`).join("; "));
  const chart = drawing(width, HEIGHT, alt,
    marks.map((tick) => [line(left, y(tick), right, y(tick), { stroke: "#e8e8e8" }),
      letters(left - 6, y(tick), withMinus(tick.toFixed(digits)), { "text-anchor": "end", fill: SOFT_INK })]),
    times.map(([day, text], place) => letters(x(day), bottom + 18, text, { "text-anchor": place ? "middle" : "start", fill: SOFT_INK })),
    letters(2, HEIGHT - 10, fitted(unit, width - 4), { fill: SOFT_INK }),
    svg("polygon", { points: [...points(usual.low), ...points(usual.high).reverse()].join(" "), fill: PALE, "fill-opacity": 0.55 }),
    arms.map((arm, place) => [
      svg("polyline", { points: points(arm.middle).join(" "), fill: "none", stroke: faces[arm.arm].colour, "stroke-width": 2.2, "stroke-dasharray": faces[arm.arm].dash, "stroke-linejoin": "round" }),
      line(right, y(arm.middle.at(-1)), right + 6, places[place], { stroke: faces[arm.arm].colour }),
      letters(right + 8, places[place], labels[place], { fill: faces[arm.arm].ink, "font-weight": 600 }),
    ]));
  const cells = days.map((day, place) => [String(day), ...arms.map((arm) => arm.middle[place].toFixed(Math.max(1, digits)))]);
  return figure(`time-${outcome}`, title, chart, tableOf(`${title}, ${unit}`, [WORDS.figures.day, ...arms.map((arm) => arm.title)], cells));
}
