"use strict";

// A study on its way to an answer, in a worker of its own, so that the page has nothing to do but show.
// It is told {about, module, worlds, shipped, workers} first, then {data} to begin a study, or {data, fit} to
// fit a town to its survey, and {stop}; it tells {done, all} after each town, {answer} now and then and at
// the end, {ended} or {failed}, and on {ask, given, to} what the study's function of that name says.
// {foresee, to} tries a small town: what of a scenario will find nothing to do; what else begins comes first.
const OFTEN = 500;  // milliseconds between two answers; one that takes long is given less often
const FIRST = 2;    // towns before the first answer

function workAsClerk(self) {
  let ready = null, study = null, job = null;

  async function foresee(data) {
    const { pool, planner } = ready, given = planner.pilot(data);
    let found = null;
    if (given) await pool.run([given], { onReplicate: (_, runs) => { found = runs; } });
    return planner.foresee(data, found);
  }

  async function live({ data, fit }) {
    const places = new Map(), { pool, planner } = ready;
    pool.cancel();
    const mine = fit ? planner.fitting(data) : planner.study(data), all = mine.towns;
    job = mine;
    if (!fit) study = mine;
    let done = 0, due = 0;
    function* inputs() {
      for (let place = 0; place < all; place += 1) {
        const each = mine.inputs(place);
        places.set(each.replicate, place);
        yield each;
      }
    }
    const answered = () => {
      const began = performance.now(), answer = mine.answer();
      if (answer) self.postMessage({ answer });
      due = performance.now() + Math.max(OFTEN, 5 * (performance.now() - began));
    };
    self.postMessage({ done, all });
    const onReplicate = (replicate, runs) => {
      mine.take(places.get(replicate), runs);
      done += 1;
      self.postMessage({ done, all });
      if (done >= Math.min(FIRST, all) && done < all && performance.now() >= due) answered();
    };
    try {
      await pool.run(inputs(), { onReplicate });
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
    if (mine !== job) return; // another one has begun: whoever asked for this one has gone
    answered();
    self.postMessage({ ended: true });
  }

  self.onmessage = async ({ data: told }) => {
    try {
      if (told.module) {
        py.use_host(new Host(told.module, told.about));
        py.put_worlds(told.worlds);
        ready = { planner: plannerOf(program, told.shipped), pool: new Pool(told.module, told.about, told.workers) };
      } else if (told.stop) {
        ready.pool.cancel();
      } else if (told.foresee) {
        self.postMessage({ said: await foresee(told.foresee), to: told.to });
      } else if (told.ask) {
        self.postMessage({ said: study[told.ask](...told.given), to: told.to });
      } else {
        await live(told);
      }
    } catch (error) {
      self.postMessage({ failed: String(error.message || error), to: told.to });
    }
  };
}
