// What the tests ask of a page that holds nothing but the engine: functions of plain data.

const base64 = (bytes) => {
  let text = "";
  for (const each of bytes) text += String.fromCharCode(each);
  return btoa(text);
};
const bytesOf = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const packed = ({ values, shape }) => ({ shape, bytes: base64(new Uint8Array(values.buffer)) });
const table = (columns) => Object.fromEntries(Object.entries(columns).map(([name, each]) => [name, packed(each)]));
const plain = ({ arm, replicate, days, outcomes, series, summary }) => ({
  arm, replicate, days: [...days], outcomes: table(outcomes), series: table(series), summary: table(summary),
});
const refusal = (promise) => promise.then(() => "", (error) => `${error.name}: ${error.message}`);
const pause = (ms) => new Promise((go) => setTimeout(go, ms));

const compiled = WebAssembly.compile(bytesOf(MODULE));
const poolOf = async (workers) => new Pool(await compiled, ABOUT, workers);

// All runs of the studies, one study after the other in one pool; each is a list of inputs.
async function lived(studies, workers) {
  const pool = await poolOf(workers), found = [];
  for (const inputs of studies) await pool.run(inputs, { onReplicate: (_, runs) => found.push(...runs.map(plain)) });
  pool.close();
  return found;
}

// How many inputs were taken when the first replicate was there.
async function takenAtFirst(inputs, many, workers) {
  const pool = await poolOf(workers), at = [];
  let taken = 0;
  function* source() {
    for (let each = 0; each < many; each++) {
      taken += 1;
      yield { ...inputs, replicate: each + 1 };
    }
  }
  await pool.run(source(), { onReplicate: () => at.push(taken) });
  pool.close();
  return at[0];
}

// A run that is cancelled at its first replicate, by `how`; what is heard of it; and a run after it.
async function cancelled(inputs, how) {
  const pool = await poolOf(2), heard = [], stopper = new AbortController();
  const stop = { pool: () => pool.cancel(), signal: () => stopper.abort() }[how];
  const many = Array.from({ length: 20 }, (_, each) => ({ ...inputs, replicate: each + 1 }));
  const onReplicate = (replicate) => {
    heard.push(replicate);
    stop();
  };
  const error = await refusal(pool.run(many, { signal: stopper.signal, onReplicate }));
  await pause(300);
  const after = [];
  await pool.run([inputs], { onReplicate: (_, runs) => after.push(...runs.map(plain)) });
  pool.close();
  return { error, heard, after };
}

// The words of a run that fails, and a run after it.
async function failed(wrong, right) {
  const pool = await poolOf(1), after = [];
  const error = await refusal(pool.run([wrong]));
  await pool.run([right], { onReplicate: (_, runs) => after.push(...runs.map(plain)) });
  pool.close();
  return { error, after };
}

// Words of runs that are asked wrongly: by a page that fails, of what fails, twice at once, and in a pool that is closed meanwhile.
async function refused(inputs) {
  const pool = await poolOf(1), onReplicate = () => { throw new Error("broken page"); };
  const found = [await refusal(pool.run([inputs], { onReplicate }))];
  const source = function* () { throw new Error("no world"); };
  found.push(await refusal(pool.run(source())));
  const first = pool.run([inputs]);
  found.push(await refusal(pool.run([inputs])));
  await first;
  const last = refusal(pool.run([inputs]));
  pool.close();
  return [...found, await last];
}

// How many towns were built after each run of one instance.
async function towns(study) {
  const town = new Town(new Host(await compiled, ABOUT)), { host } = town, found = [], call = host.call;
  let built = 0;
  host.call = (name, ...values) => {
    if (name === "build") built += 1;
    return call.call(host, name, ...values);
  };
  for (const inputs of study) {
    town.run(inputs);
    found.push(built);
  }
  return found;
}

// How many bytes of memory an instance holds after each of so many runs in new towns.
async function memoryAfter(inputs, many) {
  const town = new Town(new Host(await compiled, ABOUT)), found = [];
  for (let each = 1; each <= many; each++) {
    town.run({ ...inputs, replicate: each });
    found.push(town.host.memory.byteLength);
  }
  return found;
}
