"use strict";

// Towns of one instance, one after the other, from what sim/portable/inputs.py says of a replicate.
// The last one is kept as it was on day 0: other arms in it need neither a building nor a burn-in.
class Town {
  constructor(host) { this.host = host; }

  // All that day 0 depends on.
  static keyOf(inputs) { return JSON.stringify({ ...inputs, arms: null }); }

  // Builds the town of these inputs, unless it is the one that is kept.
  keep(inputs) {
    const key = Town.keyOf(inputs);
    if (this.key === key) return;
    this.key = null;
    this.inputs = inputs;
    this.asked("the burn-in", () => this.start());
    this.key = key;
  }

  // What every arm does, in order: {arm, replicate, days, outcomes, series, summary, books}.
  run(inputs) {
    this.keep(inputs);
    return inputs.arms.map((arm) => this.asked(`arm ${arm.arm}`, () => this.live(arm)));
  }

  // The same, with words for what ends a run.
  asked(what, act) {
    const where = `${what} of town ${this.inputs.replicate}`;
    try {
      return act();
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) {
        throw new Error(`${where}: the model cannot go on (${error.message}): memory is full, or what it was asked is impossible`);
      }
      throw new Error(`${where}: ${error.message}`);
    }
  }

  // Where blocks lie, and in which districts, in a town that nobody lives in.
  laidOut(inputs) {
    this.key = null;
    this.inputs = inputs;
    this.asked("the building", () => this.build());
    return Object.fromEntries(["x", "y", "district"].map((name) => [name, this.host.column(this.town, "Town", "blocks", name).values.slice()]));
  }

  // An empty town, filled by rules; gives where its tables end.
  build() {
    const { host, inputs } = this;
    host.forget();
    this.from = host.take(0);
    this.numbers = host.put(Float64Array.from(inputs.numbers));
    this.weights = host.table("Weights", {}, inputs.weights);
    const settings = host.table("TownSettings", { districts: inputs.settings.issues_in.length }, inputs.settings);
    const groups = host.table("GroupSettings", { groups: inputs.groups.share.length }, inputs.groups);
    const sizes = host.table("Sizes", {});
    host.call("set_sizes", settings, groups, sizes);
    this.sizes = Object.fromEntries(Object.entries(host.columns(sizes, "Sizes")).map(([name, { values }]) => [name, values[0]]));
    this.town = host.table("Town", this.sizes);
    host.column(this.town, "Town", "luck").values.set([inputs.seed, inputs.replicate].map(BigInt));
    const until = host.take(0);
    host.call("build", this.town, settings, groups, this.numbers);
    return until;
  }

  start() {
    const { host, inputs } = this, { days, burn_in_days: burnIn } = inputs, until = this.build();
    host.call("first_ties", this.town, this.numbers);
    const usual = this.plan([{ first: 0, levers: inputs.usual, places: [] }], burnIn, days);
    this.liveDays(usual, -burnIn, 0, 0);
    host.call("make_today_the_usual", this.town);
    host.call("take_record", this.town, this.numbers, 0);
    this.kept = new Uint8Array(host.memory).slice(this.from, until);
  }

  live({ arm, stages }) {
    const { days, burn_in_days: burnIn } = this.inputs;
    this.back();
    this.liveDays(this.plan(stages, burnIn, days), 0, days, 1);
    return this.found(arm);
  }

  // What came of an arm that has lived.
  found(arm) {
    const { host, town, sizes, weights } = this, { days, replicate } = this.inputs;
    const outcomes = host.table("Measured", { ...sizes, records: 1 });
    const series = host.table("Measured", sizes);
    const summary = host.table("Summary", { ...sizes, everybody_and_groups: sizes.groups + 1 });
    host.call("measure", town, weights, sizes.records - 1, -1, days, outcomes, 0);
    host.call("measure_series", town, weights, sizes.records, series);
    host.call("sum_up", town, days, summary);
    return {
      arm,
      replicate,
      days: host.column(town, "Town", "books", "record_days").values.slice(),
      outcomes: host.columns(outcomes, "Measured"),
      series: host.columns(series, "Measured"),
      summary: host.columns(summary, "Summary"),
      books: this.books(),
    };
  }

  // Sums over residents on day 0, and happenings since; a row each, a column a group.
  books() {
    const [means, counts] = ["means", "counts"].map((name) => this.host.column(this.town, "Town", "books", name));
    const [, ...shape] = means.shape, first = shape.reduce((product, each) => product * each, 1);
    return { start: { values: means.values.slice(0, first), shape }, counts: { values: counts.values.slice(), shape: counts.shape } };
  }

  // Day 0 again, and all memory behind the town is free.
  back() {
    this.host.forget();
    this.host.take(this.kept.length);
    new Uint8Array(this.host.memory).set(this.kept, this.from);
  }

  liveDays(plan, first, last, record) {
    const { host, town } = this;
    host.call("live", town, plan, this.numbers, first, last, record);
    this.refuseOverflow();
  }

  refuseOverflow() {
    const { host, town } = this;
    if (host.column(town, "Town", "department", "overflow").values[0]) {
      const { contacts, incidents } = this.sizes;
      throw new Error(`more than ${contacts} contacts or ${incidents} crimes in one day: the numbers of this scenario are beyond what the model can follow`);
    }
  }

  // The plan of an arm in the town as it is; stage 0 is the burn-in.
  plan(stages, burnIn, days) {
    const { host, town } = this, { shocks, usual } = this.inputs;
    const stage = new Int32Array(burnIn + days);
    stages.forEach(({ first }, row) => stage.fill(row + 1, burnIn + first));
    const sizes = { ...this.sizes, every_day: stage.length, stages: stages.length + 1, shocks: shocks.length };
    const plan = host.table("Plan", sizes, {
      stage,
      levers: [usual, ...stages.map(({ levers }) => levers)].flat(),
      shock_day: shocks.map(({ day }) => day),
      shock_size: shocks.map(({ size }) => size),
      shock_reach: shocks.flatMap(({ reach }) => reach),
      burn_in: [burnIn],
      days: [days],
    });
    host.call("lay_usual", town, plan, 0);
    stages.forEach(({ places }, row) => {
      host.call("lay_usual", town, plan, row + 1);
      for (const { kind, where, blocks, amount } of places) {
        host.call("lay_out", town, plan, row + 1, kind, where, blocks, amount);
      }
    });
    host.call("add_up", plan);
    shocks.forEach(({ where, blocks }, row) => host.call("lay_news", town, plan, row, where, blocks));
    return plan;
  }
}
