import type { TextDocument } from 'vscode';
import { encodeBase64url } from '../jwt/base64url.ts';
import { withContent } from '../jwt/decode.ts';
import { member } from '../jwt/json.ts';
import type { Span } from '../jwt/span.ts';
import { kindOf } from '../kinds/index.ts';
import { type Reading, readToken } from '../tokens/reading.ts';
import { type DocumentParts, documentParts, nestedParts } from './content.ts';

/** A `jwt:` document read as the token that it would be. */
export interface DocumentReading extends Reading {
  readonly parts: DocumentParts;
}

/** What is read of a document as long as its text is the same. */
const readings = new WeakMap<
  TextDocument,
  { readonly version: number; readonly reading: DocumentReading | undefined }
>();

/**
 * The token that the text of a `jwt:` document stands for, without a signature; its parts are laid out as they are in
 * the document. `undefined` where the text is no JSON object.
 */
export function readDocument(document: TextDocument): DocumentReading | undefined {
  const known = readings.get(document);
  if (known?.version === document.version) return known.reading;
  const text = document.getText();
  const parts = documentParts(text);
  const reading = parts && readParts(text, parts);
  readings.set(document, { version: document.version, reading });
  return reading;
}

function readParts(text: string, parts: DocumentParts): DocumentReading {
  const { header, payload } = parts;
  const nested = nestedParts(parts);
  if (nested) return readParts(text, nested);
  if (!member(header, 'enc')) return { ...readToken(`${encoded(text, header)}.${encoded(text, payload)}.`), parts };
  // Of a JWE there is the header and, once decrypted, the content; what stands for its other parts is as good as any.
  const { token } = readToken(`${encoded(text, header)}.AAAA.AAAA.AAAA.AAAA`);
  const decrypted = payload ? withContent(token, bytesOf(text, payload)) : token;
  return { token: decrypted, kind: kindOf(decrypted), parts };
}

function encoded(text: string, span: Span | undefined): string {
  return span ? encodeBase64url(bytesOf(text, span)) : '';
}

function bytesOf(text: string, { start, end }: Span): Uint8Array {
  return new TextEncoder().encode(text.slice(start, end));
}
