import { isAuthorization, replaceValue } from './authorization.ts';
import { insertAt } from './edit.ts';
import { isBlank, type Line, lineBreakAt, linesIn } from './lines.ts';
import type { Place } from './place.ts';
import { referenceIn } from './references.ts';

const REQUEST = /^[A-Z]+[ \t]+\S/;
const HEADER = /^([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*(?:#.*)?$/;

/** Hurl: the header of the entry at the cursor, or one as a line below the request line. */
export const hurl: Place = {
  languages: ['hurl'],
  files: /\.hurl$/i,
  slot: ({ text, offset }) => {
    const lines = [...linesIn(text, { start: 0, end: text.length })];
    const source = ({ start, end }: Line) => text.slice(start, end);
    const starts = lines.flatMap((line, i) => (REQUEST.test(source(line)) ? [i] : []));
    const first = starts.findLast((i) => (lines[i]?.start ?? 0) <= offset) ?? starts[0];
    const request = first === undefined ? undefined : lines[first];
    if (first === undefined || !request) return undefined;
    for (const line of lines.slice(first + 1)) {
      const written = source(line);
      const [, name = '', value = ''] = HEADER.exec(written) ?? [];
      if (name === '' && !isBlank(written) && !/^\s*#/.test(written)) break;
      if (!isAuthorization(name)) continue;
      const start = line.start + written.indexOf(value, written.indexOf(':') + 1);
      const span = { start, end: start + value.length };
      return {
        write: (credentials) => [replaceValue(text, span, `Bearer ${credentials}`)],
        reference: referenceIn(text, span),
      };
    }
    return {
      write: (credentials) => [
        insertAt(request.end, `${lineBreakAt(text, request)}Authorization: Bearer ${credentials}`),
      ],
    };
  },
};
