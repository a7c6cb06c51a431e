/** How texts in UTF-16 begin, as Latin-1: with a byte order mark, or as .NET's `GetBytes` has them, with two of ASCII in a row. */
const UTF16: readonly (readonly [beginning: RegExp, encoding: string])[] = [
  [/^(?:\xff\xfe|(?:..)?[\t-~]\0[\t-~]\0)/s, 'utf-16le'],
  [/^(?:\xfe\xff|(?:..)?\0[\t-~]\0[\t-~])/s, 'utf-16be'],
];

/** The text that bytes are. */
export interface DecodedText {
  readonly text: string;
  /** In no encoding that can be told, so that each byte counts as a Latin-1 character. */
  readonly isGuess: boolean;
}

/**
 * The text of a file, without its byte order mark: UTF-8, UTF-16 (what PowerShell writes), or else Latin-1;
 * `undefined` for what is no text. DER never is: its tags are control characters.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, 6));
  const [, encoding] = UTF16.find(([pattern]) => pattern.test(beginning)) ?? [];
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
