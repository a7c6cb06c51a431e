import {
  type ASN1Encodable,
  ASN1EncodableSequence,
  ASN1Integer,
  ASN1ObjectIdentifier,
  ASN1OctetString,
  encodeASN1,
  encodeObjectIdentifier,
} from '@oslojs/asn1';

/** An INTEGER, an OBJECT IDENTIFIER in dotted form, the bytes of an OCTET STRING, a SEQUENCE, or anything else of the library's. */
export type Asn1 = bigint | string | Uint8Array | readonly Asn1[] | ASN1Encodable;

/** The DER of a structure. */
export function der(value: Asn1): Uint8Array {
  return encodeASN1(encodable(value));
}

function encodable(value: Asn1): ASN1Encodable {
  if (typeof value === 'bigint') return new ASN1Integer(value);
  if (typeof value === 'string') return new ASN1ObjectIdentifier(encodeObjectIdentifier(value));
  if (value instanceof Uint8Array) return new ASN1OctetString(value);
  return 'contents' in value ? value : new ASN1EncodableSequence(value.map(encodable));
}
