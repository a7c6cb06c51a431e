import { type DecodedBase64url, decodeBase64url } from './base64url.ts';
import { findTokens } from './find.ts';
import { jsonErrorOffset, memberValue, parseJson, parseObject } from './json.ts';
import type { Span } from './span.ts';
import type { Fault, JsonPart, PartName, Token } from './token.ts';
import { decodeUtf8, invalidUtf8Offset, utf8Length } from './utf8.ts';

/** The parts of each form in order (RFC 7515 section 7.1, RFC 7516 section 7.1). */
const FORMS: Readonly<Record<Token['form'], readonly PartName[]>> = {
  jws: ['header', 'payload', 'signature'],
  jwe: ['header', 'encryptedKey', 'iv', 'ciphertext', 'tag'],
};
const MAY_BE_EMPTY: ReadonlySet<PartName> = new Set(['signature', 'encryptedKey']);

/** Faults that cost bytes: what is wrong with the content then is their consequence. */
const LOSSY: ReadonlySet<Fault['reason']> = new Set(['character', 'cut-off', 'missing-part']);
const BITS_PER_CHARACTER = 6;

/** The media type of a nested JWT (RFC 7519 section 5.2; RFC 7515 section 4.1.10 on its prefix). */
const NESTED = /^(application\/)?jwt$/i;

/**
 * Takes a token apart. Any text decodes: one that is damaged, or has too few or too many parts, as far as it goes, with
 * the faults told. Nothing is decoded before it is asked for.
 */
export function decodeToken(text: string): Token {
  const parts = splitParts(text);
  const header = jsonPart(text, 'header', parts[0]);
  const form = formOf(parts, header);
  const payload = form === 'jws' ? jsonPart(text, 'payload', parts[1]) : undefined;
  const faults = lazy(() => tokenFaults({ text, form, parts, header, payload }));
  return {
    text,
    form,
    parts,
    header,
    payload,
    get faults() {
      return faults();
    },
  };
}

/**
 * The JWT that a JWS's payload is (RFC 7519 section 5.2): where the header's `cty` says so, or the payload is itself a
 * compact token from its first character to its last. A JWE's is encrypted.
 */
export function nestedToken(token: Token): Token | undefined {
  const text = token.payload?.text;
  if (text === undefined || token.payload?.value) return undefined;
  const contentType = memberValue(token.header.value, 'cty');
  const declared = typeof contentType === 'string' && NESTED.test(contentType);
  return declared || isToken(text) ? decodeToken(text) : undefined;
}

/**
 * The characters of a token's text that carry a stretch of a part's decoded text, as UTF-16 offsets. A character on the
 * border carries bits of both neighbours and is included.
 */
export function jsonSpanInToken(part: JsonPart, { start, end }: Span): Span {
  const text = part.text ?? '';
  const firstBit = utf8Length(text, 0, start) * 8;
  const bits = utf8Length(text, start, end) * 8;
  const from = characterOffset(part, firstBit);
  return { start: from, end: bits > 0 ? characterOffset(part, firstBit + bits - 1) + 1 : from };
}

/** Where the base64url character stands that carries a bit of a part. */
function characterOffset(part: JsonPart, bit: number): number {
  let offset = part.span.start + Math.floor(bit / BITS_PER_CHARACTER);
  for (const skipped of part.skipped) {
    if (skipped > offset) break;
    offset++;
  }
  return Math.min(offset, part.span.end);
}

function splitParts(text: string): Span[] {
  const parts: Span[] = [];
  for (let start = 0; start <= text.length; ) {
    const dot = text.indexOf('.', start);
    const end = dot === -1 ? text.length : dot;
    parts.push({ start, end });
    start = end + 1;
  }
  return parts;
}

/** By the number of parts, and the header's `enc` where the number is neither form's (RFC 7516 section 9). */
function formOf(parts: readonly Span[], header: JsonPart): Token['form'] {
  if (parts.length === FORMS.jws.length) return 'jws';
  const encrypted = header.value ? Object.hasOwn(header.value, 'enc') : parts.length === FORMS.jwe.length;
  return encrypted ? 'jwe' : 'jws';
}

function tokenFaults({ text, form, parts, header, payload }: Omit<Token, 'faults'>): Fault[] {
  const names = FORMS[form];
  const faults = names.flatMap((name, index) => {
    if (name === 'header') return header.faults;
    if (name === 'payload') return payload?.faults ?? [];
    const span = parts[index];
    if (!span) return [{ part: name, reason: 'missing-part' as const, offset: text.length }];
    return encodingFaults(name, span, decodeBase64url(text, span.start, span.end));
  });
  const last = names.at(-1);
  const extra = parts[names.length];
  return last && extra ? [...faults, { part: last, reason: 'extra-part', offset: extra.start - 1 }] : faults;
}

function jsonPart(token: string, name: JsonPart['name'], span = endOf(token)): JsonPart {
  const decoded = lazy(() => decodeBase64url(token, span.start, span.end));
  const text = lazy(() => decodeUtf8(decoded().bytes));
  const value = lazy(() => parseObject(text()));
  const root = lazy(() => parseJson(text() ?? ''));
  const faults = lazy(() => jsonFaults(part, encodingFaults(name, span, decoded())));
  const part: JsonPart = {
    name,
    span,
    get bytes() {
      return decoded().bytes;
    },
    get text() {
      return text();
    },
    get value() {
      return value();
    },
    get root() {
      return root();
    },
    get skipped() {
      return decoded().skipped;
    },
    get faults() {
      return faults();
    },
  };
  return part;
}

function encodingFaults(part: PartName, { start, end }: Span, { faults }: DecodedBase64url): Fault[] {
  if (start === end && !MAY_BE_EMPTY.has(part)) return [{ part, reason: 'missing-part', offset: start }];
  return faults.map((fault) => ({ part, ...fault }));
}

/** The faults of a part that should hold a JSON object: of its encoding, else of its content. */
function jsonFaults(part: JsonPart, encoding: readonly Fault[]): readonly Fault[] {
  const lost = encoding.some(({ reason }) => LOSSY.has(reason));
  if (lost || part.value) return encoding;
  if (part.text === undefined) {
    const byte = invalidUtf8Offset(part.bytes) ?? 0;
    return [...encoding, { part: part.name, reason: 'utf-8', offset: characterOffset(part, byte * 8) }];
  }
  if (part.name === 'payload' && isToken(part.text)) return encoding;
  const error = jsonErrorOffset(part.text);
  const offset = jsonSpanInToken(part, { start: error ?? 0, end: error ?? 0 }).start;
  return [...encoding, { part: part.name, reason: error === undefined ? 'not-an-object' : 'json', offset }];
}

function isToken(text: string): boolean {
  const [token] = findTokens(text);
  return token?.start === 0 && token.end === text.length;
}

function endOf(text: string): Span {
  return { start: text.length, end: text.length };
}

function lazy<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
