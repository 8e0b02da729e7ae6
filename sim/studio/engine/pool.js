"use strict";

// Runs of many replicates, spread over workers. What comes out does not depend on how many there are.
// One run at a time: `run` while another goes on is refused.
class Pool {
  static AHEAD = 2;  // replicates that a worker has in hand, so that it need not wait for the page

  constructor(module, about, workers) {
    Object.assign(this, { module, about, number: workers, job: null });
    const text = ['"use strict";', Host, Town, work, "work(self);"].join("\n");
    this.address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    this.open();
  }

  // Takes `inputs` one by one as workers become free, and tells of each replicate when it is there, in any order.
  // Rejected: as AbortError when cancelled, else with words for what went wrong; then nothing more is told.
  run(inputs, { signal = null, onReplicate = () => {} } = {}) {
    if (this.job) return Promise.reject(new Error("another run goes on: wait for its end, or cancel it"));
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stop = () => this.stop(signal.reason);
      const end = (act, value) => { signal?.removeEventListener("abort", stop); act(value); };
      const job = { source: inputs[Symbol.iterator](), onReplicate, done: false };
      this.job = Object.assign(job, { resolve: () => end(resolve), reject: (error) => end(reject, error) });
      signal?.addEventListener("abort", stop);
      this.guarded(() => this.feed());
    });
  }

  cancel() { this.stop(new DOMException("the run was cancelled", "AbortError")); }

  // Ends a run at once: workers are stopped in the middle of a day, and new ones take their place.
  stop(error) {
    const { job } = this;
    if (!job) return;
    this.job = null;
    this.end();
    this.open();
    job.reject(error);
  }

  close() {
    const { job } = this;
    this.job = null;
    this.end();
    URL.revokeObjectURL(this.address);
    job?.reject(new DOMException("the pool was closed", "AbortError"));
  }

  open() {
    this.workers = Array.from({ length: this.number }, () => {
      const worker = new Worker(this.address), member = { worker, asked: [], keeps: null };
      worker.onmessage = ({ data }) => this.guarded(() => this.hear(member, data));
      worker.onerror = (event) => this.stop(new Error(`a worker failed: ${event.message || "it could not be started"}`));
      worker.postMessage({ module: this.module, about: this.about });
      return member;
    });
  }

  end() {
    for (const { worker } of this.workers) {
      worker.onmessage = worker.onerror = null;
      worker.terminate();
    }
  }

  // What goes wrong in the page's own functions ends the run, too.
  guarded(act) {
    try {
      act();
    } catch (error) {
      this.stop(error);
    }
  }

  feed() {
    const { job } = this;
    while (this.job === job && !job.done && this.workers.some(({ asked }) => asked.length < Pool.AHEAD)) {
      const { value, done } = job.source.next();
      job.done = done;
      if (this.job === job && !done) this.send(value);
    }
    if (this.job === job && job.done && this.workers.every(({ asked }) => !asked.length)) {
      this.job = null;
      job.resolve();
    }
  }

  // To the worker with the least to do; of these to the one that keeps this town.
  send(inputs) {
    const key = Town.keyOf(inputs), least = Math.min(...this.workers.map(({ asked }) => asked.length));
    const free = this.workers.filter(({ asked }) => asked.length === least);
    const member = free.find(({ keeps }) => keeps === key) ?? free[0];
    member.keeps = key;
    member.asked.push(inputs.replicate);
    member.worker.postMessage({ inputs });
  }

  hear(member, { runs, error }) {
    if (error) throw new Error(error);
    const { job } = this;
    job.onReplicate(member.asked.shift(), runs);
    if (this.job === job) this.feed();
  }
}
