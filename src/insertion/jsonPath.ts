import type { Span } from '../jwt/span.ts';
import { insertAt, type TextEdit } from './edit.ts';
import { textStart } from './lines.ts';
import { addMember, replaceMember } from './objectMember.ts';
import { type ObjectLiteral, surroundingsAt } from './objectScan.ts';

/** The object at a path of names from the root of a JSON text (comments may be in it); `undefined` where there is none. */
export function objectAt(text: string, path: readonly string[]): ObjectLiteral | undefined {
  const start = textStart(text) + text.slice(textStart(text)).search(/\{|$/);
  let object = text[start] === '{' ? surroundingsAt(text, start + 1).object : undefined;
  for (const name of path) {
    const value = object?.members.findLast((member) => member.name === name)?.value;
    object = value !== undefined && text[value] === '{' ? surroundingsAt(text, value + 1).object : undefined;
  }
  return object;
}

/** Where the string at a path stands, between its quotation marks; `undefined` where none is. */
export function stringAt(text: string, path: readonly string[]): Span | undefined {
  const member = objectAt(text, path.slice(0, -1))?.members.findLast(({ name }) => name === path.at(-1));
  if (member?.value === undefined || text[member.value] !== '"') return undefined;
  return { start: member.value + 1, end: member.end - 1 };
}

/** The edits that put JSON at a path; the objects on the way are made where they are missing. */
export function setAt(text: string, path: readonly string[], json: string): readonly TextEdit[] {
  const name = path.at(-1);
  if (name === undefined) return [insertAt(text.length, `${json}\n`)];
  const parent = path.slice(0, -1);
  const object = objectAt(text, parent);
  if (!object) return setAt(text, parent, `{ ${JSON.stringify(name)}: ${json} }`);
  const member = object.members.findLast((each) => each.name === name);
  if (member) return [replaceMember(text, member, name, json)];
  const end = object.members.at(-1)?.end ?? object.start + 1;
  return addMember(text, object, end, `${JSON.stringify(name)}: ${json}`, { endsWithComma: false });
}
