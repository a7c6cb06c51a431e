const BYTE_ORDER_MARKS: readonly (readonly [number, number, encoding: string])[] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
];

/**
 * The text of a file, trimmed and without its byte order mark: UTF-8, UTF-16 (what PowerShell's `>` writes), or else
 * Latin-1; `undefined` for what is no text. DER never is: its tags are control characters.
 */
export function textOf(bytes: Uint8Array): string | undefined {
  const [, , encoding] = BYTE_ORDER_MARKS.find(([first, second]) => bytes[0] === first && bytes[1] === second) ?? [];
  if (encoding) return new TextDecoder(encoding).decode(bytes).trim();
  if (bytes.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d))) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return new TextDecoder('latin1').decode(bytes).trim();
  }
}
