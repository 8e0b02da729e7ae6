"use strict";
// Files: a scenario that is opened, and whatever the planner saves. Nothing is kept elsewhere.
function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// The text of a file, or why there is none: {text} or {refused}.
async function textOfFile(file) {
  if (file.size > MOST_BYTES) return { refused: WORDS.refused.too_large };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
  } catch {
    return { refused: WORDS.refused.not_text };
  }
}

// A table as CSV; a cell that a spreadsheet would take for a formula is made a text.
function csv({ columns, rows }) {
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
