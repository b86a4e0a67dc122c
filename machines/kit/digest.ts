/** SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, as 64 hex digits. Written out because a machine may import nothing of Node. */

const primes = firstPrimes(64);
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const rounds = primes.map((prime) => fraction(Math.cbrt(prime)));

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const at = (words: readonly number[], index: number): number => words[index] ?? 0;

export function digestOf(text: string): string {
  const words = padded(new TextEncoder().encode(text));
  let state: readonly number[] = initial;
  for (let block = 0; block < words.length; block += 16) state = compress(state, words.slice(block, block + 16));
  return state.map((word) => word.toString(16).padStart(8, "0")).join("");
}

/** The message as 32-bit words: a one bit, zeros, and the length in bits, up to a multiple of 16 words. */
function padded(bytes: Uint8Array): readonly number[] {
  const words = new Array<number>((((bytes.length + 8) >> 6) + 1) * 16).fill(0);
  bytes.forEach((byte, index) => (words[index >> 2] = at(words, index >> 2) | (byte << (24 - 8 * (index % 4)))));
  words[bytes.length >> 2] = at(words, bytes.length >> 2) | (0x80 << (24 - 8 * (bytes.length % 4)));
  words[words.length - 1] = bytes.length * 8;
  return words;
}

function compress(state: readonly number[], block: readonly number[]): readonly number[] {
  const schedule = extended(block);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let round = 0; round < 64; round += 1) {
    const mixed = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + mixed + ((e & f) ^ (~e & g)) + at(rounds, round) + at(schedule, round)) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + at(state, index)) >>> 0);
}

function extended(block: readonly number[]): readonly number[] {
  const schedule = [...block];
  for (let index = 16; index < 64; index += 1) {
    const early = at(schedule, index - 15);
    const late = at(schedule, index - 2);
    const small = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const large = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule.push((at(schedule, index - 16) + small + at(schedule, index - 7) + large) | 0);
  }
  return schedule;
}
