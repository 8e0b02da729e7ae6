// One clock for both towns.
const SPEEDS = [1, 2, 5, 10, 20];
const LITTLE_MOTION = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

class Clock {
  constructor(days, onChange) {
    Object.assign(this, { days, onChange, day: 0, playing: false, speed: LITTLE_MOTION ? 1 : 5 });
    this.frames = 0;
  }
  build() {
    const button = (name, act) => element("button", { id: name, title: WORDS[name], "aria-label": WORDS[name], onclick: act }, icon(name));
    this.playButton = button("play", () => this.toggle());
    this.scrub = element("input", { id: "scrub", type: "range", min: 0, max: this.days, step: 1, value: 0, "aria-label": WORDS.scrub,
      oninput: () => { this.pause(); this.go(Number(this.scrub.value)); } });
    this.label = element("output", { id: "day" });
    this.speeds = element("select", { id: "speed", "aria-label": WORDS.speed, onchange: () => { this.speed = Number(this.speeds.value); } },
      ...SPEEDS.map((n) => element("option", { value: n, selected: n === this.speed }, fill(WORDS.per_second, { n }))));
    document.getElementById("clock").replaceChildren(
      button("first", () => this.go(0)), button("back", () => this.go(this.day - 1)), this.playButton,
      button("forward", () => this.go(this.day + 1)), this.scrub, this.label, this.speeds,
      button("full", fullScreen),
      element("button", { id: "keys-button", title: WORDS.keys, "aria-label": WORDS.keys, onclick: showKeys }, "?"));
    this.show();
  }
  reset(days) { this.pause(); this.days = days; this.scrub.max = days; this.go(0); }
  // Stands on the last of so many days; whoever draws will be told by others.
  endAt(days) {
    Object.assign(this, { days, playing: false, day: days, exact: days });
    this.scrub.max = days;
    this.show();
  }
  go(day) {
    this.exact = this.day = Math.max(0, Math.min(this.days, Math.round(day)));
    this.show();
    this.onChange();
  }
  toggle() { if (this.playing) this.pause(); else this.play(); }
  play() {
    if (this.day >= this.days) this.go(0);
    this.playing = true;
    [this.frames, this.began] = [0, performance.now()];
    this.exact = this.day;
    this.last = performance.now();
    this.show();
    this.onChange();  // those who draw depend on whether time passes
    requestAnimationFrame((now) => this.frame(now));
  }
  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.show();
    this.onChange();
  }
  frame(now) {
    if (!this.playing) return;
    this.frames += 1;
    if (this.frames > 20) this.rate = Math.round(1000 * this.frames / (now - this.began));
    this.exact = Math.min(this.days, this.exact + Math.min(250, now - this.last) / 1000 * this.speed);
    this.last = now;
    this.day = Math.floor(this.exact);
    this.show();
    this.onChange();
    if (this.day >= this.days) this.pause();
    else requestAnimationFrame((next) => this.frame(next));
  }
  faster(by) {
    const at = Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(this.speed) + by));
    this.speeds.value = this.speed = SPEEDS[at];
  }
  show() {
    const named = this.playing ? "pause" : "play";
    if (this.playButton.title !== WORDS[named]) {  // a button that is redrawn under the mouse misses its click
      this.playButton.replaceChildren(icon(named));
      this.playButton.title = WORDS[named];
      this.playButton.setAttribute("aria-label", WORDS[named]);
    }
    this.scrub.value = this.day;
    this.label.textContent = fill(WORDS.day, { day: this.day, days: this.days });
  }
  get linger() { return this.playing ? Math.max(2, Math.round(1.2 * this.speed)) : 1; }
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
}
function showKeys() {
  const box = document.getElementById("keys");
  box.replaceChildren(...[element("h2", {}, WORDS.keys),
    element("dl", {}, ...WORDS.keys_list.flatMap(([key, act]) => [element("dt", {}, key), element("dd", {}, act)])),
    lesson.clock.rate ? element("p", { id: "rate" }, fill(WORDS.rate, { rate: lesson.clock.rate })) : null,
    element("button", { onclick: () => box.close() }, WORDS.close)].filter(Boolean));
  box.showModal();
}
