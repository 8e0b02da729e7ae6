// A town of which every day is recorded, as sim/lesson/recorder.py does it: in a worker, by rules of the model.
class WatchedTown extends Town {
  // Where everybody lives: the same in both towns.
  place() {
    const { host, town } = this, copy = (table, name) => host.column(town, "Town", table, name).values.slice();
    return { group: copy("residents", "group"), ...Object.fromEntries(["x", "y", "first", "homes"].map((name) => [name, copy("blocks", name)])) };
  }

  // An arm day by day: what came of it, the evenings, and what happened to whom. `sizes` are those of sim/study/watched/watching.py.
  watch({ arm, stages }, { room, row, of_people, of_blocks, noted, ties, counted }) {
    const { host, town, numbers } = this, { days, burn_in_days: burnIn } = this.inputs;
    this.back();
    const plan = this.plan(stages, burnIn, days), { channels } = host.about.rows;
    const people = host.column(town, "Town", "residents", "group").values.length, blocks = host.column(town, "Town", "blocks", "x").values.length;
    const seen = [[of_people, people], [people, ties], [blocks, of_blocks], [room * people, row]].map(([rows, across]) => this.rows(rows, across));
    const notes = this.row(noted), tonight = [this.row(people), this.row(blocks), this.rows(channels.length, 2), this.row(counted)];
    const evenings = [people, blocks, 2 * channels.length, counted].map((across) => new Float64Array((days + 1) * across));
    const mean = new Float64Array(days + 1), happenings = [];
    const record = (day) => {
      mean[day] = host.call("evening", town, ...tonight.map(({ at }) => at));
      evenings.forEach((all, which) => all.set(this.values(tonight[which]), day * tonight[which].length));
    };
    host.call("look_at_all", town, seen[0].at, seen[1].at);
    record(0);
    for (let day = 0, next = 1; day < days; day += 1) {
      next = host.call("live_watched", town, plan, numbers, day, next, ...seen.map(({ at }) => at), notes.at);
      this.refuseOverflow();
      const [today] = this.values(notes), found = this.values(seen[3]);
      if (today * row > found.length) throw new Error(`more than ${room * people} happenings in one day`);
      happenings.push(found.slice(0, today * row));
      record(day + 1);
    }
    const [trust, cameras, ledger, so_far] = evenings;
    return { run: this.found(arm), life: { mean, trust, cameras, ledger, counted: so_far, happenings: joinedRows(happenings) } };
  }

  row(length) { return { at: this.host.loose(new Float64Array(length)), length }; }
  rows(rows, across) { return { at: this.host.loose(Object.assign(new Float64Array(rows * across), { rows })), length: rows * across }; }
  values({ at, length }) {
    const { host } = this;
    return new Float64Array(host.memory, host.addressAt(at + host.about.column.data), length);
  }
}
function joinedRows(parts) {
  const all = new Float64Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

// All that a worker of a live page does: {module, about} comes first, then {to, place, inputs, arm, watched}.
function watchTowns(self) {
  const towns = new Map();
  let given = null;
  const buffers = (found) => found instanceof Object ? ArrayBuffer.isView(found) ? [found.buffer] : Object.values(found).flatMap(buffers) : [];
  self.onmessage = ({ data }) => {
    if (data.module) { given = data; return; }
    const { to, place, inputs, arm, watched } = data;
    try {
      if (!towns.has(place)) towns.set(place, new WatchedTown(new Host(given.module, given.about)));
      const town = towns.get(place);
      town.keep(inputs);
      const found = town.asked(`arm ${arm.arm}`, () => watched ? { ...town.watch(arm, watched), place: town.place() } : { run: town.live(arm) });
      self.postMessage({ to, found }, buffers(found));
    } catch (error) {
      self.postMessage({ to, error: error.message });
    }
  };
}
