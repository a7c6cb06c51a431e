import type { TextDocument } from 'vscode';
import { decodeToken } from '../jwt/decode.ts';
import { innermost } from '../jwt/decrypt.ts';
import type { FoundToken } from '../jwt/find.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import { kindOf } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import { TextMemory } from './memory.ts';
import { rangeOf } from './tokenIndex.ts';

/** A token as every feature reads it. */
export interface Reading {
  readonly token: Token;
  readonly kind: Kind;
}

/** The tokens that are held decoded. */
const readings = new TextMemory<Reading>({ entries: 1500, length: 10_000_000 });

/** Decodes a token and says what it is for; the same text is decoded once as long as it is used. */
export function readToken(text: string): Reading {
  const known = readings.get(text);
  if (known) return known;
  const token = decodeToken(text);
  const reading = { token, kind: kindOf(token) };
  readings.set(text, reading);
  return reading;
}

/** Where the claims are to be read: of a JWE that was decrypted, what it holds; of any other token, itself. */
export function readClaims(reading: Reading, judgement: Judgement | undefined): Reading {
  const token = innermost(reading.token, judgement);
  return token === reading.token ? reading : { token, kind: kindOf(token) };
}

/** Reads the token that was found at a place of a document. */
export function readFound(document: TextDocument, found: FoundToken): Reading {
  return readToken(document.getText(rangeOf(document, found)));
}
