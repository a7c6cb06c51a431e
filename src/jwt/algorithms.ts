import { memberValue } from './json.ts';
import { type Key, type KeyType, keyLabel } from './key.ts';
import type { Token } from './token.ts';

/** A JOSE signature algorithm (RFC 7518 section 3.1, RFC 8037, RFC 9864, RFC 9964) and what Web Crypto calls it. */
export interface Algorithm {
  readonly name: string;
  /** The key that it needs. */
  readonly type: KeyType;
  readonly curve?: string;
  /** RSA keys below this length do not sign (RFC 7518 sections 3.3 and 3.5). They verify: an existing signature is what it is. */
  readonly minimumBits?: number;
  /** Secrets below this length draw a warning (RFC 7518 section 3.2). */
  readonly advisedBits?: number;
  /** How many bytes its signatures have; of RSA those of the usual keys. */
  readonly signatureBytes: readonly number[];
  /** Web Crypto's parameters for importing a key, and for signing and verifying with it. */
  readonly importing: RsaHashedImportParams | EcKeyImportParams | HmacImportParams | KeyAlgorithm;
  readonly signing: EcdsaParams | RsaPssParams | KeyAlgorithm;
}

/** Unsecured tokens (RFC 7519 section 6): no key, an empty signature. In no row of the table, so that no key ever fits it. */
export const NONE = 'none';

type Size = 256 | 384 | 512;

/** The bits of the shortest RSA key that signs or encrypts (RFC 7518 sections 3.3, 3.5, 4.2 and 4.3). */
export const MINIMUM_RSA_BITS = 2048;

const hmac = (size: Size): Algorithm => ({
  name: `HS${size}`,
  type: 'oct',
  advisedBits: size,
  signatureBytes: [size / 8],
  importing: { name: 'HMAC', hash: `SHA-${size}` },
  signing: { name: 'HMAC' },
});

/** As long as the modulus: of 1024, 1536, 2048, 3072, 4096, 8192 and 16384 bits. */
const MODULI = [128, 192, 256, 384, 512, 1024, 2048];

