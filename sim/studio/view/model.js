"use strict";
// The model: unpacked once, when it is first needed, and given to as many workers as there are cores.
let pool = null;

async function theModel() {
  const bytes = await through(fromBase64(byId("model-module").textContent), new DecompressionStream("gzip"));
  return [await WebAssembly.compile(bytes), JSON.parse(byId("model-about").textContent)];
}

async function thePool() {
  if (!pool) {
    const [module, about] = await theModel();
    const workers = Math.max(1, Math.min(8, navigator.hardwareConcurrency ?? 2));
    pool = new Pool(module, about, workers);
  }
  return pool;
}
