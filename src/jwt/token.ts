import type { Base64urlReason } from './base64url.ts';
import type { Disclosures } from './disclosures.ts';
import type { JsonNode, JsonObject } from './json.ts';
import type { Span } from './span.ts';

export type { JsonObject };

/** Which part of a token's compact serialization. */
export type PartName = 'header' | 'payload' | 'signature' | 'encryptedKey' | 'iv' | 'ciphertext' | 'tag' | 'disclosure';

/** Why a part cannot be read. `offset` is a UTF-16 offset in the token's text. */
export interface Fault {
  readonly part: PartName;
  readonly reason:
    | Base64urlReason
    | 'utf-8'
    | 'json'
    | 'json-cut-off' // JSON without its end
    | 'not-an-object'
    | 'not-a-disclosure' // not a list of a salt, perhaps a name, and a value
    | 'no-tilde' // the last disclosure has none behind it
    | 'missing-part' // too few parts, or one empty that must not be
    | 'extra-part'; // more parts than the form has; told of the last part that it has
  readonly offset: number;
}

/** A part that should hold a JSON object: the protected header, or a JWS's payload. Each member is read on first use. */
export interface JsonPart {
  readonly name: 'header' | 'payload';
  /** Where the part stands in the token's text. */
  readonly span: Span;
  /** The decoded bytes, as far as they could be decoded. */
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8 text; `undefined` where they are not UTF-8. */
  readonly text: string | undefined;
  /** The parsed object; `undefined` where the text is not a JSON object. */
  readonly value: JsonObject | undefined;
  /** The structure of `text`, with UTF-16 spans in it; `undefined` where it is not JSON. */
  readonly root: JsonNode | undefined;
  /** The offsets in the token's text of characters within the part that carry no bits: padding and white space. */
  readonly skipped: readonly number[];
  /** Where the part is damaged; what is only a consequence of an earlier fault is left out. */
  readonly faults: readonly Fault[];
}

/**
 * A token taken apart (RFC 7515 and 7516, compact serialization). Lossless: the raw text of each part is kept.
 * A damaged token decodes as far as it goes, and `faults` say where it is damaged.
 */
export interface Token {
  readonly text: string;
  readonly form: 'jws' | 'jwe';
  /** The parts in order, as spans of `text`. */
  readonly parts: readonly Span[];
  readonly header: JsonPart;
  /** A JWS's payload, or a JWE's content once it is decrypted; `undefined` until then. */
  readonly payload: JsonPart | undefined;
  /** What follows the signature of an SD-JWT (RFC 9901); `undefined` for any other token. */
  readonly disclosures: Disclosures | undefined;
  /** In the order of the parts; found on first use. */
  readonly faults: readonly Fault[];
}
