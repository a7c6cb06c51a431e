import { bytesToHex } from '@noble/hashes/utils.js';
import type { Key } from '../jwt/key.ts';
import { bytesFromHex } from './base64.ts';
import { coordinates, curveNamed } from './curves.ts';
import { KeyError, notAKey } from './errors.ts';
import { curveKey, type Numbers, rsaKey } from './material.ts';

/** What OpenSSH calls the curves that tokens are signed on. */
const CURVES: ReadonlyMap<string, string> = new Map([
  ['ecdsa-sha2-nistp256', 'P-256'],
  ['ecdsa-sha2-nistp384', 'P-384'],
  ['ecdsa-sha2-nistp521', 'P-521'],
]);

const MAGIC = 'openssh-key-v1\0';

/** Writes a copy without its passphrase. ssh-keygen refuses a file that others may read, and a copy may be one. */
const WITHOUT_PASSPHRASE = 'cp <file> <new file> && chmod 600 <new file> && ssh-keygen -p -N "" -f <new file>';

/** The key in bytes that are OpenSSH's, without armour or type before them; `undefined` for others. @throws {KeyError} as below */
export function sshKey(bytes: Uint8Array): Key | undefined {
  const beginning = beginningOf(bytes);
  if (beginning === MAGIC) return sshPrivateKey(bytes);
  return /^\0\0\0[\s\S](?:ssh|ecdsa|sk)-/.test(beginning) ? sshPublicKey(bytes) : undefined;
}

/** The public key in the binary form of RFC 4253 section 6.6 and RFC 5656 section 3.1. @throws {KeyError} */
export function sshPublicKey(bytes: Uint8Array): Key {
  return keyOf(new Fields(bytes), false);
}

/**
 * The private key in what stands between OpenSSH's armour (PROTOCOL.key), if no passphrase keeps it.
 * @throws {KeyError} `key.encryption-unsupported` with the command that takes the passphrase away; `key.unsupported`,
 * `key.not-a-key`, `key.cut-off`
 */
export function sshPrivateKey(bytes: Uint8Array): Key {
  if (beginningOf(bytes) !== MAGIC) throw notAKey();
  const fields = new Fields(bytes.subarray(MAGIC.length));
  const cipher = fields.text();
  fields.bytes(); // How the passphrase becomes a key,
  fields.bytes(); // and with which salt.
  const count = fields.number();
  if (cipher !== 'none') {
    const encryption = `OpenSSH ${/^[\w@.-]{1,32}/.exec(cipher)?.[0] ?? ''}`.trim();
    throw new KeyError('key.encryption-unsupported', { encryption, command: WITHOUT_PASSPHRASE });
  }
  if (count !== 1) throw new KeyError('key.unsupported', { name: `OpenSSH × ${count}` });
  fields.bytes(); // The public half, which the private one has as well.
  const content = new Fields(fields.bytes());
  const [check, again] = [content.number(), content.number()];
  if (check !== again) throw notAKey();
  return keyOf(content, true);
}

function beginningOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length));
}

function keyOf(fields: Fields, isPrivate: boolean): Key {
  const type = fields.text();
  if (type === 'ssh-rsa') return rsaKey(isPrivate ? rsaPrivate(fields) : { e: fields.bytes(), n: fields.bytes() });
  if (type === 'ssh-ed25519') {
    const x = fields.bytes();
    // The seed, with the public key behind it.
    const d = isPrivate ? fields.bytes().subarray(0, 32) : undefined;
    return curveKey(curveNamed('Ed25519'), { x, ...(d && { d }) });
  }
  const name = CURVES.get(type);
  if (name === undefined) throw new KeyError('key.unsupported', { name: `OpenSSH ${type.slice(0, 40)}`.trim() });
  const curve = curveNamed(name);
  fields.bytes(); // The curve's name once more.
  const xy = coordinates(curve, fields.bytes());
  if (!xy) throw notAKey();
  return curveKey(curve, isPrivate ? { ...xy, d: fields.bytes() } : xy);
}

/** OpenSSH leaves out what can be computed. */
function rsaPrivate(fields: Fields): Numbers {
  const [n, e, d] = [fields.bytes(), fields.bytes(), fields.bytes()];
  const [qi, p, q] = [fields.bytes(), fields.bytes(), fields.bytes()];
  return { n, e, d, p, q, dp: remainder(d, p), dq: remainder(d, q), qi };
}

/** `d` modulo `prime - 1`. */
function remainder(d: Uint8Array, prime: Uint8Array): Uint8Array {
  const divisor = numberOf(prime) - 1n;
  if (divisor < 1n) throw notAKey();
  const hex = (numberOf(d) % divisor).toString(16);
  return bytesFromHex(hex.padStart(hex.length + (hex.length % 2), '0')) ?? new Uint8Array();
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${bytesToHex(bytes)}`);
}

/** The fields of SSH's binary packets (RFC 4251 section 5), one after the other. @throws {KeyError} `key.cut-off` */
class Fields {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  number(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#next(4);
    return a * 0x100_0000 + b * 0x1_0000 + c * 0x100 + d;
  }

  bytes(): Uint8Array {
    return this.#next(this.number());
  }

  text(): string {
    return new TextDecoder('latin1').decode(this.bytes());
  }

  #next(size: number): Uint8Array {
    const end = this.#at + size;
    if (end > this.#bytes.length) throw new KeyError('key.cut-off', {});
    const field = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return field;
  }
}
