// SHA-256 (FIPS 180-4) in portions, for files too large for the browser's own digest, which wants them whole, and for
// browsers that keep theirs back on local pages. Checked against a known answer before it is used.
const sha256Constants = new Uint32Array(64);
const sha256Start = new Uint32Array(8);
(() => {
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);
  for (let candidate = 2, found = 0; found < 64; candidate++) {
    let isPrime = true;
    for (let d = 2; d * d <= candidate; d++) if (candidate % d === 0) isPrime = false;
    if (!isPrime) continue;
    if (found < 8) sha256Start[found] = fraction(Math.sqrt(candidate));
    sha256Constants[found++] = fraction(Math.cbrt(candidate));
  }
})();

class PortionDigest {
  constructor() {
    this.state = sha256Start.slice();
    this.words = new Uint32Array(64);
    this.rest = new Uint8Array(64);
    this.filled = 0;
    this.length = 0;
  }

  update(bytes) {
    this.length += bytes.length;
    let from = 0;
    if (this.filled) {
      from = Math.min(64 - this.filled, bytes.length);
      this.rest.set(bytes.subarray(0, from), this.filled);
      this.filled += from;
      if (this.filled < 64) return;
      this.block(this.rest, 0);
      this.filled = 0;
    }
    for (; from + 64 <= bytes.length; from += 64) this.block(bytes, from);
    this.rest.set(bytes.subarray(from));
    this.filled = bytes.length - from;
  }

  block(bytes, at) {
    const w = this.words;
    const k = sha256Constants;
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let i = 0; i < 16; i++, at += 4) w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = this.state;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    const s = this.state;
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
  }

  finish() {
    const tail = new Uint8Array((this.filled < 56 ? 64 : 128) - this.filled);
    const view = new DataView(tail.buffer);
    tail[0] = 0x80;
    view.setUint32(tail.length - 8, Math.floor(this.length / 2 ** 29));
    view.setUint32(tail.length - 4, (this.length << 3) >>> 0);
    this.update(tail);
    return Array.from(this.state, (word) => word.toString(16).padStart(8, '0')).join('');
  }
}

const knownAnswer = (() => {
  const digest = new PortionDigest();
  digest.update(new Uint8Array([0x61, 0x62, 0x63]));
  return digest.finish() === 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
})();

/** The SHA-256 of a picked file, in lower-case hexadecimal. `moved(bytes)` tells how far it is. */
async function digestOf(file, moved) {
  const whole = globalThis.crypto && crypto.subtle;
  if (whole && file.size <= 64 * 2 ** 20) {
    const result = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    moved(file.size);
    return Array.from(result, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  if (!knownAnswer) throw new Error(label('check.noDigest'));
  const digest = new PortionDigest();
  const portion = 8 * 2 ** 20;
  for (let at = 0; at < file.size; at += portion) {
    const bytes = new Uint8Array(await file.slice(at, at + portion).arrayBuffer());
    digest.update(bytes);
    moved(bytes.length);
  }
  return digest.finish();
}
