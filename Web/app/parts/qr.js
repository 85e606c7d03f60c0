// @ts-check
/**
 * A QR code (ISO/IEC 18004) of a text, bytes with error correction M, versions 1 to 15: up to 412 bytes.
 *
 * It draws secrets for authenticator apps, which must not be sent to an external service.
 */

/** Error correction codewords in a block, by version. */
const eccCount = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
/** Blocks, by version. */
const blockCount = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];

/** Modules that hold data and error correction. @param {number} version */
function rawModules(version) {
  let count = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const patterns = Math.floor(version / 7) + 2;
    count -= (25 * patterns - 10) * patterns - 55;
    if (version >= 7) count -= 36;
  }
  return count;
}

/** @param {number} version */
function dataCount(version) {
  return Math.floor(rawModules(version) / 8) - eccCount[version] * blockCount[version];
}

/** Product in the field of 256 elements with x⁸ + x⁴ + x³ + x² + 1. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11D);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

/** The coefficients of the generator, without the first. @param {number} degree */
function generator(degree) {
  const result = [...Array(degree - 1).fill(0), 1];
  let root = 1;
  for (let step = 0; step < degree; step++) {
    for (let index = 0; index < degree; index++) {
      result[index] = times(result[index], root);
      if (index + 1 < degree) result[index] ^= result[index + 1];
    }
    root = times(root, 2);
  }
  return result;
}

/** @param {number[]} data @param {number[]} divisor */
function remainder(data, divisor) {
  const result = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ /** @type {number} */ (result.shift());
    result.push(0);
    divisor.forEach((coefficient, index) => result[index] ^= times(coefficient, factor));
  }
  return result;
}

/** The text as codewords, filled up to the capacity. @param {Uint8Array} bytes @param {number} version */
function dataWords(bytes, version) {
  /** @type {number[]} */
  const bits = [];
  const append = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  append(4, 4);
  append(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) append(byte, 8);
  const capacity = dataCount(version) * 8;
  append(0, Math.min(4, capacity - bits.length));
  append(0, (8 - bits.length % 8) % 8);
  for (let pad = 0xEC; bits.length < capacity; pad ^= 0xEC ^ 0x11) append(pad, 8);
  const words = Array(bits.length / 8).fill(0);
  bits.forEach((bit, index) => words[index >> 3] |= bit << (7 - (index & 7)));
  return words;
}

/** Blocks with their error correction, interleaved. @param {number[]} data @param {number} version */
function interleaved(data, version) {
  const total = Math.floor(rawModules(version) / 8);
  const blocks = blockCount[version];
  const short = Math.floor(total / blocks);
  const shortBlocks = blocks - total % blocks;
  const divisor = generator(eccCount[version]);
  /** @type {number[][]} */
  const parts = [];
  let start = 0;
  for (let block = 0; block < blocks; block++) {
    const size = short - eccCount[version] + (block < shortBlocks ? 0 : 1);
    const words = data.slice(start, start + size);
    start += size;
    const ecc = remainder(words, divisor);
    // Short blocks have one word less than long ones.
    if (block < shortBlocks) words.push(-1);
    parts.push([...words, ...ecc]);
  }
  /** @type {number[]} */
  const result = [];
  for (let index = 0; index < parts[0].length; index++) {
    for (const part of parts) if (part[index] >= 0) result.push(part[index]);
  }
  return result;
}

/** Centres of the alignment patterns. @param {number} version */
function alignment(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = [6];
  for (let place = version * 4 + 10; places.length < count; place -= step) {
    places.splice(1, 0, place);
  }
  return places;
}

