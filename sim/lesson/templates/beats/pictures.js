// Pictures of counts: a figure is a person or a crime; nothing is stretched.
const PERSON = "M.5,.06a.2,.2 0 1 0 .001,0ZM.24,.56Q.24,.47 .34,.47H.66Q.76,.47 .76,.56V.94H.24Z", CRIME = "M.5,.06L.9,.5L.5,.94L.1,.5Z";
// `filled` of `total` figures; hollow where no clear difference stands behind them.
function iconArray({ total, filled, colour, said, shape = PERSON, across = 40, rows = Math.ceil(total / across), rest = "#d5dae0", clear = true }) {
  const drawn = svg("svg", { viewBox: `0 0 ${across} ${rows}`, class: "icons", role: "img", "aria-label": said, preserveAspectRatio: "xMinYMin meet" });
  const put = (from, to, look) => {
    if (to <= from) return;
    const group = svg("g", look), one = svg("path", { d: shape });
    for (let at = from; at < to; at += 1) {
      const each = one.cloneNode();
      each.setAttribute("transform", `translate(${at % across},${Math.floor(at / across)})`);
      group.append(each);
    }
    drawn.append(group);
  };
  put(0, Math.min(filled, total), clear ? { fill: colour } : { fill: "none", stroke: colour, "stroke-width": .08 });
  put(Math.min(filled, total), total, { fill: rest });
  return drawn;
}
// Trust from 0 to 100 with the line at which somebody says "I trust them".
function gauge(from, to = null) {
  const drawn = svg("svg", { viewBox: "-4 0 108 26", class: "gauge chart", role: "img",
    "aria-label": fill(WORDS.beats.gauge, { from: shown(from, 0), to: shown(to ?? from, 0) }) });
  TRUST_COLOURS.slice(0, 100).forEach((colour, at) => drawn.append(svg("rect", { x: at, y: 10, width: 1.05, height: 7, fill: colour })));
  drawn.append(svg("line", { x1: 50, x2: 50, y1: 7, y2: 20, class: "zero" }), svg("text", { x: 50, y: 25, "text-anchor": "middle", class: "small" }, WORDS.beats.line));
  for (const at of [0, 100]) drawn.append(svg("text", { x: at, y: 23, "text-anchor": "middle", class: "small" }, String(at)));
  drawn.append(svg("path", { d: `M${from},10l-2,-4h4Z`, fill: to === null ? INK : "#8b939c" }));
  if (to !== null) drawn.append(svg("path", { d: `M${to},10l-2.4,-5h4.8Z`, fill: INK }));
  if (to !== null && Math.abs(to - from) >= 1) drawn.append(svg("line", { x1: from, x2: to, y1: 4, y2: 4, stroke: INK, "stroke-width": 1 }));
  return drawn;
}
// A level of one of the results as a picture, on the same scale as the largest of those beside it.
function levelPicture(name, level, colour, largest) {
  if (name === "trust") return gauge(level);
  const of_100 = name === "reporting", number = Math.round(level), said = `${shown(level, 1)} ${WORDS.beats.levels[name]}`;
  return iconArray({ total: of_100 ? 100 : Math.max(1, number), filled: number, colour, shape: CRIME, across: 10, rows: Math.ceil((of_100 ? 100 : Math.max(1, Math.round(largest))) / 10), rest: of_100 ? "#d5dae0" : "none", said });
}
// A large number; what it rests on is one click away.
function figure(value, text, details, look = "") {
  return element("details", { class: `figure ${look}` }, element("summary", { title: WORDS.beats.more }, element("b", {}, value), element("span", {}, text)), element("p", {}, details));
}
const inTown = (town, ...parts) => element("section", { class: `side town-${town}` }, ...parts);
const townTitle = (recorded, town) => element("h3", {}, element("b", {}, "AB"[town]), ` ${recorded.names[town]}`);
const headline = (text) => element("h2", { class: "headline" }, text);
const saying = (text, look = "") => element("p", { class: `saying ${look}` }, text);
// What a mean rests on, in one or two sentences.
function restsOn({ values, difference }, digits, recorded, unit = "") {
  const [a, b] = recorded.names, [one, other] = values.map((row) => row.filter((value) => value !== null));
  const ends = (row) => ({ low: shown(Math.min(...row), digits), high: shown(Math.max(...row), digits) });
  const each = [[a, one], [b, other]].filter(([, row]) => row.length).map(([name, row]) => fill(WORDS.beats.over_pairs, { name, mean: shown(meanOf(row), digits), ...ends(row) })).join(" ");
  return `${fill(WORDS.beats.of_pairs, { n: difference.count ?? one.length })} ${each} ${apartOf(difference, digits, recorded, unit)}`;
}
function apartOf(difference, digits, recorded, unit = "") {
  const [a, b] = recorded.names, { mean, low, high, clear } = difference;
  if (mean === null) return "";
  const said = { a, b, unit, mean: shown(mean, digits, true), low: shown(low, digits, true), high: shown(high, digits, true), ...recorded.intervals };
  return fill(low === null ? WORDS.beats.apart_alone : clear ? WORDS.beats.apart : WORDS.beats.apart_unclear, said).trim();
}
// Hands for one of several answers; `hands` remembers them.
function ballot(hands, choices) {
  const numbers = choices.map((_, at) => element("b", {}, String(hands[at] ?? 0))), again = element("button", { class: "count-again", hidden: !hands.some(Boolean), onclick: () => { hands.length = 0; show(); } }, WORDS.beats.count_again);
  const show = () => {
    numbers.forEach((number, at) => { number.textContent = hands[at] ?? 0; });
    again.hidden = !hands.some(Boolean);
  };
  return element("div", { class: "ballot" }, ...choices.map((choice, at) => element("button", { class: `choice town-${at}`, "aria-label": fill(WORDS.hands, { choice }), onclick: () => { hands[at] = (hands[at] ?? 0) + 1; show(); } }, choice, numbers[at])), again);
}
// What most hands said; an empty text where there were none.
function roomSays(hands, choices) {
  const most = Math.max(0, ...choices.map((_, at) => hands[at] ?? 0));
  return most ? fill(WORDS.beats.room, { choices: choices.filter((_, at) => hands[at] === most).join(" / ") }) : "";
}
