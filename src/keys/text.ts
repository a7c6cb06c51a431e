const BYTE_ORDER_MARKS: readonly (readonly [number, number, encoding: string])[] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
];

/** The text that bytes are. */
export interface DecodedText {
  readonly text: string;
  /** In no encoding that can be told, so that each byte counts as a Latin-1 character. */
  readonly isGuess: boolean;
}

/**
 * The text of a file, without its byte order mark: UTF-8, UTF-16 (what PowerShell's `>` writes), or else Latin-1;
 * `undefined` for what is no text. DER never is: its tags are control characters.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const [, , encoding] = BYTE_ORDER_MARKS.find(([first, second]) => bytes[0] === first && bytes[1] === second) ?? [];
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), isGuess: false };
  if (bytes.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d))) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isGuess: false };
  } catch {
    return { text: new TextDecoder('latin1').decode(bytes), isGuess: true };
  }
}

/** As `decodeText`, the text alone. */
export function asText(bytes: Uint8Array): string | undefined {
  return decodeText(bytes)?.text;
}
