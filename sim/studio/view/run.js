"use strict";
// Run: one scenario on its way to an answer. Workers simulate; the page asks for the answer now and then.
const OFTEN = 500; // milliseconds between two looks at the answer
const FIRST_TOWNS = 2; // towns before the first answer
const LATELY = 12; // towns from whose time that of the rest is told

class Run {
  constructor(scenario, checked) {
    this.scenario = scenario;
    this.checked = checked;
    this.study = planner.study(scenario);
    this.all = this.study.replicates;
    this.done = 0;
    this.answer = null;
    this.state = "running"; // then done, stopped or failed
    this.problem = "";
    this.stopper = new AbortController();
    this.began = performance.now();
    this.times = [];
  }

  // `told` is called whenever there is something new to show.
  async go(pool, told) {
    const places = new Map(), { study, all } = this;
    let due = 0;
    function* inputs() {
      for (let place = 0; place < all; place += 1) {
        const input = study.inputs(place);
        places.set(input.replicate, place);
        yield input;
      }
    }
    const onReplicate = (replicate, runs) => {
      study.take(places.get(replicate), runs);
      this.done += 1;
      this.times.push(performance.now());
      const now = performance.now();
      if (this.done >= Math.min(FIRST_TOWNS, all) && now >= due) {
        this.look();
        due = performance.now() + Math.max(OFTEN, 5 * (performance.now() - now)); // an answer that takes long is asked for less often
      }
      told(this);
    };
    try {
      await pool.run(inputs(), { signal: this.stopper.signal, onReplicate });
      this.state = this.stopper.signal.aborted ? "stopped" : "done";
    } catch (error) {
      this.state = this.stopper.signal.aborted ? "stopped" : "failed";
      if (this.state === "failed") this.problem = error.message;
    }
    if (this.done) this.look();
    told(this);
  }

  look() {
    this.answer = this.study.answer() ?? this.answer;
  }

  stop() {
    this.stopper.abort();
  }

  // Seconds that the rest will take as the last towns did; null while nobody can know.
  get left() {
    const lately = [this.began, ...this.times].slice(-LATELY - 1);
    if (this.done < FIRST_TOWNS) return null;
    return (this.all - this.done) * (lately.at(-1) - lately[0]) / (lately.length - 1) / 1000;
  }
}

function timeLeft(seconds) {
  const words = WORDS.running;
  if (seconds >= 90) return words.minutes(Math.round(seconds / 60));
  return words.seconds(seconds >= 20 ? 10 * Math.round(seconds / 10) : seconds >= 5 ? 5 * Math.round(seconds / 5) : Math.max(1, Math.round(seconds)));
}

function progressText(run) {
  const words = WORDS.running;
  if (run.state === "done") return words.done(run.all);
  if (run.state === "failed") return `${words.failed} ${run.problem}`;
  if (run.state === "stopped") return run.answer ? words.stopped(run.done, run.all) : words.stopped_early;
  if (!run.done) return words.begin;
  return words.progress(run.done, run.all) + (run.left === null ? "" : words.left(timeLeft(run.left)));
}
