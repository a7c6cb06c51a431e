import { encodeBase64url } from '../jwt/base64url.ts';
import { bytesFromBase64 } from './base64.ts';
import { KeyError } from './errors.ts';

/** What stands between the armour lines of a PEM text (RFC 7468; RFC 1421 section 4.6 for the headers). */
export interface PemBlock {
  readonly label: string;
  /** The headers of the older, encrypted form (`Proc-Type`, `DEK-Info`); empty in all others. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
/** Real line breaks, and those that were escaped, up to three times over. */
export const LINE_BREAK = /[\r\n]|\\{1,8}[rn]/g;

/**
 * The PEM blocks of a text, in order, whatever stands around them. Lines may be parted by anything that passes for a
 * line break, `\n` as characters (as in .env files and JSON) included.
 * @throws {KeyError} `key.cut-off` armour that does not close as it opened, `key.not-a-key` a body that is not base64
 */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let at = text.indexOf(BEGIN);
  if (at < 0) throw new KeyError('key.cut-off', {});
  while (at >= 0) {
    const labelStart = at + BEGIN.length;
    const labelEnd = text.indexOf(DASHES, labelStart);
    const label = text.slice(labelStart, labelEnd);
    const bodyStart = labelEnd + DASHES.length;
    const bodyEnd = text.indexOf(DASHES, bodyStart);
    const end = `-----END ${label}-----`;
    if (labelEnd < 0 || bodyEnd < 0 || !text.startsWith(end, bodyEnd)) throw new KeyError('key.cut-off', {});
    blocks.push({ label, ...body(text.slice(bodyStart, bodyEnd)) });
    at = text.indexOf(BEGIN, bodyEnd + end.length);
  }
  return blocks;
}

function body(text: string): Pick<PemBlock, 'headers' | 'bytes'> {
  const lines = text.split(LINE_BREAK);
  const isHeader = (line: string) => line.includes(':');
  const headers = new Map(
    lines.filter(isHeader).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const base64 = lines
    .filter((line) => !isHeader(line))
    .join('')
    .replace(/\s+/g, '');
  const bytes = bytesFromBase64(base64);
  if (!bytes) throw new KeyError(/^[\w+/-]+$/.test(base64) ? 'key.cut-off' : 'key.not-a-key', {});
  return { headers, bytes };
}

/** PEM of bytes, in lines of 64 characters (RFC 7468 section 2), with a line break at its end. */
export function pemText(label: string, bytes: Uint8Array): string {
  const base64 = encodeBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  const padded = base64.padEnd(Math.ceil(base64.length / 4) * 4, '=');
  return [`-----BEGIN ${label}-----`, ...(padded.match(/.{1,64}/g) ?? []), `-----END ${label}-----`, ''].join('\n');
}
