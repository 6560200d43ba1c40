/** A number that means a place in the world: the same place has the same number in every run with the same seed. */
export type Place = number;

/** The place of a path, or of any other text, in the world of a seed. */
export function placeOf(seed: number, text: string): Place {
  let hash = scatter(seed ^ 0x9e3779b9);
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return scatter(hash);
}

/** A place inside of another, such as a field of a resource or an item of a list. */
export function inside(place: Place, part: number): Place {
  return scatter(Math.imul(place, 0x85ebca6b) ^ scatter(part + 0x632be5ab));
}

/** The number of a name, for `inside`. */
export function nameNumber(name: string): number {
  return placeOf(0, name);
}

/** A whole number from 0 up to, not including, `below`. Another `salt` gives another number for the same place. */
export function draw(place: Place, below: number, salt = 0): number {
  return inside(place, salt) % Math.max(1, below);
}

/** Hexadecimal digits. */
export function hexAt(place: Place, length: number): string {
  let hex = '';
  for (let part = 1; hex.length < length; part += 1) {
    const bits = inside(place, part);
    hex += `${byteHex(bits >>> 24)}${byteHex(bits >>> 16)}${byteHex(bits >>> 8)}${byteHex(bits)}`;
  }
  return hex.slice(0, length);
}

/** Identifiers are made by the thousand: `toString(16)` with its padding takes four times as long. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function byteHex(bits: number): string {
  return BYTES[bits & 0xff] ?? '00';
}

/** A UUID of version 4 whose first eight digits are given. */
export function uuidAt(place: Place, first: string = hexAt(place, 8)): string {
  const hex = hexAt(inside(place, 7), 24);
  const variant = '89ab'.charAt(parseInt(hex.charAt(8), 16) & 3);
  return `${first}-${hex.slice(0, 4)}-4${hex.slice(5, 8)}-${variant}${hex.slice(9, 12)}-${hex.slice(12, 24)}`;
}

/**
 * Mixes numbers of `bits` bits (an even count) so that each has one image and can be found again: neighbours get names that
 * do not look alike. A Feistel network.
 */
export function shuffled(value: number, bits: number, place: Place): number {
  const half = bits / 2;
  const mask = 2 ** half - 1;
  let [left, right] = [Math.floor(value / 2 ** half) & mask, value & mask];
  for (let round = 0; round < ROUNDS; round += 1) {
    [left, right] = [right, left ^ (inside(place ^ right, round) & mask)];
  }
  return left * 2 ** half + right;
}

/** The number that `shuffled` made another of. */
export function unshuffled(value: number, bits: number, place: Place): number {
  const half = bits / 2;
  const mask = 2 ** half - 1;
  let [left, right] = [Math.floor(value / 2 ** half) & mask, value & mask];
  for (let round = ROUNDS - 1; round >= 0; round -= 1) {
    [left, right] = [right ^ (inside(place ^ left, round) & mask), left];
  }
  return left * 2 ** half + right;
}

const ROUNDS = 4;

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's. */
function scatter(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
