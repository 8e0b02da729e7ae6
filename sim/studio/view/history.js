"use strict";
// History: whole states, one after the other. A slider that is dragged is one change.
class History {
  constructor(now) {
    this.now = now;
    this.past = [];
    this.future = [];
    this.key = null;
  }

  change(next, key = null) {
    if (key === null || key !== this.key) this.past.push(this.now);
    this.key = key;
    this.future = [];
    this.now = next;
  }

  // What comes next is a change of its own, even of the same field.
  rest() {
    this.key = null;
  }

  undo() {
    return this.step(this.past, this.future);
  }

  redo() {
    return this.step(this.future, this.past);
  }

  step(from, to) {
    this.rest();
    if (!from.length) return false;
    to.push(this.now);
    this.now = from.pop();
    return true;
  }
}
