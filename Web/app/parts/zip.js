// @ts-check
/** The remainders of CRC-32 (ISO 3309) for every byte. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/**
 * CRC-32 of some bytes.
 *
 * @param {Uint8Array} bytes
 */
export function checksum(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = remainders[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Whole numbers of 2 and 4 bytes, little end first. @param {[bytes: 2 | 4, value: number][]} fields */
function numbers(fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
    place += size;
  }
  return bytes;
}

/** The archive holds files of up to 4 GB, as the first version of the format does. */
const largest = 0xffffffff;

/**
 * An archive (ZIP) of some files, as they are: the parts of a Shapefile become one file to send.
 *
 * @param {{ name: string, content: Blob }[]} files
 * @returns {Promise<Blob>}
 * @throws {RangeError} if they are too large together
 */
export async function zipped(files) {
  /** @type {BlobPart[]} */
  const parts = [];
  /** @type {BlobPart[]} */
  const directory = [];
  let place = 0;
  let directorySize = 0;
  for (const { name, content } of files) {
    if (place + content.size > largest) throw new RangeError("more than 4 GB");
    const letters = new TextEncoder().encode(name);
    const sum = checksum(new Uint8Array(await content.arrayBuffer()));
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    /** @type {[2 | 4, number][]} */
    const common = [
      [2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, sum], [4, content.size],
      [4, content.size], [2, letters.length], [2, 0],
    ];
    parts.push(numbers([[4, 0x04034b50], ...common]), letters, content);
    directory.push(
      numbers([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, place]]),
      letters,
    );
    place += 30 + letters.length + content.size;
    directorySize += 46 + letters.length;
  }
  const end = numbers([
    [4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, directorySize],
    [4, place], [2, 0],
  ]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}
