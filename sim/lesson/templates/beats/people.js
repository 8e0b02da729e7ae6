// Faces drawn by the program for residents of the run. Names are invented; the words of the page hold them.
const SKINS = ["#f2cfae", "#e0b088", "#c68f62", "#9a643d", "#6f4529"], HAIRS = ["#2a1d14", "#5b3a1e", "#a8743a", "#8d8d90", "#20232b", "#7c2f1d"];
const COATS = ["#2f6f73", "#7a4f86", "#4f6b32", "#8a4b3c", "#3f5b8c", "#7a6a2e"];
const HAIR_SHAPES = ["M-.62,-.1C-.7,-.95 .7,-.95 .62,-.1C.5,-.5 -.5,-.5 -.62,-.1Z", "M-.66,.35C-.85,-1.05 .85,-1.05 .66,.35L.5,.3C.6,-.4 .2,-.5 -.5,-.35L-.5,.3Z",
  "M-.6,-.2C-.4,-.98 .5,-.98 .6,-.2C.3,-.42 -.1,-.6 -.6,-.2Z", "M-.3,-.62C-.2,-.8 .2,-.8 .3,-.62Z"];
const nameOf = (who) => WORDS.people.names[who % WORDS.people.names.length];
// The mouth follows trust from 0 to 100; nothing is stretched.
function face(who, trust, size = 96) {
  const pick = (list, by) => list[Math.floor(who / by) % list.length], bend = (trust - 50) / 50;
  const drawn = svg("svg", { viewBox: "-1.1 -1.1 2.2 2.3", width: size, height: size, class: "face", role: "img", "aria-label": fill(WORDS.people.face, { name: nameOf(who) }) });
  drawn.append(svg("path", { d: "M-.95,1.2C-.95,.75 -.5,.62 0,.62C.5,.62 .95,.75 .95,1.2Z", fill: pick(COATS, 7) }),
    svg("ellipse", { cx: 0, cy: -.05, rx: .58, ry: .7, fill: pick(SKINS, 1) }), svg("path", { d: pick(HAIR_SHAPES, 3), fill: pick(HAIRS, 5) }),
    ...[-.22, .22].map((x) => svg("circle", { cx: x, cy: -.08, r: .065, fill: INK })),
    svg("path", { d: `M-.24,${.28 - .06 * bend}Q0,${.28 + .3 * bend} .24,${.28 - .06 * bend}`, fill: "none", stroke: INK, "stroke-width": .07, "stroke-linecap": "round" }));
  return drawn;
}
// Three residents of the pair shown: one of ten, of two, and of ten again trusts police less on day 0.
function castOf(recorded) {
  const life = recorded.lives[0], order = Array.from({ length: recorded.residents }, (_, who) => who).sort((one, other) => life.trustOf(one, 0) - life.trustOf(other, 0));
  return [.1, .5, .9].map((share) => order[Math.floor(share * (order.length - 1))]);
}
