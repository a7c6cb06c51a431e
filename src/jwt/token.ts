import type { Span } from './span.ts';

/** A JSON object as `JSON.parse` gives it: convenient, but without number literals, duplicates and order of numeric names. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Which part of a token's compact serialization. */
export type PartName = 'header' | 'payload' | 'signature' | 'encryptedKey' | 'iv' | 'ciphertext' | 'tag';

/** Why a part cannot be read. `offset` is a UTF-16 offset in the token's text. */
export interface Fault {
  readonly part: PartName;
  readonly reason:
    | 'padding' // an `=`, which base64url in JOSE leaves out (RFC 7515 section 2)
    | 'base64-alphabet' // `+` or `/` of plain base64
    | 'white-space'
    | 'character' // any other character that is not base64url
    | 'cut-off' // a length that no whole number of bytes encodes to
    | 'trailing-bits' // unused bits of the last character are not zero
    | 'utf-8'
    | 'json'
    | 'not-an-object'
    | 'missing-part';
  readonly offset: number;
}

/** A part that should hold a JSON object: the protected header, or a JWS's payload. */
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
  /** A JWS's payload; `undefined` for a JWE, whose content is encrypted. */
  readonly payload: JsonPart | undefined;
  readonly faults: readonly Fault[];
}
