/** SHA-256 (FIPS 180-4), at once: Web Crypto only promises it, and neither checks nor claims can wait. */

interface Constants {
  readonly initial: readonly number[];
  readonly rounds: readonly number[];
}

/** Made with the first hash: most windows have none. */
let constants: Constants | undefined;

/** The SHA-256 hash of a text's UTF-8 bytes, in lower-case hexadecimal: what `payload_hash` has of a request's body. */
export function hashOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new DataView(new ArrayBuffer(((bytes.length + 8) >> 6) * 64 + 64));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  padded.setBigUint64(padded.byteLength - 8, BigInt(bytes.length) * 8n);
  constants ??= constantsOf(firstPrimes(64));
  const { initial, rounds } = constants;
  const hash = [...initial];
  const words = new Int32Array(64);
  const word = (i: number) => words[i] ?? 0;
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let i = 0; i < 64; i++) {
      words[i] =
        i < 16
          ? padded.getInt32(block + 4 * i)
          : word(i - 16) + mix(word(i - 15), 7, 18, 3, true) + word(i - 7) + mix(word(i - 2), 17, 19, 10, true);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
    for (let i = 0; i < 64; i++) {
      const first = h + mix(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + (rounds[i] ?? 0) + word(i);
      const second = mix(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      hash[i] = ((hash[i] ?? 0) + value) | 0;
    });
  }
  return hash.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}

/** How a hash fits a body: as it is sent, or as compact JSON, which some receivers hash instead; `undefined`: it does not. */
export function fitOf(hash: string, body: string): 'as-sent' | 'as-compact' | undefined {
  if (hash === hashOf(body)) return 'as-sent';
  const compact = compactJson(body);
  return compact !== undefined && hash === hashOf(compact) ? 'as-compact' : undefined;
}

/** A JSON body as `JSON.stringify` writes it; `undefined` for any other. */
export function compactJson(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** The exclusive or of a word turned to the right by three counts; the last only shifts where `shifts`. */
function mix(word: number, one: number, two: number, three: number, shifts = false): number {
  const turn = (count: number) => (word >>> count) | (word << (32 - count));
  return turn(one) ^ turn(two) ^ (shifts ? word >>> three : turn(three));
}

function constantsOf(primes: readonly number[]): Constants {
  const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;
  return {
    initial: primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))),
    rounds: primes.map((prime) => fraction(Math.cbrt(prime))),
  };
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
