"use strict";
// el, svg: elements from plain values. Text only ever becomes text, whoever wrote it.
function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return node;
}
const el = (name, attributes = {}, ...children) => filled(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) =>
  filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
const byId = (id) => document.getElementById(id);
const button = (text, onclick, more = {}) => el("button", { type: "button", onclick, ...more }, text);
const offer = (title, about, onclick, id) =>
  el("button", { type: "button", class: "offer", id, onclick }, el("b", {}, title), el("span", {}, about));

// Replaces a node by another one; what was open stays open, what had the focus keeps it.
function replaceKeeping(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  for (const each of old.querySelectorAll("details[id][open]")) {
    const same = fresh.querySelector(`#${CSS.escape(each.id)}`);
    if (same) same.open = true;
  }
  old.replaceWith(fresh);
  if (focused && focused.id && byId(focused.id)) byId(focused.id).focus({ preventScroll: true });
  return fresh;
}

// Tells something to those who listen to the page.
function say(text) {
  byId("said").textContent = text;
}

// A name as people read it, and as a file writes it.
const spaced = (name) => String(name).replaceAll("_", " ");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const asName = (text) => text.trim().toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "").slice(0, 30);
const withMinus = (text) => String(text).replace(/(^|[^\w.,)])-(?=[$\d])/g, "$1\u2212");
const money = (amount) => {
  const shown = Math.abs(amount).toLocaleString("en-US", { maximumFractionDigits: Number.isInteger(amount) ? 0 : 2 });
  return `${amount < 0 ? "\u2212" : ""}$${shown}`;
};
