"use strict";
// planner and Pool as the studio knows them, over what tests/studio_stand_in.py has recorded.
const SLOWLY = { town: 15 }; // milliseconds a town; tests change it
const planner = {
  schema: () => STAND_IN.schema,
  shipped: () => STAND_IN.shipped.map(({ name, about, text }) => ({ name, about, text })),

  read(name, text) {
    const known = STAND_IN.shipped.find((each) => each.text === text);
    if (known) return { data: JSON.parse(JSON.stringify(known.data)), problems: [] };
    const refuse = (said, fix, line, column) => ({ data: null,
      problems: [{ path: [], line, column, said, fix, text: `${name}:${line}:${column}: ${said}\n  ${fix}` }] });
    try {
      const data = JSON.parse(text); // every JSON is YAML
      const odd = Object.keys(data).find((each) => !(each in STAND_IN.schema.properties));
      return odd === undefined ? { data, problems: [] } : refuse(`unknown name '${odd}'`, "delete it", 2, 1);
    } catch {
      return refuse("this is no scenario", "write  name: my_town", 1, 1);
    }
  },

  write: (data) => `${JSON.stringify(data, null, 1)}\n`,

  check(data) {
    const problems = [], wrong = (path, said, fix) => problems.push({ path, line: null, column: null, said, fix, text: said });
    if (data.department?.officers_per_1000 > 50) wrong(["department", "officers_per_1000"], "officers_per_1000 must be at most 50", "write a rate: officers for 1,000 residents");
    const arms = Object.entries(data.arms ?? {}).map(([arm, strategies]) => {
      const shares = Object.values(strategies ?? {}).map((each) => each?.share ?? 0), share = shares.reduce((sum, each) => sum + each, 0);
      if (share > 1.0001) wrong(["arms", arm], `the shares of ${arm} sum to ${share.toFixed(2)}, which is more than the budget`, "let them sum to at most 1");
      if (share && !data.budget) wrong(["arms", arm], "there is a share, but no budget to take it from", "add a budget");
      return { arm, title: arm.replaceAll("_", " "), dollars: share * (data.budget?.per_resident ?? 0), spends: share > 0,
        bill: STAND_IN.bills[arm] ?? Object.keys(strategies).map((each) => each.replaceAll("_", " ")) };
    });
    const { residents = 5000 } = data.community ?? {};
    return { problems, arms, budget: data.budget?.per_resident ?? null,
      said: problems.length ? [] : [`${residents.toLocaleString("en-US")} residents; recorded crime is that of Maryland in 2019 (FBI).`,
        `${data.days ?? 730} days, ${data.replicates ?? 100} replicates of ${arms.length} arms.`],
      careful: "surveillance" in (data.arms ?? {}) ? ["What cameras alone do to trust is unknown."] : [] };
  },

  study: (data) => new StandInStudy(data),
};

class StandInStudy {
  constructor(data) {
    this.data = data;
    this.replicates = (data.replicates ?? 100) + 10;
    this.taken = 0;
    const mine = Object.keys(data.arms), [base] = Object.keys(STAND_IN.bills);
    this.names = new Map(Object.keys(STAND_IN.bills).map((arm, place) => [arm, mine[place]]));
    this.names.set(base, mine[0]);
  }

  inputs(place) { return { replicate: place + 1 }; }
  take() { this.taken += 1; }
  table() { return STAND_IN.table; }

  between(one, other) {
    const theirs = (arm) => [...this.names].find(([, mine]) => mine === arm)?.[0];
    const rows = STAND_IN.between[`${theirs(one)}/${theirs(other)}`];
    return rows && { contrast: `${one} minus ${other}`.replaceAll("_", " "), rows };
  }

  answer() {
    if (!this.taken) return null;
    const told = JSON.parse(JSON.stringify(STAND_IN.answer)), { figures } = told;
    const mine = (arms) => arms.filter((each) => this.names.get(each.arm) !== undefined)
      .map((each) => ({ ...each, arm: this.names.get(each.arm), title: this.names.get(each.arm).replaceAll("_", " ") }));
    figures.differences = mine(figures.differences);
    for (const each of [...Object.values(figures.over_time), ...figures.groups]) each.arms = mine(each.arms);
    return { ...told, worlds: this.taken, of: this.replicates };
  }
}

class Pool {
  async run(inputs, { signal, onReplicate }) {
    for (const input of inputs) {
      await new Promise((resolve) => setTimeout(resolve, SLOWLY.town));
      if (signal.aborted) throw signal.reason;
      onReplicate(input.replicate, []);
    }
  }
}
