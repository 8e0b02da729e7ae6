// What a room asks of both towns at once, and ten chips for the first: they stand above the sliders.
const WISHED = { scandal: { scandal: true }, poorer: { poorer: true }, least_trusting: { least_trusting: true }, five_years: { days: FIVE_YEARS } };
class Wishes {
  constructor(live) { Object.assign(this, { live, buttons: new Map() }); }
  build() {
    const words = WORDS.beats;
    for (const name of Object.keys(WISHED)) this.buttons.set(name, element("button", { id: `wish-${name}`, title: words.wishes_about[name], onclick: () => this.toggle(name) }, words.wishes[name]));
    this.board = element("div", { class: "chip-board", hidden: true });
    this.root = element("div", { class: "wishes", role: "group", "aria-label": words.wishes_title }, 
      ...Object.keys(this.live.changes(0)).map((name) => element("button", { id: `both-${name}`, onclick: () => this.live.set([0, 1].map((town) => this.live.changes(town)[name]())) }, WORDS.live[name])),
      ...this.buttons.values(), element("button", { id: "own-chips", onclick: () => this.openChips() }, words.chips_for), this.board);
    this.show();
    return this.root;
  }
  has(name) { return Object.keys(WISHED[name]).every((key) => this.live.what[key] !== undefined); }
  show() {
    for (const [name, button] of this.buttons) button.setAttribute("aria-pressed", String(this.has(name)));
  }
  toggle(name) {
    const { live } = this, what = { ...live.what };
    if (this.has(name)) for (const key of Object.keys(WISHED[name])) delete what[key];
    else Object.assign(what, WISHED[name]);
    live.set(live.towns, what);
  }
  async openChips() {
    if (!this.board.hidden) { this.board.hidden = true; return; }
    const { live } = this, told = await new Trials(live.told).programmes();
    const chips = new Chips(told, live.what.chips);
    this.board.replaceChildren(chips.build(), element("button", { id: "chips-done", class: "main", onclick: () => {
      this.board.hidden = true;
      live.fromStart = true;  // sliders of the first town go where its chips put them
      live.set(live.towns, { ...live.what, chips: chips.laid });
    } }, WORDS.beats.chips_done));
    this.board.hidden = false;
  }
}
