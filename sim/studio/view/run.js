"use strict";
// Run: one scenario on its way to an answer, as the clerk tells of it; with `fit` on its way to the
// worlds that its survey fits.
class Run {
  constructor(scenario, checked, fit = false) {
    Object.assign(this, { scenario, checked, fit });
    this.all = 0;
    this.done = 0;
    this.answer = null;
    this.state = "running"; // then done, stopped or failed
    this.problem = "";
    this.stopper = new AbortController();
    this.times = [];
  }

  // `told` is called whenever there is something new to show.
  async go(told) {
    this.ended = new Promise((resolve) => { this.end = resolve; });
    const hear = ({ done, all, answer }) => {
      if (answer) this.answer = answer;
      else {
        if (done > this.done) this.times.push(performance.now());
        [this.done, this.all] = [done, all];
      }
      told(this);
    };
    try {
      await clerk.run(this.scenario, { signal: this.stopper.signal, told: hear, fit: this.fit });
      this.state = this.done === this.all ? "done" : "stopped";
    } catch (error) {
      this.state = "failed";
      this.problem = error.message;
    }
    this.end();
    told(this);
  }

  stop() {
    this.stopper.abort();
    return this.ended;
  }

  // Seconds that the rest will take as the last towns did; null while nobody can know.
  get left() {
    const lately = this.times.slice(-12);
    if (this.times.length < 4) return null;
    return (this.all - this.done) * (lately.at(-1) - lately[0]) / (lately.length - 1) / 1000;
  }
}

function timeLeft(seconds) {
  const words = WORDS.running;
  if (seconds >= 90) return words.minutes(Math.round(seconds / 60));
  return words.seconds(seconds >= 20 ? 10 * Math.round(seconds / 10) : seconds >= 5 ? 5 * Math.round(seconds / 5) : Math.max(1, Math.round(seconds)));
}

function progressText(run) {
  const words = run.fit ? WORDS.fit : WORDS.running;
  if (run.state === "done") return words.done(run.all);
  if (run.state === "failed") return `${words.failed} ${run.problem}`;
  if (run.state === "stopped") return run.answer ? words.stopped(run.done, run.all) : words.stopped_early;
  if (!run.done) return words.begin;
  return words.progress(run.done, run.all) + (run.left === null ? "" : WORDS.running.left(timeLeft(run.left)));
}
