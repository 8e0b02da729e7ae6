// Both towns, lived in workers of this page. What sliders amount to and what runs come to, the program's own functions say.
const bytesOf = async (text) => new Uint8Array(await new Response(
  new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
const MOST_RUNS = 400, MOST_LIVES = 8;  // kept: a town whose sliders stand as before is not run again; a life is some megabytes

class LiveTowns {
  static async open({ scenario, arms, watched, ...model }) {
    const made = Object.assign(new LiveTowns(), await LiveTowns.ready(model));
    made.sitting = program.sitting(py.taken_in(scenario), py.taken_in(arms), py.taken_in(DATA.terms ?? {}));
    return Object.assign(made, { watched, runs: new Map(), lives: new Map(), wish: 0 });
  }
  // One engine for all scenarios of the page.
  static ready(model) {
    return LiveTowns.engine ??= LiveTowns.started(model).catch((error) => { LiveTowns.engine = null; throw error; });
  }
  static async started({ module, about, worlds }) {
    const compiled = await WebAssembly.compile(await bytesOf(module)), host = new Host(compiled, about);
    py.use_host(host);
    if (worlds) py.put_worlds({ ...worlds, values: new Float64Array((await bytesOf(worlds.values)).buffer) });
    const number = Math.max(1, Math.min(8, navigator.hardwareConcurrency ?? 2));
    const text = ['"use strict";', Host, Town, WatchedTown, joinedRows, watchTowns, "watchTowns(self);"].join("\n");
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    return { host, workers: Array.from({ length: number }, () => new Asked(address, { module: compiled, about })) };
  }
  described() { return py.given_out(this.sitting.described()); }
  twiceTheMoney(one) { return py.given_out(this.sitting.twice_the_money(py.taken_in(one))); }
  yaml() { return this.sitting.yaml(); }

  // Sets the sliders; whatever was under way is wanted no more. {said, spending}
  move(towns) {
    this.wish += 1;
    return py.given_out(this.sitting.move(py.taken_in(towns)));
  }
  // The pair that is shown, each town in a worker of its own: what is recorded of them.
  async shown() {
    const inputs = py.given_out(this.sitting.inputs(0)), arms = py.given_out(this.sitting.town_names());
    const asked = arms.map((arm, town) => this.lived(0, inputs, arm, town)), about = py.given_out(this.sitting.about_towns());
    const found = await Promise.all(asked);
    this.sitting.take(0, py.taken_in(costsOf(inputs)), py.taken_in(found.map(({ run }, town) => ({ ...run, arm: arms[town] }))));
    return new LivedTowns(about, found[0].place, found.map((each) => (each.made ??= LivedLife.of(each.life, about))), this.host);
  }
  // All pairs, and what they come to; null where sliders have moved meanwhile.
  async results(pairs) {
    const { wish, workers } = this;
    await Promise.all(workers.map(async (_, which) => {
      for (let place = which + 1; place <= pairs; place += workers.length) {
        await pause();
        if (wish !== this.wish) return;
        const inputs = py.given_out(this.sitting.inputs(place)), runs = [];
        for (const { arm } of inputs.arms) {
          if (wish !== this.wish) return;
          runs.push({ ...(await this.lived(place, inputs, arm, which)).run, arm });
        }
        if (wish === this.wish) this.sitting.take(place, py.taken_in(costsOf(inputs)), py.taken_in(runs));
      }
    }));
    await pause();
    return wish === this.wish ? py.given_out(this.sitting.of_all_pairs()) : null;
  }
  lived(place, inputs, name, which) {
    const { arm, stages, cost } = inputs.arms.find((each) => each.arm === name);
    const key = JSON.stringify([place, cost, stages]), [kept, most] = place ? [this.runs, MOST_RUNS] : [this.lives, MOST_LIVES];
    if (!kept.has(key)) {
      const asked = this.workers[which % this.workers.length].ask({ place, inputs: { ...inputs, arms: [] }, arm: { arm, stages }, watched: place ? null : this.watched });
      kept.set(key, asked);
      asked.catch(() => kept.delete(key));
      if (kept.size > most) kept.delete(kept.keys().next().value);
    }
    return kept.get(key);
  }
}
const costsOf = ({ arms }) => Object.fromEntries(arms.map(({ arm, cost }) => [arm, cost]));
const pause = () => new Promise((go) => setTimeout(go));  // so that sliders are heard between two pieces of work

// A worker that is asked one thing after the other.
class Asked {
  constructor(address, given) {
    Object.assign(this, { worker: new Worker(address), waiting: new Map(), number: 0 });
    this.worker.postMessage(given);
    this.worker.onmessage = ({ data: { to, found, error } }) => this.hear(to, found, error);
    this.worker.onerror = (event) => [...this.waiting.keys()].forEach((to) => this.hear(to, null, event.message || "a worker could not be started"));
  }
  ask(message) {
    return new Promise((resolve, reject) => {
      this.waiting.set(++this.number, { resolve, reject });
      this.worker.postMessage({ to: this.number, ...message });
    });
  }
  hear(to, found, error) {
    const { resolve, reject } = this.waiting.get(to);
    this.waiting.delete(to);
    if (error === undefined) resolve(found); else reject(new Error(error));
  }
}

// What was recorded of the pair, as a lesson has it; who parts most is asked only where somebody looks.
class LivedTowns extends Recorded {
  constructor(about, place, lives, host) {
    super(about, place, lives);
    this.host = host;
  }
  get parting() {
    const [one, other] = this.lives.map(({ trust }) => Object.assign(trust, { rows: this.days + 1 })), found = new Float64Array(this.residents);
    this.host.rule("apart", [one, other, found]);
    Object.defineProperty(this, "parting", { value: found });
    return found;
  }
  get picks() { return Array.from(this.parting.keys()).sort((one, other) => this.parting[other] - this.parting[one]).slice(0, DATA.model.picks); }
  get usually_apart() { return this.host.rule("quantile", [this.parting.slice().sort(), 0.5]); }
}

// Its happenings are made into objects only where somebody looks.
const COLUMNS = 7;  // sim/study/watched/happenings.py: ROW_COLUMNS
class LivedLife extends Life {
  get happenings() {
    const value = this.between(0, this.rows.length / COLUMNS);
    Object.defineProperty(this, "happenings", { value });
    return value;
  }
  onDays(first, last) { return this.between(this.since[Math.max(0, first)], this.since[last + 1]); }
  between(first, last) {
    return Array.from({ length: last - first }, (_, at) => {
      const [day, kind, who, other, points, detail, source] = this.rows.subarray(COLUMNS * (first + at), COLUMNS * (first + at + 1));
      return { day, kind: this.kinds[kind], who, other, points, detail, source };
    });
  }
}
LivedLife.of = ({ mean, trust, cameras, ledger, counted, happenings }, about) => {
  const life = new LivedLife(), days = about.days + 1, across = (all) => all.length / days;
  const column = (all, at) => Array.from({ length: days }, (_, day) => all[day * across(all) + at]);
  Object.assign(life, { people: about.residents, trust, mean: Array.from(mean), cameras: [] });
  life.ledger = about.channels.map((_, row) => column(ledger, 2 * row + 1));
  life.counted = Object.fromEntries(about.counted.map((name, row) => [name, column(counted, row)]));
  for (let at = 0, before = 0; at < cameras.length; at += 1) {
    before = at < across(cameras) ? 0 : cameras[at - across(cameras)];
    if (cameras[at] !== before) life.cameras.push([Math.floor(at / across(cameras)), at % across(cameras), cameras[at]]);
  }
  Object.assign(life, { rows: happenings, kinds: about.kinds });
  life.index(about, Array.from({ length: happenings.length / COLUMNS }, (_, at) => happenings[COLUMNS * at]));
  return life;
};
