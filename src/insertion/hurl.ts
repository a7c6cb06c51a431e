import type { Span } from '../jwt/span.ts';
import { isAuthorization, replaceValue } from './authorization.ts';
import { insertAt } from './edit.ts';
import { HURL_PATH } from './fileTypes.ts';
import { isBlank, type Line, lineBreakAt, linesIn } from './lines.ts';
import type { Place } from './place.ts';
import { referenceIn } from './references.ts';

/** `GET https://…`, which an answer's `HTTP 200` is not (https://hurl.dev/docs/grammar.html). */
const REQUEST = /^(?!HTTP[ \t/])[A-Z]+[ \t]+\S+[ \t]*(?:#.*)?$/;
const RESPONSE = /^HTTP[ \t/]/;
const HEADER = /^([^\s:#[\]{}"`<]+)[ \t]*:[ \t]*(.*?)[ \t]*(?:#.*)?$/;
const FENCE = /^```/;
const SECTION = /^\[\w+\]/;
/** A variable that an entry sets for itself and those behind it. */
const VARIABLE = /^variable[ \t]*:[ \t]*([\w-]+)[ \t]*=[ \t]*(.*?)[ \t]*(?:#.*)?$/;

interface Entry {
  readonly request: Line;
  readonly headers: readonly { readonly name: string; readonly value: Span }[];
  readonly variables: readonly { readonly name: string; readonly value: Span }[];
}

/** Hurl: the header of the entry at the cursor, or one as a line below the request line. */
export const hurl: Place = {
  languages: ['hurl'],
  files: HURL_PATH,
  slot: ({ text, offset }) => {
    const entries = entriesIn(text);
    const index = Math.max(
      0,
      entries.findLastIndex(({ request }) => request.start <= offset),
    );
    const entry = entries[index];
    if (!entry) return undefined;
    const known = entries.slice(0, index + 1).flatMap((each) => each.variables);
    const variables = { definition: (name: string) => known.findLast((each) => each.name === name) };
    const value = entry.headers.find(({ name }) => isAuthorization(name))?.value;
    if (value)
      return {
        write: (credentials) => [replaceValue(text, value, `Bearer ${credentials}`)],
        reference: referenceIn(text, value),
        variables,
      };
    const { request } = entry;
    return {
      write: (credentials) => [
        insertAt(request.end, `${lineBreakAt(text, request)}Authorization: Bearer ${credentials}`),
      ],
    };
  },
};

/** The entries of a Hurl file, in order. Takes time linear in its length. */
function entriesIn(text: string): readonly Entry[] {
  const entries: { request: Line; headers: Entry['headers'][number][]; variables: Entry['variables'][number][] }[] = [];
  let [part, isFenced]: ['headers' | 'options' | 'rest', boolean] = ['rest', false];
  for (const line of linesIn(text, { start: 0, end: text.length })) {
    const source = text.slice(line.start, line.end);
    if (FENCE.test(source) && (isFenced || !source.includes('```', 3))) isFenced = !isFenced;
    else if (isFenced) continue;
    const entry = entries.at(-1);
    if (REQUEST.test(source)) {
      entries.push({ request: line, headers: [], variables: [] });
      part = 'headers';
    } else if (RESPONSE.test(source)) part = 'rest';
    else if (SECTION.test(source)) part = source.startsWith('[Options]') ? 'options' : 'rest';
    else if (entry && part === 'headers') {
      const found = HEADER.exec(source);
      if (found) entry.headers.push(namedValue(line, source, found));
      else if (!isBlank(source) && !source.startsWith('#')) part = 'rest';
    } else if (entry && part === 'options') {
      const found = VARIABLE.exec(source);
      if (found) entry.variables.push(namedValue(line, source, found));
    }
  }
  return entries;
}

function namedValue(line: Line, source: string, [, name = '', value = '']: RegExpExecArray): Entry['headers'][number] {
  const start = line.start + source.indexOf(value, source.indexOf(name) + name.length + 1);
  return { name, value: { start, end: start + value.length } };
}
