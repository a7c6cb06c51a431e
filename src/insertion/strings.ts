import { findTokens } from '../jwt/find.ts';
import { isEmpty, type Span } from '../jwt/span.ts';
import { isAuthorization } from './authorization.ts';
import { replace } from './edit.ts';
import { indentationOf } from './lines.ts';
import type { Slot } from './place.ts';
import { referenceIn } from './references.ts';

const TOKEN = /^eyJ[\w+/=-]*\.[\w+/=-]*\.[\w.~+/=-]*$/;
/** A header as a whole in a string, as curl and lists of headers have it. */
const HEADER_LINE = /^(\s*authorization\s*:\s*)/i;
const BEARER = /^\s*bearer(?=\s|$)\s*/i;

/** Whether a string is made for a token: empty, a token, a header, or behind `Bearer`. */
export const isHeaderString = (content: string, name?: string): boolean =>
  content === '' ||
  TOKEN.test(content) ||
  HEADER_LINE.test(content) ||
  BEARER.test(content) ||
  (name !== undefined && isAuthorization(name));

/** A line break in a string, as it is or escaped. */
const BREAK = /\r\n|\r|\n|\\r\\n|\\r(?!\w)|\\n/g;

/**
 * Where a token goes that is inserted into a string literal: the value alone. Behind `Bearer ` the token, as the value of
 * `Authorization` all of it, else the token where the cursor is, with spaces to what stands beside it. Of a string of
 * several lines, the line of the cursor alone counts.
 * @param content between the quotation marks
 * @param name what the string is the value of
 * @param selection replaced where it is not empty
 * @param isData whether the string is none of a program, so that a reference in it is one of what reads it
 * @param joined what a program joins to the string, and goes with the value that was there
 */
export function stringSlot(
  text: string,
  content: Span,
  name: string | undefined,
  selection: Span,
  isData = false,
  joined?: Span,
): Slot {
  const line = lineIn(text, content, selection);
  const isWhole = line.start === content.start && line.end === content.end;
  const source = text.slice(line.start, line.end);
  const lead = HEADER_LINE.exec(source)?.[0] ?? '';
  const value = { start: line.start + lead.length, end: line.end };
  const rest = source.slice(lead.length);
  const isValue = lead !== '' || (isWhole && name !== undefined && isAuthorization(name));
  if (isValue || BEARER.test(rest)) {
    const indented = { start: value.start + (isValue ? 0 : indentationOf(rest).length), end: value.end };
    return {
      write: (credentials) => [
        replace(indented, `Bearer ${credentials}`),
        ...(joined && !isEmpty(joined) ? [replace(joined, '')] : []),
      ],
      reference: isData ? referenceIn(text, value) : undefined,
    };
  }
  if (isWhole && (rest === '' || TOKEN.test(rest) || (isData && isReference(text, content))))
    return {
      write: (credentials) => [replace(content, credentials)],
      reference: isData ? referenceIn(text, content, false) : undefined,
    };
  const here = findTokens(source).find(
    (token) => line.start + token.start <= selection.start && selection.end <= line.start + token.end,
  );
  const { start, end } = here ? { start: line.start + here.start, end: line.start + here.end } : selection;
  const before = start > line.start && /\S/.test(text.charAt(start - 1)) ? ' ' : '';
  const behind = end < line.end && /\S/.test(text.charAt(end)) ? ' ' : '';
  return { write: (credentials) => [replace({ start, end }, `${before}${credentials}${behind}`)] };
}

const isReference = (text: string, content: Span): boolean => {
  const found = referenceIn(text, content, false);
  return found !== undefined && found.form !== 'other';
};

/** The line of a string that a selection stands in. */
function lineIn(text: string, content: Span, selection: Span): Span {
  let { start, end } = content;
  for (const found of text.slice(content.start, content.end).matchAll(BREAK)) {
    const at = content.start + found.index;
    if (at >= selection.end) {
      end = at;
      break;
    }
    if (at + found[0].length <= selection.start) start = at + found[0].length;
  }
  return { start, end: Math.max(start, end) };
}
