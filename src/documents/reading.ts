import type { TextDocument } from 'vscode';
import { encodeBase64url } from '../jwt/base64url.ts';
import { decodeToken, nestedToken, withContent } from '../jwt/decode.ts';
import { member } from '../jwt/json.ts';
import type { Span } from '../jwt/span.ts';
import type { Token } from '../jwt/token.ts';
import type { KnownInspection, Tokens } from '../tokens/tokens.ts';
import { type DocumentParts, documentParts, nestedParts } from './content.ts';
import type { JwtDocuments } from './documents.ts';
import type { JwtDocument } from './store.ts';

/** The text of a `jwt:` document read as the token that it would be. */
export interface TextReading {
  readonly token: Token;
  readonly parts: DocumentParts;
  /** It is nested in the token that the document shows. */
  readonly isNested?: true;
}

/** A `jwt:` document, and what is known now of the token that it would be. */
export interface DocumentReading extends TextReading {
  readonly inspection: KnownInspection;
}

/** Reads `jwt:` documents; each text is read once, however many features ask. */
export class DocumentReader {
  readonly #tokens: Tokens;
  readonly #documents: Pick<JwtDocuments, 'get'>;
  readonly #readings = new WeakMap<
    TextDocument,
    { readonly version: number; readonly reading: TextReading | undefined }
  >();

  constructor(tokens: Tokens, documents: Pick<JwtDocuments, 'get'>) {
    this.#tokens = tokens;
    this.#documents = documents;
  }

  /** The token that a document stands for; `undefined` where its text is no JSON object. */
  read(document: TextDocument): DocumentReading | undefined {
    const known = this.#readings.get(document);
    const shown = this.#documents.get(document.uri);
    const reading = known?.version === document.version ? known.reading : readDocumentText(document.getText(), shown);
    this.#readings.set(document, { version: document.version, reading });
    // The key that proves the token is the one that signs it anew.
    const proof = reading?.isNested ? undefined : shown?.token.text;
    return reading && { ...reading, inspection: this.#tokens.inspectDraft(document, reading.token, proof) };
  }
}

/** What a document shows, and whether it can be written. */
type Shown = Pick<JwtDocument, 'token' | 'followed'>;

/**
 * The token that the text of a `jwt:` document stands for, without a signature; its parts are laid out as
 * they are in the document. `undefined` where the text is no JSON object.
 */
export function readDocumentText(text: string, shown?: Shown): TextReading | undefined {
  const parts = documentParts(text);
  return parts && readParts(text, parts, shown);
}

/** What stands for the parts that a document does not show is as good as any. */
const anyPart = 'AAAA';

function readParts(text: string, parts: DocumentParts, shown?: Shown): TextReading {
  const { header, payload } = parts;
  const nested = nestedParts(parts, shown?.followed ? undefined : shown?.token);
  if (nested) return { ...readParts(text, nested, nestedIn(shown)), isNested: true };
  const before = encoded(text, header);
  if (!member(header, 'enc')) {
    const content = isShownAsText(shown) && payload?.type === 'string' ? payload.value : undefined;
    const after = content === undefined ? encoded(text, payload) : encodeBase64url(new TextEncoder().encode(content));
    return { token: decodeToken([before, after, ''].join('.')), parts };
  }
  // Of a JWE there is the header and, once decrypted, the content.
  const token = decodeToken([before, anyPart, anyPart, anyPart, anyPart].join('.'));
  return { token: payload ? withContent(token, bytesOf(text, payload)) : token, parts };
}

function nestedIn(shown: Shown | undefined): Shown | undefined {
  const token = shown && nestedToken(shown.token);
  return token && { token };
}

/** Whether a document shows its token's payload, which is no JSON, as a string. */
function isShownAsText(shown: Shown | undefined): boolean {
  return shown?.token.payload !== undefined && !shown.token.payload.root;
}

function encoded(text: string, span: Span | undefined): string {
  return span ? encodeBase64url(bytesOf(text, span)) : '';
}

function bytesOf(text: string, { start, end }: Span): Uint8Array {
  return new TextEncoder().encode(text.slice(start, end));
}
