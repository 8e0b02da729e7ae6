// One town from above: blocks as squares, residents as dots at places that never change.
class TownMap {
  constructor(recorded, onResident) {
    this.recorded = recorded;
    this.canvas = element("canvas", { role: "img", title: WORDS.tap });
    this.pen = this.canvas.getContext("2d");
    this.width = 1 + Math.max(...recorded.blocks.map((block) => block.x));
    this.height = 1 + Math.max(...recorded.blocks.map((block) => block.y));
    this.canvas.addEventListener("click", (event) => {
      const who = this.nearest(event.offsetX, event.offsetY);
      if (who !== null) onResident(who);
    });
  }

  fit() {
    const box = this.canvas.parentElement.getBoundingClientRect();
    const dots = Math.min(2, window.devicePixelRatio || 1);
    const size = [Math.max(50, Math.floor(box.width)), Math.max(50, Math.floor(box.height))];
    if (this.size && this.size[0] === size[0] && this.size[1] === size[1] && this.dots === dots) return;
    [this.size, this.dots] = [size, dots];
    [this.canvas.width, this.canvas.height] = size.map((each) => each * dots);
    this.canvas.style.width = `${size[0]}px`;
    this.canvas.style.height = `${size[1]}px`;
    this.lay();
  }

  lay() {
    const [width, height] = this.size, gap = 5;
    this.cellWidth = Math.min((width - gap) / this.width, 1.7 * (height - gap) / this.height);
    this.cellHeight = Math.min((height - gap) / this.height, 1.4 * this.cellWidth);
    const left = (width - this.cellWidth * this.width) / 2, top = (height - this.cellHeight * this.height) / 2;
    const { residents, blocks } = this.recorded;
    this.x = new Float32Array(residents);
    this.y = new Float32Array(residents);
    const inner = [this.cellWidth - gap, this.cellHeight - gap];
    this.corners = blocks.map((block) => [left + block.x * this.cellWidth + gap / 2, top + block.y * this.cellHeight + gap / 2]);
    let dot = 6;
    blocks.forEach((block, at) => {
      const columns = Math.max(1, Math.ceil(Math.sqrt(block.homes * inner[0] / inner[1])));
      const rows = Math.ceil(block.homes / columns);
      dot = Math.min(dot, 0.36 * Math.min(inner[0] / columns, inner[1] / rows));
      for (let home = 0; home < block.homes; home += 1) {
        this.x[block.first + home] = this.corners[at][0] + inner[0] * (home % columns + 0.5) / columns;
        this.y[block.first + home] = this.corners[at][1] + inner[1] * (Math.floor(home / columns) + 0.5) / rows;
      }
    });
    [this.dot, this.inner] = [Math.max(1.5, dot), inner];
    this.mark = Math.max(7, Math.min(13, 0.19 * this.inner[1]));
  }

  middle(block) {
    return [this.corners[block][0] + this.inner[0] / 2, this.corners[block][1] + this.inner[1] / 2];
  }

  nearest(x, y) {
    let best = null, least = (2.5 * this.dot + 6) ** 2;
    for (let who = 0; who < this.x.length; who += 1) {
      const away = (this.x[who] - x) ** 2 + (this.y[who] - y) ** 2;
      if (away < least) [best, least] = [who, away];
    }
    return best;
  }

  draw(valueOf, colourOf, day, { life = null, linger = 1, still = false, only = null, resident = null, block = null, numbers = false } = {}) {
    const { pen, recorded } = this;
    pen.setTransform(this.dots, 0, 0, this.dots, 0, 0);
    pen.clearRect(0, 0, ...this.size);
    recorded.blocks.forEach((place, at) => {
      let sum = 0;
      for (let who = place.first; who < place.first + place.homes; who += 1) sum += valueOf(who);
      const mean = sum / Math.max(1, place.homes);
      pen.fillStyle = colourOf(mean);
      pen.fillRect(...this.corners[at], ...this.inner);
      for (let who = place.first; who < place.first + place.homes; who += 1) {
        pen.fillStyle = colourOf(valueOf(who));
        pen.beginPath();
        pen.arc(this.x[who], this.y[who], this.dot, 0, 6.2832);
        pen.fill();
      }
      if (numbers) this.writeNumber(at, shown(mean, 1, true));
    });
    const single = only && only.length && resident !== null;  // the one happening that is meant
    if (life && !single) this.drawHappenings(life, day, linger, still, only);
    if (single) drawShape(pen, only[0], this.x[resident], this.y[resident], this.mark);
    if (block !== null) this.ring(...this.middle(block), 0.62 * Math.max(...this.inner));
    if (resident !== null) this.ring(this.x[resident], this.y[resident], Math.max(3 * this.dot + 5, single ? 2 * this.mark : 0));
  }

  writeNumber(at, text) {
    const { pen } = this, [x, y] = this.middle(at);
    pen.font = `700 ${Math.min(22, 0.3 * this.inner[1])}px system-ui, sans-serif`;
    pen.textAlign = "center"; pen.textBaseline = "middle";
    pen.lineWidth = 4; pen.strokeStyle = "#ffffff"; pen.lineJoin = "round";
    pen.strokeText(text, x, y);
    pen.fillStyle = INK;
    pen.fillText(text, x, y);
  }

  drawHappenings(life, day, linger, still, only) {
    const { pen } = this, wanted = (name) => only === null || only.includes(name);
    if (wanted("camera")) for (const [block, number] of life.camerasOn(day)) if (number > 0)
      drawShape(pen, "camera", this.corners[block][0] + 1.3 * this.mark, this.corners[block][1] + 1.1 * this.mark, this.mark, 1);
    for (const row of life.onDays(day - linger + 1, day)) {
      const name = SHAPE_OF[row.kind] || row.kind;
      if (!(name in SHAPES) || !wanted(name)) continue;
      const age = (day - row.day) / linger, alpha = still ? 1 : 1 - 0.8 * age;
      if (row.kind === "tie") { if (age < 0.5 || only) this.drawTie(row, alpha); } else if (row.kind === "meeting" || row.kind === "event" || row.kind === "came") continue;
      else if (OF_BLOCKS.has(row.kind)) {
        const [x, y] = this.middle(row.who);
        drawShape(pen, name, x, y, this.mark * (row.kind === "gathering" ? 1.7 : 1.25), alpha);
      } else drawShape(pen, name, this.x[row.who], this.y[row.who], this.mark, alpha);
    }
  }

  drawTie(row, alpha) {
    const { pen } = this;
    pen.globalAlpha = alpha;
    pen.beginPath();
    pen.moveTo(this.x[row.who], this.y[row.who]);
    pen.lineTo(this.x[row.other], this.y[row.other]);
    pen.lineWidth = 2.6; pen.strokeStyle = INK; pen.stroke();
    pen.lineWidth = 1.2; pen.strokeStyle = "#ffffff"; pen.stroke();
    pen.globalAlpha = 1;
  }

  ring(x, y, radius) {
    const { pen } = this;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 6.2832);
    pen.lineWidth = 6; pen.strokeStyle = INK; pen.stroke();
    pen.lineWidth = 3; pen.strokeStyle = "#ff4fa3"; pen.stroke();
  }
}
