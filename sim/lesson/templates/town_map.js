// One town from above at dusk: streets, a main street with a school, a square and a station, and a home for
// everybody at a place that never changes. A window is lit where somebody says "I trust them".
const STREET = "#242a38", LAWN = "#4b5a5c", MAIN_STREET = 0.72;  // width of the main street, in blocks
const GOSSIP = "#c9a6ff";  // somebody tells a friend of something bad
const FAINT = 0.35;  // ties, unless they are what is pointed at: they happen alike in both towns
class TownMap {
  constructor(recorded, onResident, people = []) {
    Object.assign(this, { recorded, people });
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
    this.cellWidth = Math.min((width - gap) / (this.width + MAIN_STREET), 1.7 * (height - gap) / this.height);
    this.cellHeight = Math.min((height - gap) / this.height, 1.4 * this.cellWidth);
    const main = MAIN_STREET * this.cellWidth, west = Math.ceil(this.width / 2), left = (width - this.cellWidth * this.width - main) / 2, top = (height - this.cellHeight * this.height) / 2;
    const { residents, blocks } = this.recorded;
    this.x = new Float32Array(residents);
    this.y = new Float32Array(residents);
    const inner = [this.cellWidth - gap, this.cellHeight - gap];
    this.main = { x: left + west * this.cellWidth, y: top, width: main, height: this.cellHeight * this.height };
    this.park = this.emptyCorner(west, left, top, main);
    this.corners = blocks.map((block) => [left + block.x * this.cellWidth + (block.x >= west ? main : 0) + gap / 2, top + block.y * this.cellHeight + gap / 2]);
    let dot = 18;
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
    this.mark = Math.max(7, Math.min(34, 0.19 * this.inner[1]));
  }

  // Where the last row of blocks ends before the others: a park.
  emptyCorner(west, left, top, main) {
    const last = this.recorded.blocks.filter(({ y }) => y === this.height - 1), from = 1 + Math.max(...last.map(({ x }) => x));
    const x = left + from * this.cellWidth + (from >= west ? main : 0), across = this.width - from;
    return from < west ? null : { x, y: top + (this.height - 1) * this.cellHeight, width: across * this.cellWidth, height: this.cellHeight };
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
    pen.fillStyle = numbers ? "#ffffff" : STREET;
    pen.fillRect(0, 0, ...this.size);
    if (!numbers) this.drawMainStreet();
    recorded.blocks.forEach((place, at) => {
      let sum = 0;
      for (let who = place.first; who < place.first + place.homes; who += 1) sum += valueOf(who);
      const mean = sum / Math.max(1, place.homes);
      pen.fillStyle = numbers ? colourOf(mean) : LAWN;
      pen.fillRect(...this.corners[at], ...this.inner);
      for (let who = place.first; who < place.first + place.homes; who += 1) {
        pen.fillStyle = colourOf(valueOf(who));
        this.drawHome(this.x[who], this.y[who], this.dot);
      }
      if (numbers) this.writeNumber(at, shown(mean, 1, true));
    });
    const single = only && only.length && resident !== null;  // the one happening that is meant
    if (life && !single) this.drawHappenings(life, day, linger, still, only);
    if (single) drawShape(pen, only[0], this.x[resident], this.y[resident], this.mark);
    this.drawNames(this.people);
    if (block !== null) this.ring(...this.middle(block), 0.62 * Math.max(...this.inner));
    if (resident !== null) this.ring(this.x[resident], this.y[resident], Math.max(3 * this.dot + 5, single ? 2 * this.mark : 0));
  }

  drawHome(x, y, size) {
    const { pen } = this;
    if (size < 2.2) { pen.fillRect(x - size, y - size, 2 * size, 2 * size); return; }
    pen.beginPath();
    pen.moveTo(x - size, y + size); pen.lineTo(x - size, y - 0.15 * size); pen.lineTo(x, y - 1.15 * size); pen.lineTo(x + size, y - 0.15 * size); pen.lineTo(x + size, y + size);
    pen.closePath();
    pen.fill();
  }

