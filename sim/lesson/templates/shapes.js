// Happenings as shapes, so that no colour is needed to tell them apart. Each is drawn around 0, 0 in
// a box from -1 to 1; white edges keep them apart from the map.
const INK = "#16191d";
const SHAPES = {
  visit: { colour: "#56d4a4", path: "M-.8,.9V-.1L0,-.95L.8,-.1V.9Z" },
  gathering: { colour: "#ffffff", path: "M0,-1L.28,-.34L1,-.3L.44,.14L.64,.86L0,.44L-.64,.86L-.44,.14L-1,-.3L-.28,-.34Z" },
  stop: { colour: "#ff9a3d", path: "M-.42,-1H.42L1,-.42V.42L.42,1H-.42L-1,.42V-.42Z", inner: "M-.55,0H.55" },
  camera: { colour: "#e6e9ee", path: "M-1,-.55H.45V.55H-1ZM.45,-.1L1,-.5V.5L.45,.1Z" },
  crime_reported: { colour: "#ff6f91", path: "M0,-1L1,0L0,1L-1,0Z" },
  crime_silent: { colour: "#ffffff", path: "M0,-1L1,0L0,1L-1,0Z", inner: "M-.4,0H.4" },
  issue_raised: { colour: "#8fd0f5", path: "M-.9,-.85H.9V.35H.1L-.4,.95V.35H-.9Z", inner: "M0,-.65V-.1M0,.08V.18" },
  issue_solved: { colour: "#56d4a4", path: "M-.9,-.9H.9V.9H-.9Z", inner: "M-.5,0L-.12,.42L.55,-.45" },
  issue_escalated: { colour: "#f4e04d", path: "M.2,-1L-.75,.2H-.1L-.25,1L.75,-.25H.1Z" },
  promise_broken: { colour: "#c7a6d8", path: "M0,-.95A.95,.95 0 1 0 .001,-.95Z", inner: "M-.45,-.45L.45,.45M.45,-.45L-.45,.45" },
  tie: { colour: "#ffffff", path: "M-.95,-.25H-.5V.25H-.95ZM.5,-.25H.95V.25H.5ZM-.5,-.06H.5V.06H-.5Z" }
};
const SHAPE_OF = { meeting: "gathering", event: "gathering", came: "gathering", issue_solved_by_residents: "issue_solved" };
for (const shape of Object.values(SHAPES)) {
  shape.outline = new Path2D(shape.path);
  shape.marks = shape.inner ? new Path2D(shape.inner) : null;
}

function drawShape(pen, name, x, y, size, alpha = 1) {
  const shape = SHAPES[name];
  pen.save();
  pen.globalAlpha = alpha;
  pen.translate(x, y);
  pen.scale(size, size);
  pen.lineJoin = "round";
  pen.lineWidth = 0.62; pen.strokeStyle = "#ffffff"; pen.stroke(shape.outline);
  pen.lineWidth = 0.3; pen.strokeStyle = INK; pen.stroke(shape.outline);
  pen.fillStyle = shape.colour; pen.fill(shape.outline);
  if (shape.marks) { pen.lineWidth = 0.24; pen.strokeStyle = INK; pen.stroke(shape.marks); }
  pen.restore();
}

const ICONS = {
  first: "M-.9,-.8V.8M.8,-.8L-.5,0L.8,.8Z", back: "M.6,-.8L-.7,0L.6,.8Z", play: "M-.6,-.9L.9,0L-.6,.9Z",
  pause: "M-.7,-.8H-.2V.8H-.7ZM.2,-.8H.7V.8H.2Z", forward: "M-.8,-.8L.3,0L-.8,.8ZM.8,-.8V.8",
  full: "M-.9,-.3V-.9H-.3M.3,-.9H.9V-.3M.9,.3V.9H.3M-.3,.9H-.9V.3"
};
function icon(name) {
  const drawn = svg("svg", { viewBox: "-1.2 -1.2 2.4 2.4", width: 20, height: 20, "aria-hidden": "true" });
  drawn.append(svg("path", { d: ICONS[name], fill: name === "full" ? "none" : "currentColor", stroke: "currentColor", "stroke-width": 0.26 }));
  return drawn;
}
function shapeIcon(name) {
  const icon = svg("svg", { viewBox: "-1.3 -1.3 2.6 2.6", width: 20, height: 20, "aria-hidden": "true" });
  const shape = SHAPES[name];
  icon.append(svg("path", { d: shape.path, fill: shape.colour, stroke: INK, "stroke-width": 0.22, "stroke-linejoin": "round" }));
  if (shape.inner) icon.append(svg("path", { d: shape.inner, fill: "none", stroke: INK, "stroke-width": 0.22 }));
  return icon;
}