const masks = [
  (/** @type {number} */ x, /** @type {number} */ y) => (x + y) % 2,
  (/** @type {number} */ _, /** @type {number} */ y) => y % 2,
  (/** @type {number} */ x) => x % 3,
  (/** @type {number} */ x, /** @type {number} */ y) => (x + y) % 3,
  (/** @type {number} */ x, /** @type {number} */ y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (/** @type {number} */ x, /** @type {number} */ y) => x * y % 2 + x * y % 3,
  (/** @type {number} */ x, /** @type {number} */ y) => (x * y % 2 + x * y % 3) % 2,
  (/** @type {number} */ x, /** @type {number} */ y) => ((x + y) % 2 + x * y % 3) % 2,
];

/** A code in the making: which modules are dark, and which are not for data. */
class Code {
  /** @param {number} version */
  constructor(version) {
    this.version = version;
    this.size = version * 4 + 17;
    const blank = () => Array.from({ length: this.size }, () => Array(this.size).fill(false));
    /** @type {boolean[][]} */
    this.dark = blank();
    /** @type {boolean[][]} */
    this.fixed = blank();
  }

  /** @param {number} x @param {number} y @param {boolean} isDark */
  fix(x, y, isDark) {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.dark[y][x] = isDark;
    this.fixed[y][x] = true;
  }

  drawPatterns() {
    const last = this.size - 7;
    for (let place = 0; place < this.size; place++) {
      this.fix(6, place, place % 2 === 0);
      this.fix(place, 6, place % 2 === 0);
    }
    for (const [left, top] of [[0, 0], [last, 0], [0, last]]) {
      for (let dy = -1; dy <= 7; dy++) {
        for (let dx = -1; dx <= 7; dx++) {
          const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
          this.fix(left + dx, top + dy, ring !== 2 && ring !== 4);
        }
      }
    }
    const places = alignment(this.version);
    places.forEach((x, column) =>
      places.forEach((y, row) => {
        const end = places.length - 1;
        if ((!column && !row) || (!column && row === end) || (column === end && !row)) return;
        for (let dy = -2; dy <= 2; dy++) {
          for (let dx = -2; dx <= 2; dx++) {
            this.fix(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
          }
        }
      })
    );
    this.drawFormat(0);
    if (this.version >= 7) this.drawVersion();
  }

  drawVersion() {
    let rest = this.version;
    for (let step = 0; step < 12; step++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1F25);
    const bits = this.version << 12 | rest;
    for (let bit = 0; bit < 18; bit++) {
      const isDark = ((bits >>> bit) & 1) === 1;
      const [a, b] = [this.size - 11 + bit % 3, Math.floor(bit / 3)];
      this.fix(a, b, isDark);
      this.fix(b, a, isDark);
    }
  }

  /** The format: error correction M, and the mask; twice. @param {number} mask */
  drawFormat(mask) {
    let rest = mask;
    for (let step = 0; step < 10; step++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = (mask << 10 | rest) ^ 0x5412;
    const bit = (/** @type {number} */ place) => ((bits >>> place) & 1) === 1;
    for (let place = 0; place <= 5; place++) this.fix(8, place, bit(place));
    this.fix(8, 7, bit(6));
    this.fix(8, 8, bit(7));
    this.fix(7, 8, bit(8));
    for (let place = 9; place < 15; place++) this.fix(14 - place, 8, bit(place));
    for (let place = 0; place < 8; place++) this.fix(this.size - 1 - place, 8, bit(place));
    for (let place = 8; place < 15; place++) this.fix(8, this.size - 15 + place, bit(place));
    this.fix(8, this.size - 8, true);
  }

  /** In columns of two from the right, up and down in turn. @param {number[]} words */
  drawData(words) {
    let place = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      const isUpward = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step++) {
        const y = isUpward ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.fixed[y][x] || place >= words.length * 8) continue;
          this.dark[y][x] = ((words[place >> 3] >>> (7 - (place & 7))) & 1) === 1;
          place++;
        }
      }
    }
  }

  /** @param {number} mask */
  apply(mask) {
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        if (!this.fixed[y][x] && masks[mask](x, y) === 0) this.dark[y][x] = !this.dark[y][x];
      }
    }
  }

  /** How hard it is to read: runs, blocks, what looks like a finder, too dark or too light. */
  penalty() {
    let sum = 0;
    let darkCount = 0;
    const lines = [...this.dark, ...this.dark.map((_, x) => this.dark.map((row) => row[x]))];
    for (const line of lines) {
      const text = line.map((isDark) => isDark ? "1" : "0").join("");
      for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
      for (const pattern of ["10111010000", "00001011101"]) {
        for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) sum += 40;
      }
    }
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        if (this.dark[y][x]) darkCount++;
        if (
          x > 0 && y > 0 && this.dark[y][x] === this.dark[y - 1][x] &&
          this.dark[y][x] === this.dark[y][x - 1] && this.dark[y][x] === this.dark[y - 1][x - 1]
        ) sum += 3;
      }
    }
    return sum + Math.floor(Math.abs(darkCount * 20 / this.size ** 2 - 10)) * 10;
  }
}

/**
 * The modules of the code, row by row; true is dark.
 *
 * @param {string} text
 * @returns {boolean[][]}
 */
export function qrCode(text) {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  const needed = () => Math.ceil((4 + (version < 10 ? 8 : 16)) / 8 + bytes.length);
  while (version < 15 && needed() > dataCount(version)) version++;
  if (needed() > dataCount(version)) throw new RangeError("the text is too long for a code");
  const code = new Code(version);
  code.drawPatterns();
  code.drawData(interleaved(dataWords(bytes, version), version));
  let best = 0;
  let least = Infinity;
  masks.forEach((_, mask) => {
    code.apply(mask);
    code.drawFormat(mask);
    const penalty = code.penalty();
    if (penalty < least) [least, best] = [penalty, mask];
    // Applying a mask twice removes it.
    code.apply(mask);
  });
  code.apply(best);
  code.drawFormat(best);
  return code.dark;
}

/** The dark modules as the path of an SVG with one unit a module. @param {boolean[][]} modules */
export function qrPath(modules) {
  return modules.map((row, y) =>
    row.map((isDark, x) => isDark ? `M${x} ${y}h1v1h-1z` : "").join("")
  ).join("");
}
