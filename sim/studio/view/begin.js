"use strict";
// The page begins: one studio, keys that work everywhere, files that may be dropped anywhere.
let studio = null;
byId("skip").textContent = WORDS.skip;
document.title = `${WORDS.brand}: ${WORDS.studio}`;

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase(), back = key === "z" && !event.shiftKey, again = key === "y" || (key === "z" && event.shiftKey);
  if (!back && !again) return;
  event.preventDefault();
  studio.undo(back);
});

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => { if (hasFiles(event)) { event.preventDefault(); document.body.dataset.drop = WORDS.start.drop; } });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete document.body.dataset.drop; });
document.addEventListener("drop", (event) => {
  delete document.body.dataset.drop;
  if (!hasFiles(event)) return;
  event.preventDefault();
  studio.openFile(event.dataTransfer.files[0]);
});

// Figures are drawn as wide as they are shown; a wider or narrower window gets its own.
let widthOfNow = window.innerWidth, resized = 0;
window.addEventListener("resize", () => {
  if (window.innerWidth === widthOfNow) return;
  widthOfNow = window.innerWidth;
  clearTimeout(resized);
  resized = setTimeout(() => { if (studio.run && studio.step === ANSWER) studio.showRun(studio.run, true); }, 150);
});
window.addEventListener("beforeprint", () => studio.drawFor(true));
window.addEventListener("afterprint", () => studio.drawFor(false));
window.addEventListener("hashchange", () => studio.openFragment());
byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("stage").focus(); });

openModel().then(async () => {
  studio = new Studio();
  studio.show();
  await studio.openFragment();
}).catch((error) => {
  byId("stage").textContent = WORDS.not_opened(error.message);
}).finally(() => { document.body.dataset.ready = "yes"; });
