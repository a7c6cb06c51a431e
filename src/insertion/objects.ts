import type { Span } from '../jwt/span.ts';
import { isAuthorization } from './authorization.ts';
import { insertAt, type TextEdit } from './edit.ts';
import { isBlank, lineAt, lineBreakAt, textStart } from './lines.ts';
import { addMember, replaceMember } from './objectMember.ts';
import { type Member, type ObjectLiteral, type StringLiteral, surroundingsAt } from './objectScan.ts';
import type { Place, Slot } from './place.ts';
import { stringSlot } from './strings.ts';

/** The members that hold a header's name where headers are lists of objects (HAR, Postman); `value` holds the value. */
const NAME_MEMBERS = new Set(['name', 'key', 'header']);

/**
 * Objects of JSON, JavaScript and TypeScript: a member `"Authorization": "Bearer …"` at the cursor, with the commas that
 * it needs, or the value of the one that is there. A string at the cursor that is the value of an `Authorization` takes
 * `Bearer …`; one that is empty or holds a token takes the token.
 */
export const objects: Place = {
  languages: ['json', 'jsonc', 'json5', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
  files: /\.(?:json[c5]?|[cm]?[jt]sx?)$/i,
  slot: ({ languageId, text, offset, selection = { start: offset, end: offset } }) => {
    const at = insideRoot(text, offset);
    const { object: around, string } = surroundingsAt(text, at);
    if (string) return fillString(text, string, around, selection);
    const object = around && headersOf(text, around);
    if (!object) return undefined;
    const bearer = bearerMember(text, object);
    if (bearer) return { write: (credentials) => [replaceMember(text, bearer, 'token', `"${credentials}"`)] };
    if (isEntry(text, object)) return { write: (credentials) => [listEdit(text, object, `"Bearer ${credentials}"`)] };
    const member = object.members.find(({ name }) => name !== undefined && isAuthorization(name));
    return {
      write: (credentials) => {
        const value = `"Bearer ${credentials}"`;
        if (member) return [replaceMember(text, member, 'Authorization', value)];
        const inside = object === around ? at : (object.members.at(-1)?.end ?? object.start + 1);
        // In JSON, a comma before the brace is that of a member to come.
        return addMember(text, object, inside, `"Authorization": ${value}`, languageId !== 'json');
      },
    };
  },
};

const HEADERS = /^(?:http_?)?headers?$/i;

/** The object of the headers that an object has as a member, or the first entry of their list; else the object itself. */
function headersOf(text: string, object: ObjectLiteral): ObjectLiteral {
  if (object.members.some(({ name }) => name !== undefined && isAuthorization(name))) return object;
  const value = object.members.find(({ name }) => name !== undefined && HEADERS.test(name))?.value;
  if (value === undefined) return object;
  const open = /^\[\s*\{|^\{/.exec(text.slice(value, value + 1000))?.[0].length;
  return (open === undefined ? undefined : surroundingsAt(text, value + open).object) ?? object;
}

/** Where a token stands alone: in Postman's list for `bearer`, in Insomnia's and Bruno's credentials of that type. */
function bearerMember(text: string, { start, members }: ObjectLiteral): Member | undefined {
  const named = (name: string) => members.find((member) => member.name === name);
  const contentOf = (member: Member | undefined) =>
    member?.value === undefined ? undefined : text.slice(member.value + 1, member.end - 1);
  if (contentOf(named('type')) === 'bearer') return named('token');
  const isOfList = /"bearer"\s*:\s*\[[^\]]*$/.test(text.slice(Math.max(0, start - 500), start));
  return isOfList && contentOf(named('key')) === 'token' ? named('value') : undefined;
}

/** The member that names a header, where headers are lists of objects. */
const nameMember = ({ members }: ObjectLiteral): Member | undefined =>
  members.some(({ name }) => name === 'value')
    ? members.find(
        ({ name, value }) => name !== undefined && value !== undefined && NAME_MEMBERS.has(name.toLowerCase()),
      )
    : undefined;

/** Whether an object is an entry of a list, and no member of an object. */
const isEntry = (text: string, object: ObjectLiteral): boolean =>
  nameMember(object) !== undefined && /[[,]\s*$/.test(text.slice(Math.max(0, object.start - 200), object.start));

/** How many entries of a list are looked at. */
const mostEntries = 60;

/** The edit of a list of names and values: of the entry of `Authorization`, else a new one behind this one. */
function listEdit(text: string, entry: ObjectLiteral, value: string): TextEdit {
  const list = entriesAround(text, entry);
  const found = list.find((each) => {
    const name = nameMember(each);
    return name?.value !== undefined && isAuthorization(text.slice(name.value + 1, name.end - 1));
  });
  const held = found?.members.find(({ name }) => name === 'value');
  if (held) return replaceMember(text, held, 'value', value);
  const line = lineAt(text, entry.start);
  const before = text.slice(line.start, entry.start);
  const separator = isBlank(before) ? `${lineBreakAt(text, line)}${before}` : ' ';
  return insertAt(entry.end, `,${separator}{ "${nameMember(entry)?.name}": "Authorization", "value": ${value} }`);
}

function entriesAround(text: string, entry: ObjectLiteral): readonly ObjectLiteral[] {
  const entries = [entry];
  const next = (from: ObjectLiteral, step: (each: ObjectLiteral) => number | undefined) => {
    for (let at = step(from), i = 0; at !== undefined && i < mostEntries; i++) {
      const { object } = surroundingsAt(text, at);
      if (!object || entries.some(({ start }) => start === object.start)) return;
      entries.push(object);
      at = step(object);
    }
  };
  next(entry, ({ end }) => {
    const gap = /^\s*,\s*\{/.exec(text.slice(end, end + 200))?.[0].length;
    return gap === undefined ? undefined : end + gap;
  });
  next(entry, ({ start }) => {
    const gap = /\}\s*,\s*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0].length;
    return gap === undefined ? undefined : start - gap;
  });
  return entries;
}

/** The offset; for one that stands outside of a text that is one object, the nearest inside of it. */
function insideRoot(text: string, offset: number): number {
  const start = textStart(text) + text.slice(textStart(text)).search(/\S|$/);
  const end = text.trimEnd().length;
  return text[start] === '{' && text[end - 1] === '}' ? Math.min(Math.max(offset, start + 1), end - 1) : offset;
}

function fillString(
  text: string,
  string: StringLiteral,
  object: ObjectLiteral | undefined,
  selection: Span,
): Slot | undefined {
  const { start, end } = string;
  const isClosed = end - start > 1 && text[end - 1] === text[start];
  const content = { start: start + 1, end: isClosed ? end - 1 : end };
  const name = object && nameMember(object);
  const isOfPair =
    name?.value !== undefined &&
    object?.members.find((each) => each.name === 'value')?.value === start &&
    isAuthorization(text.slice(name.value + 1, name.end - 1));
  return stringSlot(text, content, isOfPair ? 'Authorization' : string.name, selection);
}