  // A school, a square with trees, a police station: they say where one is, and stand for nothing else.
  drawMainStreet() {
    const { pen } = this, { x, y, width, height } = this.main, middle = x + width / 2, size = Math.min(0.36 * width, 0.13 * height);
    pen.fillStyle = "#39414f";
    pen.fillRect(x + 2, y, width - 4, height);
    if (this.park?.width > 0) {
      const park = this.park, trees = Math.floor(park.width / (0.45 * park.height));
      pen.fillStyle = "#4c6b52";
      pen.fillRect(park.x + 2.5, park.y + 2.5, park.width - 5, park.height - 5);
      pen.fillStyle = "#2f5a3c";
      for (let at = 0; at < trees; at += 1) { pen.beginPath(); pen.arc(park.x + (at + 0.5) * park.width / trees, park.y + park.height * (0.38 + 0.26 * (at % 2)), 0.13 * park.height, 0, 6.2832); pen.fill(); }
    }
    const wall = (at, colour) => { pen.fillStyle = colour; pen.fillRect(middle - size, at - 0.55 * size, 2 * size, 1.35 * size); };
    const school = y + 0.17 * height, square = y + 0.5 * height, station = y + 0.83 * height;
    wall(school, "#b98b6b");
    pen.fillStyle = "#8a5a44";
    pen.beginPath(); pen.moveTo(middle - 1.15 * size, school - 0.55 * size); pen.lineTo(middle, school - 1.25 * size); pen.lineTo(middle + 1.15 * size, school - 0.55 * size); pen.fill();
    pen.fillStyle = "#5f7f62";
    pen.beginPath(); pen.arc(middle, square, 1.15 * size, 0, 6.2832); pen.fill();
    for (const [dx, dy] of [[-.5, -.3], [.45, -.45], [.1, .5]]) { pen.fillStyle = "#2f5a3c"; pen.beginPath(); pen.arc(middle + dx * size, square + dy * size, 0.33 * size, 0, 6.2832); pen.fill(); }
    wall(station, "#6f8fb5");
    pen.fillStyle = "#cfe0f2"; pen.fillRect(middle - 0.2 * size, station, 0.4 * size, 0.8 * size);
    if (width < 40) return;
    pen.font = `600 ${Math.max(9, Math.min(40, 0.2 * width))}px system-ui, sans-serif`;
    pen.textAlign = "center"; pen.textBaseline = "top"; pen.fillStyle = "#ffffff";
    for (const [at, text] of [[school, WORDS.places.school], [square + 0.35 * size, WORDS.places.square], [station, WORDS.places.station]]) pen.fillText(text, middle, at + 0.9 * size, width - 4);
  }

  // Where those live who have a name.
  drawNames(people) {
    const { pen } = this;
    pen.font = `700 ${Math.max(12, Math.min(40, 0.3 * this.inner[1]))}px system-ui, sans-serif`;
    pen.textAlign = "center"; pen.textBaseline = "bottom";
    for (const who of people) {
      const x = Math.max(26, Math.min(this.size[0] - 26, this.x[who])), y = Math.max(18, this.y[who] - this.dot - 3);
      pen.lineWidth = 4; pen.lineJoin = "round"; pen.strokeStyle = INK; pen.strokeText(nameOf(who), x, y);
      pen.fillStyle = "#ffffff"; pen.fillText(nameOf(who), x, y);
    }
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
      if (row.kind === "hearsay" && only?.includes("gossip") && row.points < 0) this.join(row, still ? 1 : 1 - (day - row.day) / linger, 2.6, GOSSIP);
      const name = SHAPE_OF[row.kind] || row.kind;
      if (!(name in SHAPES) || !wanted(name)) continue;
      const age = (day - row.day) / linger, alpha = still ? 1 : 1 - 0.8 * age;
      if (row.kind === "tie") { if (age < 0.5 || only) this.join(row, only ? alpha : FAINT * alpha, 1.2, "#ffffff"); } else if (row.kind === "meeting" || row.kind === "event" || row.kind === "came") continue;
      else if (OF_BLOCKS.has(row.kind)) {
        const [x, y] = this.middle(row.who);
        drawShape(pen, name, x, y, this.mark * (row.kind === "gathering" ? 1.7 : 1.25), alpha);
      } else drawShape(pen, name, this.x[row.who], this.y[row.who], this.mark, alpha);
    }
  }

  // A line between two people, dark at its edges.
  join(row, alpha, width, colour) {
    const { pen } = this;
    pen.globalAlpha = alpha;
    pen.beginPath();
    pen.moveTo(this.x[row.other], this.y[row.other]);
    pen.lineTo(this.x[row.who], this.y[row.who]);
    pen.lineWidth = 2.1 * width; pen.strokeStyle = INK; pen.stroke();
    pen.lineWidth = width; pen.strokeStyle = colour; pen.stroke();
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
