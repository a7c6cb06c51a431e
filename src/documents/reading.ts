import type { TextDocument } from 'vscode';
import { encodeBase64url } from '../jwt/base64url.ts';
import { decodeToken, withContent } from '../jwt/decode.ts';
import { member } from '../jwt/json.ts';
import type { Span } from '../jwt/span.ts';
import type { Token } from '../jwt/token.ts';
import type { KnownInspection, Tokens } from '../tokens/tokens.ts';
import { type DocumentParts, documentParts, nestedParts } from './content.ts';

/** The text of a `jwt:` document read as the token that it would be. */
export interface TextReading {
  readonly token: Token;
  readonly parts: DocumentParts;
}

/** A `jwt:` document, and what is known now of the token that it would be. */
export interface DocumentReading extends TextReading {
  readonly inspection: KnownInspection;
}

/** Reads `jwt:` documents; each text is read once, however many features ask. */
export class DocumentReader {
  readonly #tokens: Tokens;
  readonly #readings = new WeakMap<
    TextDocument,
    { readonly version: number; readonly reading: TextReading | undefined }
  >();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** The token that a document stands for; `undefined` where its text is no JSON object. */
  read(document: TextDocument): DocumentReading | undefined {
    const known = this.#readings.get(document);
    const reading = known?.version === document.version ? known.reading : readText(document.getText());
    this.#readings.set(document, { version: document.version, reading });
    return reading && { ...reading, inspection: this.#tokens.inspectDraft(document, reading.token) };
  }
}

/**
 * The token that the text of a `jwt:` document stands for, without a signature; its parts are laid out as
 * they are in the document. `undefined` where the text is no JSON object.
 */
export function readText(text: string): TextReading | undefined {
  const parts = documentParts(text);
  return parts && readParts(text, parts);
}

/** What stands for the parts that a document does not show is as good as any. */
const anyPart = 'AAAA';

function readParts(text: string, parts: DocumentParts): TextReading {
  const { header, payload } = parts;
  const nested = nestedParts(parts);
  if (nested) return readParts(text, nested);
  const before = encoded(text, header);
  if (!member(header, 'enc')) return { token: decodeToken([before, encoded(text, payload), ''].join('.')), parts };
  // Of a JWE there is the header and, once decrypted, the content.
  const token = decodeToken([before, anyPart, anyPart, anyPart, anyPart].join('.'));
  return { token: payload ? withContent(token, bytesOf(text, payload)) : token, parts };
}

function encoded(text: string, span: Span | undefined): string {
  return span ? encodeBase64url(bytesOf(text, span)) : '';
}

function bytesOf(text: string, { start, end }: Span): Uint8Array {
  return new TextEncoder().encode(text.slice(start, end));
}