const rsaPkcs1 = (size: Size): Algorithm => ({
  name: `RS${size}`,
  type: 'RSA',
  minimumBits: MINIMUM_RSA_BITS,
  signatureBytes: MODULI,
  importing: { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${size}` },
  signing: { name: 'RSASSA-PKCS1-v1_5' },
});

const rsaPss = (size: Size): Algorithm => ({
  name: `PS${size}`,
  type: 'RSA',
  minimumBits: MINIMUM_RSA_BITS,
  signatureBytes: MODULI,
  importing: { name: 'RSA-PSS', hash: `SHA-${size}` },
  signing: { name: 'RSA-PSS', saltLength: size / 8 },
});

const ecdsa = (size: Size, curve: string): Algorithm => ({
  name: `ES${size}`,
  type: 'EC',
  curve,
  // Two numbers, each as long as the curve's.
  signatureBytes: [2 * Math.ceil((size === 512 ? 521 : size) / 8)],
  importing: { name: 'ECDSA', namedCurve: curve },
  signing: { name: 'ECDSA', hash: `SHA-${size}` },
});

const ed25519 = (name: string): Algorithm => ({
  name,
  type: 'OKP',
  curve: 'Ed25519',
  signatureBytes: [64],
  importing: { name: 'Ed25519' },
  signing: { name: 'Ed25519' },
});

const mlDsa = (name: string, bytes: number): Algorithm => ({
  name,
  type: 'AKP',
  curve: name,
  signatureBytes: [bytes],
  importing: { name },
  signing: { name },
});

/** Every algorithm that Tokensmith signs and verifies with; of those that fit a key, the first is its default. */
export const ALGORITHMS: readonly Algorithm[] = [
  hmac(256),
  hmac(384),
  hmac(512),
  rsaPkcs1(256),
  rsaPkcs1(384),
  rsaPkcs1(512),
  rsaPss(256),
  rsaPss(384),
  rsaPss(512),
  ecdsa(256, 'P-256'),
  ecdsa(384, 'P-384'),
  ecdsa(512, 'P-521'),
  ed25519('EdDSA'),
  ed25519('Ed25519'),
  mlDsa('ML-DSA-44', 2420),
  mlDsa('ML-DSA-65', 3309),
  mlDsa('ML-DSA-87', 4627),
];

const byName: ReadonlyMap<unknown, Algorithm> = new Map(ALGORITHMS.map((algorithm) => [algorithm.name, algorithm]));

/** The row of an `alg` value as it stands in a header; names are case-sensitive (RFC 7515 section 4.1.1). */
export function algorithmNamed(name: unknown): Algorithm | undefined {
  return byName.get(name);
}

/** Whether tokens of an algorithm are signed with a secret. */
export function isHmac(name: unknown): boolean {
  return algorithmNamed(name)?.type === 'oct';
}

/** Why a key cannot be used with an algorithm: codes, and the facts for their words. */
export type KeyUseErrors = {
  /** Neither in the table nor, where it is, in this host's Web Crypto. */
  'algorithm.unsupported': { readonly algorithm: string };
  /** `none` takes no key. */
  'algorithm.none-with-key': { readonly key: string };
  'key.wrong-type': { readonly algorithm: string; readonly key: string; readonly needed: string };
  'key.wrong-curve': { readonly algorithm: string; readonly key: string; readonly needed: string };
  /** A public key; signing needs the private one. */
  'key.public-for-signing': { readonly algorithm: string; readonly key: string };
  /** A public key; decrypting needs the private one. */
  'key.public-for-decrypting': { readonly algorithm: string; readonly key: string };
  'key.too-short': { readonly algorithm: string; readonly bits: number; readonly needed: number };
  /** The key's own `alg`, `use` or `key_ops` forbids it; `value` is what that allows. */
  'key.limited': { readonly algorithm: string; readonly limit: 'alg' | 'use' | 'key_ops'; readonly value: string };
  /** The key has its form, but its numbers do not make a key. */
  'key.damaged': { readonly key: string };
  /** No `crypto.subtle`: a web page that was not served securely. */
  'key.no-web-crypto': Readonly<Record<string, never>>;
};

/** One of the reasons above, as a value. */
export type Unfit = {
  [Code in keyof KeyUseErrors]: { readonly code: Code; readonly data: KeyUseErrors[Code] };
}[keyof KeyUseErrors];

/** What a key is to do. A private key verifies with its public half. */
export type Operation = 'sign' | 'verify';

/** Why `key` must not be used with the algorithm `name`; `undefined` if it may. Asks the key alone, before any signature is looked at. */
export function fits(key: Key, name: string, operation: Operation = 'sign'): Unfit | undefined {
  if (name === NONE) return { code: 'algorithm.none-with-key', data: { key: keyLabel(key) } };
  const algorithm = algorithmNamed(name);
  if (!algorithm) return { code: 'algorithm.unsupported', data: { algorithm: name } };
  return misfit(key, algorithm, operation) ?? limit(key, algorithm, operation);
}

/** The names of the algorithms that `key` may sign (or verify) with, the default first; none for a public key that is to sign. */
export function algorithmsFor(key: Key, operation: Operation = 'sign'): readonly string[] {
  return ALGORITHMS.map(({ name }) => name).filter((name) => fits(key, name, operation) === undefined);
}

/** A secret that is shorter than RFC 7518 section 3.2 wants for the algorithm: it signs, and a warning is due. Lengths in bits. */
export function shortSecret(key: Key, name: string): { readonly bits: number; readonly needed: number } | undefined {
  const needed = algorithmNamed(name)?.advisedBits;
  return key.type === 'oct' && key.bits !== undefined && needed !== undefined && key.bits < needed
    ? { bits: key.bits, needed }
    : undefined;
}

function misfit(key: Key, algorithm: Algorithm, operation: Operation): Unfit | undefined {
  const { name, type, curve, minimumBits = 0 } = algorithm;
  if (key.type !== type) {
    const needed = { oct: 'HMAC', RSA: 'RSA', EC: `EC ${curve}`, OKP: `${curve}`, AKP: name }[type];
    return { code: 'key.wrong-type', data: { algorithm: name, key: keyLabel(key), needed } };
  }
  if (curve !== undefined && key.curve !== curve) {
    return { code: 'key.wrong-curve', data: { algorithm: name, key: keyLabel(key), needed: curve } };
  }
  if (operation === 'verify') return undefined;
  if (key.form === 'public') return { code: 'key.public-for-signing', data: { algorithm: name, key: keyLabel(key) } };
  if (key.bits !== undefined && key.bits < minimumBits) {
    return { code: 'key.too-short', data: { algorithm: name, bits: key.bits, needed: minimumBits } };
  }
  return undefined;
}

function limit(key: Key, { name }: Algorithm, operation: Operation): Unfit | undefined {
  // A private key's `sign` is its public half's `verify`.
  const allowed = operation === 'verify' && key.form === 'private' ? [operation, 'sign'] : [operation];
  return limitOf(key, [name], 'sig', allowed);
}

/**
 * Which of the key's own limits forbids a use.
 * @param names the values of a JWK's `alg` that allow it, the algorithm first
 * @param operations the values of `key_ops` of which one has to be there
 */
export function limitOf(
  { limits }: Key,
  names: readonly [string, ...string[]],
  use: 'sig' | 'enc',
  operations: readonly string[],
): Unfit | undefined {
  const limited = (limit: KeyUseErrors['key.limited']['limit'], value: string): Unfit => ({
    code: 'key.limited',
    data: { algorithm: names[0], limit, value },
  });
  if (limits.algorithms && !limits.algorithms.some((name) => names.includes(name)))
    return limited('alg', limits.algorithms.join(', '));
  if (limits.use !== undefined && limits.use !== use) return limited('use', limits.use);
  const isAllowed = limits.operations?.some((name) => operations.includes(name)) ?? true;
  return isAllowed ? undefined : limited('key_ops', limits.operations?.join(', ') ?? '');
}

/** The token's own `alg`, as a text. */
export function ownAlgorithm(token: Token): string {
  return String(memberValue(token.header.value, 'alg'));
}
