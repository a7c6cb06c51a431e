import type { Key } from '../jwt/key.ts';
import { bytesOf, children, type Node, oidOf, shapeOf } from './asn1.ts';
import { type Curve, coordinates, ecCurve } from './curves.ts';
import { fromCompressedPoint, withPublicPart } from './derive.ts';
import { formatUnsupported, notAKey } from './errors.ts';
import { curveKey } from './material.ts';

/**
 * The key in the fields of an ECPrivateKey (RFC 5915). In a PKCS#8 container the `parameters` beside it name the curve;
 * alone, it names its curve itself.
 * @throws {KeyError}
 */
export async function ecPrivateKey(fields: readonly Node[], parameters?: Node): Promise<Key> {
  const shape = shapeOf(fields);
  if (!/^io0?1?$/.test(shape)) throw notAKey();
  const [ownParameters] = shape.includes('0') ? children(fields[2]) : [];
  const [point] = shape.includes('1') ? children(fields.at(-1)) : [];
  const curve = curveOf(parameters ?? ownParameters);
  const d = bytesOf(fields[1]);
  const xy = coordinates(curve, bytesOf(point));
  return xy ? curveKey(curve, { ...xy, d }) : withPublicPart(curve, d);
}

/** The key in a point, uncompressed or compressed (SEC 1 section 2.3.3). @throws {KeyError} */
export async function ecPublicKey(point: Uint8Array<ArrayBuffer>, parameters: Node | undefined): Promise<Key> {
  const curve = curveOf(parameters);
  const xy = coordinates(curve, point);
  return xy ? curveKey(curve, xy) : fromCompressedPoint(curve, point);
}

function curveOf(parameters: Node | undefined): Curve {
  const oid = oidOf(parameters);
  if (oid === '') throw formatUnsupported('EC with explicit parameters', 'pkey -ec_param_enc named_curve');
  return ecCurve(oid);
}
