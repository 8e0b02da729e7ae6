// Small building blocks: elements, and charts as SVG.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
function svg(tag, attributes = {}, text = null) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== null) made.textContent = text;
  return made;
}

class Chart {
  constructor({ width = 600, height = 300, days, low, high, title = "", left = 52, right = 16, top = 30, bottom = 30 }) {
    Object.assign(this, { width, height, days, low, high, left, right, top, bottom });
    this.root = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": title });
    if (title) this.text(left, 18, title, { class: "chart-title" });
    this.axes();
  }
  x(day) { return this.left + day / this.days * (this.width - this.left - this.right); }
  y(value) { return this.top + (this.high - value) / (this.high - this.low) * (this.height - this.top - this.bottom); }
  text(x, y, text, attributes = {}) { return this.add("text", { x, y, ...attributes }, text); }
  add(tag, attributes, text = null) {
    const made = svg(tag, attributes, text);
    this.root.append(made);
    return made;
  }
  axes() {
    const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200];
    const step = steps.find((each) => (this.high - this.low) / each <= 5) || 500;
    const digits = step < 1 ? 1 : 0;
    for (let at = Math.ceil(this.low / step) * step; at <= this.high + 1e-9; at += step) {
      const zero = Math.abs(at) < 1e-9;
      this.add("line", { x1: this.left, x2: this.width - this.right, y1: this.y(at), y2: this.y(at), class: zero ? "zero" : "grid" });
      this.text(this.left - 6, this.y(at) + 5, shown(at, digits, this.low < 0), { "text-anchor": "end" });
    }
    const months = this.days > 400 ? 180 : this.days > 120 ? 60 : 30;
    for (let day = 0; day <= this.days; day += months)
      this.text(this.x(day), this.height - 8, day ? String(day) : WORDS.chart_day_0, { "text-anchor": "middle" });
  }
  line(days, values, attributes = {}) {
    const points = days.map((day, at) => values[at] === null ? null : `${this.x(day).toFixed(1)},${this.y(values[at]).toFixed(1)}`);
    return this.add("polyline", { points: points.filter(Boolean).join(" "), fill: "none", "stroke-width": 3, ...attributes });
  }
  band(days, low, high, attributes) {
    const point = (day, value) => `${this.x(day).toFixed(1)},${this.y(value).toFixed(1)}`;
    const there = days.map((day, at) => at).filter((at) => low[at] !== null && high[at] !== null);
    const points = [...there.map((at) => point(days[at], high[at])), ...there.reverse().map((at) => point(days[at], low[at]))];
    this.add("polygon", { points: points.join(" "), ...attributes });
  }
  cursor() {
    const line = this.add("line", { y1: this.top, y2: this.height - this.bottom, class: "cursor" });
    return (day) => { line.setAttribute("x1", this.x(day)); line.setAttribute("x2", this.x(day)); };
  }
}
const range = (values) => {
  const known = values.flat(3).filter((value) => value !== null && Number.isFinite(value));
  const low = Math.min(...known), high = Math.max(...known), room = 0.08 * (high - low || 1);
  return [low - room, high + room];
};
