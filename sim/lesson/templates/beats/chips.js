// Ten chips over the programmes that a budget pays.
class Chips {
  constructor({ chips, worth, programmes }, laid = {}, onChange = () => {}) {
    Object.assign(this, { chips, worth, programmes, laid: { ...laid }, onChange, all: false });
    if (this.left < 0) this.laid = {};  // of an address that somebody has changed
  }
  get left() { return this.chips - Object.values(this.laid).reduce((sum, each) => sum + each, 0); }
  titleOf({ name, title }) { return WORDS.programmes[name] ?? title; }
  build() {
    this.root = element("div", { class: "chips" });
    this.draw();
    return this.root;
  }
  draw() {
    const listed = this.programmes.filter(({ name, used }) => used || this.all || this.laid[name]);
    const purse = element("p", { class: "purse", role: "status" }, element("b", {}, String(this.left)), ` ${fill(WORDS.beats.chips_left, { worth: money(this.worth) })}`);
    this.root.replaceChildren(purse, element("div", { class: "board" }, ...listed.map((each) => this.row(each))),
      listed.length < this.programmes.length ? element("button", { class: "more-programmes", onclick: () => { this.all = true; this.draw(); } }, WORDS.beats.more_programmes) : "");
  }
  row(programme) {
    const { name } = programme, number = this.laid[name] ?? 0, title = this.titleOf(programme);
    const step = (by, said) => element("button", { id: `chip-${name}${by > 0 ? "-more" : "-less"}`, disabled: by > 0 ? !this.left : !number, "aria-label": fill(said, { title }), onclick: () => this.lay(name, number + by, by) }, by > 0 ? "+" : "−");
    return element("div", { class: "programme" }, element("span", {}, title), step(-1, WORDS.beats.take_chip),
      element("span", { class: "stack", role: "img", "aria-label": fill(WORDS.beats.chips_on, { n: number }) }, ...Array.from({ length: number }, () => element("i"))), step(1, WORDS.beats.lay_chip));
  }
  lay(name, number, by) {
    this.laid = { ...this.laid, [name]: number };
    this.draw();
    const again = this.root.querySelector(`#chip-${name}${by > 0 ? "-more" : "-less"}`);
    (again.disabled ? this.root.querySelector(`#chip-${name}${by > 0 ? "-less" : "-more"}`) : again).focus();
    this.onChange(this.laid);
  }
}
