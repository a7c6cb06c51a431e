import type { Key } from '../jwt/key.ts';
import { bytesOf, children, decodeAsn1, type Node, numberOf, oidOf, shapeOf } from './asn1.ts';
import { CURVES, EC_PUBLIC_KEY } from './curves.ts';
import { fromSeed, withPublicPart } from './derive.ts';
import { ecPrivateKey, ecPublicKey } from './ec.ts';
import { KeyError, notAKey } from './errors.ts';
import { curveKey } from './material.ts';
import { mlDsaKey, PARAMETER_SETS, type ParameterSet } from './mlDsa.ts';
import { rsaPrivateKey, rsaPublicKey } from './pkcs1.ts';

/** How the keys of one algorithm identifier are read, in a PKCS#8 container and in a SubjectPublicKeyInfo. */
interface KeyReader {
  readonly privateKey: (bytes: Uint8Array<ArrayBuffer>, parameters: Node | undefined) => Key | Promise<Key>;
  readonly publicKey: (bytes: Uint8Array<ArrayBuffer>, parameters: Node | undefined) => Key | Promise<Key>;
}

const fieldsOf = (bytes: Uint8Array) => children(decodeAsn1(bytes));

const readers: ReadonlyMap<string, KeyReader> = new Map<string, KeyReader>([
  [
    '1.2.840.113549.1.1.1', // rsaEncryption (RFC 8017 appendix A.1)
    { privateKey: (bytes) => rsaPrivateKey(fieldsOf(bytes)), publicKey: (bytes) => rsaPublicKey(fieldsOf(bytes)) },
  ],
  [
    '1.2.840.113549.1.1.10', // id-RSASSA-PSS (RFC 4055 section 3.1)
    {
      privateKey: (bytes, parameters) => rsaPrivateKey(fieldsOf(bytes), { limits: pssLimits(parameters) }),
      publicKey: (bytes, parameters) => rsaPublicKey(fieldsOf(bytes), { limits: pssLimits(parameters) }),
    },
  ],
  [
    EC_PUBLIC_KEY,
    { privateKey: (bytes, parameters) => ecPrivateKey(fieldsOf(bytes), parameters), publicKey: ecPublicKey },
  ],
  // id-Ed25519, id-X25519 (RFC 8410)
  ...CURVES.filter(({ type }) => type === 'OKP').map((curve): [string, KeyReader] => [
    curve.oid,
    {
      privateKey: (bytes) => withPublicPart(curve, bytesOf(decodeAsn1(bytes))),
      publicKey: (x) => curveKey(curve, { x }),
    },
  ]),
  ...PARAMETER_SETS.map((parameters): [string, KeyReader] => [
    parameters.oid,
    {
      privateKey: (bytes) => mlDsaPrivateKey(parameters, decodeAsn1(bytes)),
      publicKey: (pub) => mlDsaKey(parameters, { pub }),
    },
  ]),
]);

/** Keys that sign no token, or not here, so that they can be called by their names. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10040.4.1', 'DSA'],
  ['1.2.840.10046.2.1', 'DH'],
  ['1.2.840.113549.1.3.1', 'DH'],
  ['1.2.840.113549.1.1.7', 'RSA-OAEP'],
  ['1.3.101.111', 'X448'],
  ['1.3.101.113', 'Ed448'],
]);

/**
 * Reads a key by its AlgorithmIdentifier.
 * @throws {KeyError} `key.unsupported`, `key.not-a-key`, `key.no-web-crypto`
 */
export function keyOfType(
  identifier: Node | undefined,
  half: keyof KeyReader,
  bytes: Uint8Array<ArrayBuffer>,
): Key | Promise<Key> {
  const [algorithm, parameters] = children(identifier);
  const oid = oidOf(algorithm);
  if (oid === '') throw notAKey();
  const reader = readers.get(oid);
  if (!reader) throw new KeyError('key.unsupported', { name: otherNames.get(oid) ?? oid });
  return reader[half](bytes, parameters);
}

/** The key in an ML-DSA-PrivateKey (RFC 9881 section 6): a seed, what it expands to, or both. A JWK holds the seed. */
function mlDsaPrivateKey(parameters: ParameterSet, node: Node): Promise<Key> {
  const shape = shapeOf([node]);
  const [seed] = shape === '0' ? [node] : children(node);
  if (shape === 'o') throw new KeyError('key.unsupported', { name: `${parameters.name} without its seed` });
  return fromSeed(parameters, bytesOf(seed));
}

const PSS_HASHES: readonly { readonly oid: string; readonly algorithm: string; readonly bytes: number }[] = [
  { oid: '2.16.840.1.101.3.4.2.1', algorithm: 'PS256', bytes: 32 },
  { oid: '2.16.840.1.101.3.4.2.2', algorithm: 'PS384', bytes: 48 },
  { oid: '2.16.840.1.101.3.4.2.3', algorithm: 'PS512', bytes: 64 },
];

/**
 * The algorithms that an id-RSASSA-PSS key may be used with: all of PS without parameters; with them the one of their
 * hash, unless they ask for a longer salt than JOSE's (RFC 7518 section 3.5), and none for SHA-1, which is what absent
 * fields mean.
 */
function pssLimits(parameters: Node | undefined): Key['limits'] {
  const fields = children(parameters);
  const field = (tag: number) => children(fields.find((field) => shapeOf([field]) === `${tag}`))[0];
  const hash = oidOf(children(field(0))[0]);
  const saltLength = field(2) ? numberOf(field(2)) : 20;
  const isRestricted = parameters !== undefined && shapeOf([parameters]) === 's';
  const allowed = PSS_HASHES.filter(({ oid, bytes }) => !isRestricted || (oid === hash && saltLength <= bytes));
  return { algorithms: allowed.map(({ algorithm }) => algorithm) };
}
