import type { Span } from '../jwt/span.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import type { Line } from './lines.ts';
import type { Slot } from './place.ts';
import { headerSlot, isHeadersName } from './valueSlot.ts';
import { readEntry } from './yamlLines.ts';

const AUTHORIZATION = /(?:^|,)\s*(["']?)authorization\1\s*:\s*(?:"([^"]*)"|'([^']*)'|([^,"']*?))\s*(?=,|$)/di;
/** The name of a header in a mapping of name and value. */
const NAME = /(?:^|,)\s*(["']?)(name|key|header)\1\s*:\s*(["']?)([\w-]+)\3\s*(?=,|$)/i;
const VALUE = /(?:^|,)\s*(["']?)value\1\s*:\s*(?:"([^"]*)"|'([^']*)'|([^,"']*?))\s*(?=,|$)/di;

/** In a mapping `{ … }` on the line. */
export function inFlow(text: string, line: Line, offset: number): Slot | undefined {
  const source = text.slice(line.start, line.end);
  const column = offset - line.start;
  const before = source.slice(0, column);
  const open = before.lastIndexOf('{');
  const close = source.indexOf('}', column);
  if (open <= before.lastIndexOf('}') || close === -1 || /[{$]/.test(source.charAt(open - 1))) return undefined;
  const inner = source.slice(open + 1, close);
  const start = line.start + open + 1;
  const held = (form: RegExp) => {
    const indices = form.exec(inner)?.indices;
    const found = indices?.[2] ?? indices?.[3] ?? indices?.[4];
    return found && { start: start + found[0], end: start + found[1] };
  };
  const found = held(AUTHORIZATION);
  if (found) return headerSlot(text, found);
  const name = NAME.exec(inner);
  const value = name ? held(VALUE) : undefined;
  if (name && value) {
    const isHere = name[4]?.toLowerCase() === 'authorization';
    const end = start + inner.length + 1;
    const item = (credentials: string) => `, { ${name[2]}: Authorization, value: Bearer ${credentials} }`;
    return isHere ? headerSlot(text, value) : { write: (credentials) => [insertAt(end, item(credentials))] };
  }
  return { write: (credentials) => [addPair({ start, end: start + inner.length }, inner, credentials)] };
}

function addPair(inside: Span, inner: string, credentials: string): TextEdit {
  const content = inner.trimEnd();
  const pair = `Authorization: Bearer ${credentials}`;
  const separator = content.endsWith(',') ? ' ' : ', ';
  return content ? insertAt(inside.start + content.length, separator + pair) : replace(inside, ` ${pair} `);
}

const EMPTY = /^([[{])\s*[\]}]$/;

/** Headers that are an empty list or mapping: the first of them. */
export function inFlowValue(text: string, line: Line): Slot | undefined {
  const entry = readEntry(text, line);
  const open =
    entry && isHeadersName(entry.key) ? EMPTY.exec(text.slice(entry.value.start, entry.value.end))?.[1] : undefined;
  if (!entry || open === undefined) return undefined;
  return {
    write: (credentials) => [
      replace(
        entry.value,
        open === '['
          ? `[{ name: Authorization, value: Bearer ${credentials} }]`
          : `{ Authorization: Bearer ${credentials} }`,
      ),
    ],
  };
}
