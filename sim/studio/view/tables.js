"use strict";
// A table of recorded crimes as CSV: what it does not say is asked, until a scenario can take it.
const SIGNS = [",", ";", "\t", "|"], LOOKED_AT = 60, MOST_OF_A_TABLE = 20_000_000;

// The text of a table; spreadsheets of the West save other letters than UTF-8.
async function textOfTable(file) {
  if (file.size > MOST_OF_A_TABLE) return { refused: WORDS.table.too_large };
  const bytes = await file.arrayBuffer(), [first, second] = new Uint8Array(bytes);
  if (first === 0x50 && second === 0x4b) return { refused: WORDS.table.workbook };
  for (const letters of [first >= 0xfe && second >= 0xfe ? "utf-16" : "utf-8", "windows-1252"]) {
    try {
      return { text: new TextDecoder(letters, { fatal: true }).decode(bytes) };
    } catch { /* the next */ }
  }
  return { refused: WORDS.refused.not_text };
}

// Rows with the line in which each begins: [[1, ["year", "burglary"]], ...].
function rowsOfTable(text) {
  const named = /^sep=(.)\r?\n/i.exec(text);
  const body = named ? `\n${text.slice(named[0].length)}` : text;
  if (named && SIGNS.includes(named[1])) return parted(body, named[1]);
  const start = body.slice(0, 200_000).split(/\r\n|\r|\n/).slice(0, LOOKED_AT).join("\n");
  return parted(body, SIGNS.map((sign) => [evenly(start, sign), sign]).reduce((best, each) => (each[0] > best[0] ? each : best))[1]);
}

// How many rows have as many cells as most, wider rows first where that is equal.
function evenly(text, sign) {
  const widths = new Map();
  for (const [, cells] of parted(text, sign)) if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  return Math.max(0, ...[...widths].map(([width, many]) => many + width / 1e4));
}

function parted(text, sign) {
  const rows = [];
  let cells = [], cell = "", quoted = false, line = 1, first = 1;
  const endCell = () => { cells.push(cell.trim()); cell = ""; };
  const endRow = () => { endCell(); rows.push([first, cells.length === 1 && !cells[0] ? [] : cells]); cells = []; first = line; };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\"" && text[at + 1] === "\"") { cell += letter; at += 1; }
      else if (letter === "\"") quoted = false;
      else { cell += letter; if (letter === "\n") line += 1; }
    } else if (letter === "\"" && cell.trim() === "") { quoted = true; cell = ""; }
    else if (letter === sign) endCell();
    else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && text[at + 1] === "\n") at += 1;
      line += 1;
      endRow();
    } else cell += letter;
  }
  if (cell || cells.length) endRow();
  return rows;
}

// What a table says, or the next thing to be asked of its reader.
class CrimeTable {
  constructor(name, rows) { Object.assign(this, { name, rows, said: [] }); this.ask(); }

  ask() {
    try {
      this.found = planner.crimes(this.name, this.rows, this.said);
    } catch {
      this.found = { problems: [{ text: WORDS.refused.unreadable }] };
    }
  }

  answer(given) {
    const before = this.said;
    this.said = [...this.said, ...given];
    this.ask();
    if (!this.found.problems.length) return "";
    const told = this.found.problems.map((each) => each.text).join("\n");
    this.said = before;
    this.ask();
    return told;
  }
}

function tableView(table, studio) {
  const words = WORDS.table, { problems, questions, said, crime } = table.found;
  const close = button(words.leave, () => { studio.table = null; studio.show("title"); });
  if (problems.length) return el("section", { class: "mend", role: "alert", id: "table" }, el("h3", {}, words.title(table.name)),
    el("ul", {}, problems.map((each) => el("li", {}, el("pre", {}, each.text)))), close);
  if (!questions.length) {
    return el("section", { class: "card", id: "table", tabindex: -1 }, el("h3", {}, words.title(table.name)), el("p", {}, words.read),
      el("ul", {}, said.slice(1).map((each) => el("li", {}, each.trim()))),
      button(words.take, () => studio.takeCrimes(crime, table.name), { id: "table-take", class: "main" }), close);
  }
  const wrong = el("p", { class: "problem", role: "alert", hidden: true });
  const fields = questions.map((each, place) => {
    const id = `table-${place}`;
    const entry = each.offers.length
      ? el("select", { id }, el("option", { value: "" }, WORDS.choose), each.offers.map((offered) => el("option", { value: offered }, offered)))
      : el("input", { id, type: "text", autocomplete: "off", placeholder: each.example.replace(/^--\w+ /, "").replace(/^.*=/, "") });
    return { each, entry, shown: el("div", { class: "field" }, el("label", { for: id }, capital(each.text)), entry) };
  });
  const go = () => {
    const given = fields.filter(({ entry }) => entry.value.trim() !== "")
      .map(({ each, entry }) => [each.option, each.name ? `${each.name}=${entry.value.trim()}` : entry.value.trim()]);
    const told = given.length ? table.answer(given) : words.none;
    if (!told) { studio.show("table"); return; }
    wrong.hidden = false;
    wrong.textContent = told;
  };
  return el("section", { class: "card", id: "table", tabindex: -1 }, el("h3", {}, words.title(table.name)), el("p", {}, words.asked),
    fields.map(({ shown }) => shown), wrong, button(words.go_on, go, { id: "table-go", class: "main" }), close);
}
