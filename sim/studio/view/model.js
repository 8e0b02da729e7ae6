"use strict";
// The model: unpacked once, before the studio begins. The page asks `planner` what a scenario says and
// costs; towns live beside the page, and a clerk tells how far they are and what they say so far.
let planner = null, clerk = null;

const unpacked = (id) => through(fromBase64(byId(id).textContent), new DecompressionStream("gzip"));
const toldIn = (id) => JSON.parse(byId(id).textContent);

async function openModel() {
  const about = toldIn("model-about"), shipped = toldIn("shipped");
  const module = await WebAssembly.compile(await unpacked("model-module"));
  const { buffer } = await unpacked("worlds");
  const worlds = { ...toldIn("worlds-about"), values: new Float64Array(buffer) };
  py.use_host(new Host(module, about));
  planner = plannerOf(program, shipped);
  const workers = Math.max(1, Math.min(8, navigator.hardwareConcurrency ?? 2));
  clerk = new Clerk({ module, about, worlds, shipped, workers });
}

class Clerk {
  constructor(given) {
    this.given = given;
    const text = `${byId("program").textContent}\nworkAsClerk(self);`;
    this.asked = new Map();
    this.questions = 0;
    this.worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.fail(event.message || "the model could not be started");
    this.worker.postMessage(this.given);
  }

  // Lives all towns of a scenario, or those until it is stopped; `told` gets {done, all} and {answer}.
  // With `fit` these are towns in all worlds, of which the answer says which fit the survey.
  run(data, { signal, told, fit = false }) {
    return new Promise((resolve, reject) => {
      this.job = { told, resolve, reject };
      signal.addEventListener("abort", () => this.worker.postMessage({ stop: true }), { once: true });
      this.worker.postMessage({ data, fit });
    });
  }

  // What the study says on a question, such as ("between", one, other).
  ask(name, ...given) { return this.told({ ask: name, given }); }

  // What of a scenario will find nothing to do, in sentences. Rejected where a run begins meanwhile.
  foresee(data) { return this.told({ foresee: data }); }

  told(question) {
    return new Promise((resolve, reject) => {
      const to = this.questions += 1;
      this.asked.set(to, { resolve, reject });
      this.worker.postMessage({ ...question, to });
    });
  }

  hear(data) {
    if (data.to !== undefined) {
      const { resolve, reject } = this.asked.get(data.to);
      this.asked.delete(data.to);
      if (data.failed === undefined) resolve(data.said); else reject(new Error(data.failed));
    } else if (data.failed !== undefined) this.fail(data.failed);
    else if (data.ended) this.end("resolve");
    else this.job?.told(data);
  }

  fail(said) { this.end("reject", new Error(said)); }

  end(how, value) {
    const { job } = this;
    this.job = null;
    job?.[how](value);
  }
}
