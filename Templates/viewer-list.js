// A list of any length of which only the rows in sight are on the page.
class LongList {
  /** `row(index)` makes a row, `guess(index, width)` says how high it may be in pixels. */
  constructor(host, { length, row, guess, name }) {
    this.host = host;
    this.row = row;
    this.guess = guess;
    this.active = -1;
    this.rows = new Map();
    this.sizer = el('div', { class: 'sizer' });
    this.window = el('div', { class: 'window' });
    this.sizer.append(this.window);
    host.classList.add('long');
    host.tabIndex = 0;
    host.setAttribute('role', 'list');
    host.setAttribute('aria-label', name);
    host.replaceChildren(this.sizer);
    host.addEventListener('scroll', () => this.later(), { passive: true });
    host.addEventListener('keydown', (event) => this.key(event));
    this.observer = new ResizeObserver(() => this.resized());
    this.setLength(length);
    this.observer.observe(host);
    LongList.current.add(this);
  }

  static current = new Set();

  close() {
    this.observer.disconnect();
    LongList.current.delete(this);
  }

  /** A new number of rows, with new content: all rows are made anew. */
  setLength(length) {
    this.length = length;
    this.heights = new Float64Array(length);
    this.known = new Uint8Array(length);
    this.offsets = new Float64Array(length + 1);
    this.active = -1;
    this.estimate();
    this.rows.clear();
    this.window.replaceChildren();
    this.draw();
  }

  estimate() {
    this.width = this.host.clientWidth || 600;
    for (let i = 0; i < this.length; i++) this.heights[i] = this.guess(i, this.width);
    this.known.fill(0);
    this.sum(0);
  }

  sum(from) {
    for (let i = from; i < this.length; i++) this.offsets[i + 1] = this.offsets[i] + this.heights[i];
    this.sizer.style.height = Math.ceil(this.offsets[this.length]) + 'px';
  }

  resized() {
    if (!this.host.isConnected || this.printing) return;
    if (Math.abs(this.host.clientWidth - this.width) > 1) {
      const top = this.indexAt(this.host.scrollTop);
      this.estimate();
      this.rows.clear();
      this.window.replaceChildren();
      if (top > 0) this.host.scrollTop = this.offsets[top];
    }
    this.draw();
  }

  later() {
    if (this.waiting || this.printing) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.draw(); });
  }

  indexAt(offset) {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.offsets[middle] <= offset) low = middle; else high = middle - 1;
    }
    return Math.max(0, low);
  }

  draw() {
    if (this.length === 0) return;
    for (let pass = 0; pass < 3; pass++) {
      const top = this.host.scrollTop;
      const view = this.host.clientHeight || 600;
      const first = this.indexAt(Math.max(0, top - 400));
      const last = this.indexAt(top + view + 400);
      this.show(first, last);
      if (!this.measure(first, last, this.indexAt(top))) break;
    }
  }

  show(first, last) {
    for (const [index, node] of this.rows) {
      if (index >= first && index <= last) continue;
      if (node.contains(document.activeElement)) this.host.focus({ preventScroll: true });
      node.remove();
      this.rows.delete(index);
    }
    let before = this.window.firstChild;
    for (let index = first; index <= last; index++) {
      let node = this.rows.get(index);
      if (!node) {
        node = this.row(index);
        node.setAttribute('role', 'listitem');
        node.setAttribute('aria-posinset', index + 1);
        node.setAttribute('aria-setsize', this.length);
        node.tabIndex = -1;
        node.dataset.index = index;
        if (index === this.flashing) node.classList.add('flash');
        this.rows.set(index, node);
      }
      if (node === before) before = node.nextSibling; else this.window.insertBefore(node, before);
    }
    this.first = first;
    this.window.style.transform = 'translateY(' + this.offsets[first] + 'px)';
  }

  /** Takes over true heights; true when anything moved. What is in sight stays where it is. */
  measure(first, last, anchor) {
    let changed = -1;
    let shift = 0;
    for (let index = first; index <= last; index++) {
      if (this.known[index]) continue;
      const height = this.rows.get(index).getBoundingClientRect().height;
      this.known[index] = 1;
      if (Math.abs(height - this.heights[index]) < 0.5) continue;
      if (index < anchor) shift += height - this.heights[index];
      this.heights[index] = height;
      if (changed < 0) changed = index;
    }
    if (changed < 0) return false;
    this.sum(changed);
    if (shift) this.host.scrollTop += shift;
    return true;
  }

  /** Brings a row into the upper third and marks it for a moment. */
  goTo(index, focus) {
    if (index < 0 || index >= this.length) return;
    this.flashing = index;
    this.active = index;
    for (let pass = 0; pass < 4; pass++) {
      this.host.scrollTop = Math.max(0, this.offsets[index] - this.host.clientHeight * 0.3);
      this.draw();
    }
    const node = this.rows.get(index);
    if (node) {
      node.classList.add('flash');
      if (focus) node.focus({ preventScroll: true });
    }
    setTimeout(() => { this.flashing = -1; }, 2500);
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && event.target.getAttribute('role') === 'listitem') {
      const link = event.target.querySelector('a[href]');
      if (link) link.click();
      return;
    }
    let next;
    if (event.key in moves) next = this.active < 0 ? this.indexAt(this.host.scrollTop) : this.active + moves[event.key];
    else if (event.key === 'Home') next = 0;
    else if (event.key === 'End') next = this.length - 1;
    else return;
    event.preventDefault();
    this.active = Math.min(this.length - 1, Math.max(0, next));
    this.reveal(this.active);
  }

  reveal(index) {
    for (let pass = 0; pass < 3; pass++) {
      const top = this.offsets[index];
      const bottom = this.offsets[index + 1];
      if (top < this.host.scrollTop) this.host.scrollTop = top;
      else if (bottom > this.host.scrollTop + this.host.clientHeight) this.host.scrollTop = bottom - this.host.clientHeight;
      this.draw();
    }
    const node = this.rows.get(index);
    if (node) node.focus({ preventScroll: true });
  }

  /** On paper there is no scrolling: all rows, up to what a printer can be asked for. */
  print(start) {
    this.printing = start;
    if (start) this.show(0, Math.min(this.length, 5000) - 1); else { this.rows.clear(); this.window.replaceChildren(); this.draw(); }
  }
}

addEventListener('beforeprint', () => { for (const list of LongList.current) if (list.length) list.print(true); });
addEventListener('afterprint', () => { for (const list of LongList.current) if (list.length) list.print(false); });
