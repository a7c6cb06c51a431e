/** A block of PEM (RFC 7468) around any text, with a line break at its end: with a placeholder, it looks like a key and is none. */
export function pemBlock(label: string, body: string): string {
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
}
