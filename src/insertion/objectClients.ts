import { isAuthorization } from './authorization.ts';
import { insertAt, replace } from './edit.ts';
import { isBlank, lineAt, lineBreakAt } from './lines.ts';
import { addMember, replaceMember } from './objectMember.ts';
import { type Member, type ObjectLiteral, surroundingsAt } from './objectScan.ts';
import type { Slot } from './place.ts';
import { referenceIn } from './references.ts';
import { isVariablesName } from './valueSlot.ts';

/** The members that hold a header's name where headers are lists of objects (HAR, Postman); `value` holds the value. */
const NAME_MEMBERS = new Set(['name', 'key', 'header']);

/** What a member holds that takes no scheme. */
export const tokenOnly = (credentials: string): string => credentials;

/** A member that holds credentials; in data, a reference stays. */
export function memberSlot(
  text: string,
  member: Member,
  name: string,
  isData: boolean,
  contentFor = (credentials: string) => `Bearer ${credentials}`,
): Slot {
  const { value, end } = member;
  const isString = isData && value !== undefined && text[value] === '"' && text[end - 1] === '"';
  return {
    write: (credentials) => [replaceMember(text, member, name, `"${contentFor(credentials)}"`)],
    reference: isString ? referenceIn(text, { start: value + 1, end: end - 1 }, contentFor('') !== '') : undefined,
  };
}

const KEY_BEFORE = /"([^"\\]*)"\s*:\s*$/;

/** The name of the member whose value starts at an offset. */
export const keyBefore = (text: string, start: number): string | undefined =>
  KEY_BEFORE.exec(text.slice(Math.max(0, start - 200), start))?.[1];

/** In an object of variables: the value of the one at the cursor, else a new one. */
export function variableSlot(text: string, object: ObjectLiteral, at: number): Slot {
  const line = lineAt(text, at);
  const isHere = ({ start, end, comma }: Member) => start <= at && at <= (comma ?? end) + 1;
  const member = isBlank(text.slice(line.start, line.end)) ? undefined : object.members.find(isHere);
  if (member) return memberSlot(text, member, member.name ?? 'TOKEN', true, tokenOnly);
  const taken = (name: string) => object.members.some((each) => each.name === name);
  let number = 1;
  const nameOf = () => (number === 1 ? 'TOKEN' : `TOKEN${number}`);
  while (taken(nameOf())) number++;
  return {
    write: (credentials) => addMember(text, object, at, `"${nameOf()}": "${credentials}"`, { endsWithComma: false }),
  };
}

const HEADERS = /^(?:http_?)?headers?$/i;
const headersMember = ({ members }: ObjectLiteral): Member | undefined =>
  members.find(({ name }) => name !== undefined && HEADERS.test(name));

/** Headers that are a list without any: its first entry, by the names that Postman or all others have. */
export function emptyHeaders(text: string, object: ObjectLiteral): Slot | undefined {
  const member = headersMember(object);
  if (member?.value === undefined || !/^\[\s*\]$/.test(text.slice(member.value, member.end))) return undefined;
  const list = { start: member.value, end: member.end };
  const key = member.name === 'header' ? 'key' : 'name';
  return {
    write: (credentials) => [replace(list, `[{ "${key}": "Authorization", "value": "Bearer ${credentials}" }]`)],
  };
}

/** The object of the headers that an object has as a member, or the first entry of their list; else the object itself. */
export function headersOf(text: string, object: ObjectLiteral): ObjectLiteral {
  if (object.members.some(({ name }) => name !== undefined && isAuthorization(name))) return object;
  const value = headersMember(object)?.value;
  if (value === undefined) return object;
  const open = /^\[\s*\{|^\{/.exec(text.slice(value, value + 1000))?.[0].length;
  return (open === undefined ? undefined : surroundingsAt(text, value + open).object) ?? object;
}

/**
 * Where a token stands alone: in Postman's list for `bearer`, in Insomnia's and Bruno's credentials of that type; also from
 * the request that has them.
 */
export function bearerMember(text: string, object: ObjectLiteral): Member | undefined {
  const { start, members } = object;
  const named = (name: string) => members.find((member) => member.name === name);
  const contentOf = (member: Member | undefined) =>
    member?.value === undefined ? undefined : text.slice(member.value + 1, member.end - 1);
  if (contentOf(named('type')) === 'bearer') return named('token') ?? tokenOf(text, named('bearer'));
  const isOfList = /"bearer"\s*:\s*\[[^\]]*$/.test(text.slice(Math.max(0, start - 500), start));
  if (isOfList) return tokenAmong(text, object);
  const credentials = (named('auth') ?? named('authentication'))?.value;
  const inner =
    credentials !== undefined && text[credentials] === '{' ? surroundingsAt(text, credentials + 1).object : undefined;
  return inner && bearerMember(text, inner);
}

/** The value of the entry `token` of Postman's list. */
function tokenOf(text: string, list: Member | undefined): Member | undefined {
  const open = list?.value === undefined ? undefined : /^\[\s*\{/.exec(text.slice(list.value, list.end))?.[0].length;
  const first = open === undefined ? undefined : surroundingsAt(text, (list?.value ?? 0) + open).object;
  return first && tokenAmong(text, first);
}

/** The same, from any entry of the list. */
function tokenAmong(text: string, entry: ObjectLiteral): Member | undefined {
  return entriesAround(text, entry)
    .find((each) => contentOfKey(text, each) === 'token')
    ?.members.find(({ name }) => name === 'value');
}

function contentOfKey(text: string, { members }: ObjectLiteral): string | undefined {
  const key = members.find(({ name }) => name === 'key');
  return key?.value === undefined ? undefined : text.slice(key.value + 1, key.end - 1);
}

/** The member that names a header, where headers are lists of objects. */
export const nameMember = ({ members }: ObjectLiteral): Member | undefined =>
  members.some(({ name }) => name === 'value')
    ? members.find(
        ({ name, value }) => name !== undefined && value !== undefined && NAME_MEMBERS.has(name.toLowerCase()),
      )
    : undefined;

/** Whether an object is an entry of a list, and no member of an object. */
export const isEntry = (text: string, object: ObjectLiteral): boolean =>
  nameMember(object) !== undefined && /[[,]\s*$/.test(text.slice(Math.max(0, object.start - 200), object.start));

/** How many entries of a list are looked at. */
const mostEntries = 60;

/** In a list of names and values: of headers the entry of `Authorization`, else a new one behind this one; of variables this one. */
export function entrySlot(text: string, entry: ObjectLiteral, isData: boolean): Slot {
  const valueMember = ({ members }: ObjectLiteral) => members.find(({ name }) => name === 'value');
  const list = entriesAround(text, entry);
  const first = Math.min(...list.map(({ start }) => start));
  const key = keyBefore(text, text.slice(0, first).lastIndexOf('['));
  const own = valueMember(entry);
  if (own && isVariablesName(key ?? '')) return memberSlot(text, own, 'value', isData, tokenOnly);
  const found = list.find((each) => {
    const name = nameMember(each);
    return name?.value !== undefined && isAuthorization(text.slice(name.value + 1, name.end - 1));
  });
  const held = found && valueMember(found);
  if (held) return memberSlot(text, held, 'value', isData);
  const line = lineAt(text, entry.start);
  const before = text.slice(line.start, entry.start);
  const separator = isBlank(before) ? `${lineBreakAt(text, line)}${before}` : ' ';
  return {
    write: (credentials) => [
      insertAt(
        entry.end,
        `,${separator}{ "${nameMember(entry)?.name}": "Authorization", "value": "Bearer ${credentials}" }`,
      ),
    ],
  };
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
