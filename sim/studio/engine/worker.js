"use strict";

// All that a worker does: {module, about} comes first, then a message {inputs} for each replicate.
function work(self) {
  let town = null;
  const buffers = (runs) => runs.flatMap(({ days, outcomes, series, summary, books }) => [
    days.buffer, ...[outcomes, series, summary, books].flatMap((table) => Object.values(table).map(({ values }) => values.buffer)),
  ]);
  self.onmessage = ({ data }) => {
    if (data.module) {
      town = new Town(new Host(data.module, data.about));
      return;
    }
    try {
      const runs = town.run(data.inputs);
      self.postMessage({ runs }, buffers(runs));
    } catch (error) {
      self.postMessage({ error: error.message });
    }
  };
}
