import type { TextDocument } from 'vscode';
import { type Reading, readToken } from '../editor/reading.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import { member } from '../jwt/json.ts';
import type { Span } from '../jwt/span.ts';
import { type DocumentParts, documentParts } from './content.ts';

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
  const reading = parts && { ...readToken(tokenOf(text, parts)), parts };
  readings.set(document, { version: document.version, reading });
  return reading;
}

function tokenOf(text: string, { header, payload }: DocumentParts): string {
  // Of a JWE there is the header alone; what stands for its other parts is as good as any.
  if (!payload && member(header, 'enc')) return `${encoded(text, header)}.AAAA.AAAA.AAAA.AAAA`;
  return `${encoded(text, header)}.${encoded(text, payload)}.`;
}

function encoded(text: string, span: Span | undefined): string {
  return encodeBase64url(new TextEncoder().encode(span ? text.slice(span.start, span.end) : ''));
}
