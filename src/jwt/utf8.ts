const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const REPLACEMENT = 0xfffd;

/** The text that UTF-8 bytes encode, a byte order mark included; `undefined` where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The offset of the first byte that is not UTF-8; `undefined` where all are. */
export function invalidUtf8Offset(bytes: Uint8Array): number | undefined {
  let offset = 0;
  for (const character of LENIENT.decode(bytes)) {
    const codePoint = character.codePointAt(0) ?? 0;
    // Three bytes spell a replacement character of the text's own; anything else was replaced by the decoder.
    if (codePoint === REPLACEMENT && decodeUtf8(bytes.subarray(offset, offset + 3)) !== character) return offset;
    offset += bytesOf(codePoint);
  }
  return undefined;
}

/** How many bytes of UTF-8 the text between two UTF-16 offsets takes. */
export function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let i = from; i < to; i++) {
    const codePoint = text.codePointAt(i) ?? 0;
    bytes += bytesOf(codePoint);
    if (codePoint > 0xffff) i++;
  }
  return bytes;
}

function bytesOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
