// Everybody on a scale of trust from 0 to 100: who stands right of the line says "I trust them".
const LINE_STEP = 2;  // points of a column of people
class PeopleOnALine {
  constructor(recorded) {
    Object.assign(this, { recorded, canvas: element("canvas", { role: "img" }) });
    this.pen = this.canvas.getContext("2d");
  }
  draw(life, day) {
    const { pen, canvas, recorded } = this, box = canvas.parentElement.getBoundingClientRect(), dots = Math.min(2, window.devicePixelRatio || 1);
    const width = Math.max(100, Math.floor(box.width)), height = Math.max(100, Math.floor(box.height)), scale = (width - 24) / 100;
    if (canvas.width !== width * dots || canvas.height !== height * dots) {
      [canvas.width, canvas.height] = [width * dots, height * dots];
      [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
    }
    const columns = new Int32Array(Math.ceil(101 / LINE_STEP)), places = [], floor = height - 30;
    for (let who = 0; who < recorded.residents; who += 1) {
      const trust = life.trustOf(who, day), column = Math.floor(trust / LINE_STEP);
      places.push([column, columns[column]++, trust]);
    }
    this.most = Math.max(this.most ?? 0, 1.25 * Math.max(...columns));  // so that the scale stands still while the clock runs
    const up = Math.min(LINE_STEP * scale, (floor - 26) / this.most);
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    pen.fillStyle = LAWN;
    pen.fillRect(0, 0, width, height);
    for (const [column, row, trust] of places) {
      pen.fillStyle = trustColour(trust);
      pen.fillRect(12 + column * LINE_STEP * scale + .5, floor - (row + 1) * up, LINE_STEP * scale - 1, Math.max(1, .78 * up));
    }
    const line = 12 + 50 * scale;
    pen.fillStyle = "#ffffff";
    pen.fillRect(line - 1.5, 6, 3, floor - 2);
    pen.font = `600 ${Math.max(13, Math.min(22, .035 * width))}px system-ui, sans-serif`;
    pen.textBaseline = "top";
    pen.textAlign = "left"; pen.fillText(WORDS.beats.line, line + 8, 6);
    pen.textBaseline = "bottom";
    for (const at of [0, 50, 100]) { pen.textAlign = at === 0 ? "left" : at === 100 ? "right" : "center"; pen.fillText(String(at), at === 0 ? 12 : at === 100 ? width - 12 : line, height - 4); }
  }
}
