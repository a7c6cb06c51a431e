import { type Base64urlFault, type DecodedBase64url, decodeBase64url, decodeBase64urlText } from './base64url.ts';
import { findTokens } from './find.ts';
import { isCutOff, type JsonNode, type JsonObject, jsonErrorOffset, parseJson, parseObject } from './json.ts';
import type { Span } from './span.ts';
import type { Fault, JsonPart, PartName } from './token.ts';
import { invalidUtf8Offset, utf8Length } from './utf8.ts';

const BITS_PER_BYTE = 8;
const BITS_PER_CHARACTER = 6;

const NO_FAULTS: readonly never[] = [];
const MAY_BE_EMPTY: ReadonlySet<PartName> = new Set(['signature', 'encryptedKey']);

/** Faults that cost bytes: what is wrong with the content then is their consequence. */
const LOSSY: ReadonlySet<Fault['reason']> = new Set(['character', 'cut-off', 'missing-part']);

/** What was read once, `undefined` included. */
interface Read<T> {
  readonly result: T;
}

/** A part that should hold a JSON object, each of its members read on first use. */
export class LazyPart implements JsonPart {
  readonly name: JsonPart['name'];
  readonly span: Span;
  readonly #token: string;
  #decoded: DecodedBase64url | undefined;
  #content: ReturnType<typeof decodeBase64urlText> | undefined;
  #value: Read<JsonObject | undefined> | undefined;
  /** Held only as long as somebody uses it: it takes many times the memory of the text, and is read again in no time. */
  #root: WeakRef<Read<JsonNode | undefined>> | undefined;
  #faults: readonly Fault[] | undefined;

  constructor(token: string, name: JsonPart['name'], span: Span) {
    this.#token = token;
    this.name = name;
    this.span = span;
  }

  get bytes(): Uint8Array {
    return this.#decode().bytes;
  }

  get skipped(): readonly number[] {
    return this.#decode().skipped;
  }

  get text(): string | undefined {
    return this.#read().text;
  }

  get value(): JsonObject | undefined {
    this.#value ??= { result: parseObject(this.text) };
    return this.#value.result;
  }

  get root(): JsonNode | undefined {
    const known = this.#root?.deref();
    if (known) return known.result;
    const read = { result: this.text === undefined ? undefined : parseJson(this.text) };
    this.#root = new WeakRef(read);
    return read.result;
  }

  get faults(): readonly Fault[] {
    this.#faults ??= this.#findFaults();
    return this.#faults;
  }

  #read() {
    this.#content ??= decodeBase64urlText(this.#token, this.span.start, this.span.end);
    return this.#content;
  }

  #decode(): DecodedBase64url {
    this.#decoded ??= decodeBase64url(this.#token, this.span.start, this.span.end);
    return this.#decoded;
  }

  /** The faults of the encoding, then those of the content. */
  #findFaults(): readonly Fault[] {
    const faults = encodingFaults(this.name, this.span, this.#read().faults);
    if (this.value || faults.some(({ reason }) => LOSSY.has(reason))) return faults;
    const fault = (reason: Fault['reason'], byte: number): readonly Fault[] => [
      ...faults,
      { part: this.name, reason, offset: offsetOfByte(this, byte) },
    ];
    if (this.text === undefined) return fault('utf-8', invalidUtf8Offset(this.bytes) ?? 0);
    if (this.name === 'payload' && isToken(this.text)) return faults;
    const error = jsonErrorOffset(this.text);
    if (error === undefined) return fault('not-an-object', 0);
    if (!isCutOff(this.text, error)) return fault('json', utf8Length(this.text, 0, error));
    // A cut leaves bits behind as well.
    const others = faults.filter(({ reason }) => reason !== 'trailing-bits');
    return [...others, { part: this.name, reason: 'json-cut-off', offset: this.span.end - 1 }];
  }
}

/** The faults of a part whose encoding has these: that it is empty, where it must not be, is one as well. */
export function encodingFaults(part: PartName, span: Span, faults: readonly Base64urlFault[]): readonly Fault[] {
  if (span.start === span.end && !MAY_BE_EMPTY.has(part)) return [{ part, reason: 'missing-part', offset: span.start }];
  return faults.length === 0 ? NO_FAULTS : faults.map((fault) => ({ part, ...fault }));
}

/**
 * The characters of a token's text that carry a stretch of a part's decoded text, as UTF-16 offsets. A character on the
 * border carries bits of both neighbours and is included.
 */
export function jsonSpanInToken(part: JsonPart, { start, end }: Span): Span {
  const text = part.text ?? '';
  const first = utf8Length(text, 0, start);
  const bytes = utf8Length(text, start, end);
  const from = offsetOfByte(part, first);
  return { start: from, end: bytes > 0 ? offsetOfBit(part, (first + bytes) * BITS_PER_BYTE - 1) + 1 : from };
}

/** Whether a text is a compact token from its first character to its last. */
export function isToken(text: string): boolean {
  const [token] = findTokens(text);
  return token?.start === 0 && token.end === text.length;
}

/** Where the base64url character stands with which a byte of a part begins. */
function offsetOfByte(part: JsonPart, byte: number): number {
  return offsetOfBit(part, byte * BITS_PER_BYTE);
}

function offsetOfBit(part: JsonPart, bit: number): number {
  let offset = part.span.start + Math.floor(bit / BITS_PER_CHARACTER);
  for (const skipped of part.skipped) {
    if (skipped > offset) break;
    offset++;
  }
  return Math.min(offset, part.span.end);
}
