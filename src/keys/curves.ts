import { KeyError } from './errors.ts';

/** A curve that keys may lie on. */
export interface Curve {
  /** Its JWK name (RFC 7518 section 6.2.1.1, RFC 8037 section 2). */
  readonly name: string;
  readonly type: 'EC' | 'OKP';
  /** The length of a coordinate and of a private key, in bytes. */
  readonly size: number;
  /** An EC curve's parameters (RFC 5480 section 2.1.1.1), an OKP curve's algorithm (RFC 8410 section 3). */
  readonly oid: string;
}

/** id-ecPublicKey, the algorithm of all EC keys (RFC 5480 section 2.1.1). */
export const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/** Every curve whose keys are read. */
export const CURVES: readonly Curve[] = [
  { name: 'P-256', type: 'EC', size: 32, oid: '1.2.840.10045.3.1.7' },
  { name: 'P-384', type: 'EC', size: 48, oid: '1.3.132.0.34' },
  { name: 'P-521', type: 'EC', size: 66, oid: '1.3.132.0.35' },
  { name: 'Ed25519', type: 'OKP', size: 32, oid: '1.3.101.112' },
  // For encryption alone (RFC 8037 section 3.2).
  { name: 'X25519', type: 'OKP', size: 32, oid: '1.3.101.110' },
];

/** EC curves that JOSE or Web Crypto has no place for, so that they can be called by their names. */
const OTHER_EC_CURVES: ReadonlyMap<string, string> = new Map([
  ['1.3.132.0.10', 'secp256k1'],
  ['1.3.132.0.33', 'P-224'],
  ['1.2.840.10045.3.1.1', 'P-192'],
  ['1.3.36.3.3.2.8.1.1.7', 'brainpoolP256r1'],
  ['1.3.36.3.3.2.8.1.1.11', 'brainpoolP384r1'],
  ['1.3.36.3.3.2.8.1.1.13', 'brainpoolP512r1'],
]);

/** The coordinates in an uncompressed point of a curve (SEC 1 section 2.3.3); `undefined` for any other bytes. */
export function coordinates({ size }: Curve, point: Uint8Array) {
  return point[0] === 4 && point.length === 1 + 2 * size
    ? { x: point.subarray(1, 1 + size), y: point.subarray(1 + size) }
    : undefined;
}

/** @throws {KeyError} `key.unsupported` */
export function curveNamed(name: string): Curve {
  const curve = CURVES.find((curve) => curve.name === name);
  if (!curve) throw new KeyError('key.unsupported', { name });
  return curve;
}

/** @throws {KeyError} `key.unsupported` */
export function ecCurve(oid: string): Curve {
  const curve = CURVES.find((curve) => curve.type === 'EC' && curve.oid === oid);
  if (!curve) throw new KeyError('key.unsupported', { name: `EC ${OTHER_EC_CURVES.get(oid) ?? oid}` });
  return curve;
}
