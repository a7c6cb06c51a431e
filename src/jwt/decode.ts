import { base64urlFaults, encodeBase64url } from './base64url.ts';
import { type Disclosures, readDisclosures } from './disclosures.ts';
import { memberValue } from './json.ts';
import { encodingFaults, isToken, LazyPart } from './part.ts';
import type { Span } from './span.ts';
import type { Fault, JsonPart, PartName, Token } from './token.ts';

export { jsonSpanInToken } from './part.ts';

/** The parts of each form in order (RFC 7515 section 7.1, RFC 7516 section 7.1). */
export const PARTS: Readonly<Record<Token['form'], readonly PartName[]>> = {
  jws: ['header', 'payload', 'signature'],
  jwe: ['header', 'encryptedKey', 'iv', 'ciphertext', 'tag'],
};

/** The media type of a nested JWT (RFC 7519 section 5.2; RFC 7515 section 4.1.10 on its prefix). */
const NESTED = /^(application\/)?jwt$/i;

/**
 * Takes a token apart. Any text decodes: one that is damaged, or has too few or too many parts, as far as it goes, with
 * the faults told. Nothing is decoded before it is asked for.
 */
export function decodeToken(text: string): Token {
  return new LazyToken(text);
}

/** A JWE as it reads once decrypted: with its content as its payload, whose offsets are those of a text of its own. */
export function withContent(token: Token, content: Uint8Array): Token {
  const text = encodeBase64url(content);
  const payload = new LazyPart(text, 'payload', { start: 0, end: text.length });
  const { form, parts, header } = token;
  return {
    text: token.text,
    form,
    parts,
    header,
    payload,
    disclosures: undefined,
    faults: [...token.faults, ...payload.faults],
  };
}

/**
 * The JWT that a token's payload is (RFC 7519 section 5.2): where the header's `cty` says so, or the payload is itself a
 * compact token from its first character to its last. A JWE has a payload once it is decrypted.
 */
export function nestedToken({ header, payload }: Token): Token | undefined {
  if (payload?.text === undefined || payload.value) return undefined;
  const contentType = memberValue(header.value, 'cty');
  const isDeclared = typeof contentType === 'string' && NESTED.test(contentType);
  return isDeclared || isToken(payload.text) ? decodeToken(payload.text) : undefined;
}

class LazyToken implements Token {
  readonly text: string;
  readonly form: Token['form'];
  readonly parts: readonly Span[];
  readonly header: JsonPart;
  readonly payload: JsonPart | undefined;
  readonly disclosures: Disclosures | undefined;
  #faults: readonly Fault[] | undefined;

  constructor(text: string) {
    const nowhere = { start: text.length, end: text.length };
    const end = endOfJwt(text);
    this.text = text;
    this.parts = splitParts(text, end);
    this.header = new LazyPart(text, 'header', this.parts[0] ?? nowhere);
    this.form = formOf(this.parts, this.header);
    this.disclosures = end < text.length ? readDisclosures(text, end) : undefined;
    this.payload = this.form === 'jws' ? new LazyPart(text, 'payload', this.parts[1] ?? nowhere) : undefined;
  }

  get faults(): readonly Fault[] {
    this.#faults ??= this.#findFaults();
    return this.#faults;
  }

  #findFaults(): readonly Fault[] {
    const { text, parts, header, payload } = this;
    const names = PARTS[this.form];
    const faults: Fault[] = [];
    for (const [index, part] of names.entries()) {
      const span = parts[index];
      if (part === 'header') faults.push(...header.faults);
      else if (part === 'payload') faults.push(...(payload?.faults ?? []));
      else if (span) faults.push(...encodingFaults(part, span, base64urlFaults(text, span.start, span.end)));
      else faults.push({ part, reason: 'missing-part', offset: text.length });
    }
    const last = names.at(-1);
    const extra = parts[names.length];
    if (last && extra) faults.push({ part: last, reason: 'extra-part', offset: extra.start - 1 });
    return [...faults, ...(this.disclosures?.faults ?? [])];
  }
}

/** Where the JWT of an SD-JWT ends, at its first tilde; the end of the text for any other token. */
function endOfJwt(text: string): number {
  const tilde = text.indexOf('~');
  return tilde !== -1 && text.lastIndexOf('.', tilde) > text.indexOf('.') ? tilde : text.length;
}

function splitParts(text: string, end: number): Span[] {
  const parts: Span[] = [];
  let start = 0;
  for (let dot = text.indexOf('.'); dot !== -1 && dot < end; dot = text.indexOf('.', start)) {
    parts.push({ start, end: dot });
    start = dot + 1;
  }
  return [...parts, { start, end }];
}

/** By the number of parts, and by the header's `enc` where the number is not a JWS's (RFC 7516 section 9). */
function formOf(parts: readonly Span[], header: JsonPart): Token['form'] {
  if (parts.length === PARTS.jws.length) return 'jws';
  const isEncrypted = header.value ? Object.hasOwn(header.value, 'enc') : parts.length === PARTS.jwe.length;
  return isEncrypted ? 'jwe' : 'jws';
}

/** Whether a token's header and payload are text that can be written back as it is: not a JWE's or SD-JWT's, nor bytes. */
export function isText({ header, payload, disclosures }: Token): boolean {
  return header.value !== undefined && payload?.text !== undefined && !disclosures;
}
