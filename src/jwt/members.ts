import { type JsonMember, type JsonNode, parseJson } from './json.ts';
import { rebaseJson } from './rebase.ts';
import type { JsonObject } from './token.ts';

/** Edits of a JSON object's text, its members' order, literals and white space left as they are. */

/** Replaces the values of members that are there, duplicates alike. */
export function replaceMembers(text: string, values: JsonObject): string {
  let result = '';
  let from = 0;
  for (const { name, value } of membersOf(parseJson(text))) {
    if (!Object.hasOwn(values, name)) continue;
    result += text.slice(from, value.start) + JSON.stringify(values[name]);
    from = value.end;
  }
  return result + text.slice(from);
}

/** Replaces the values of members, and adds those that are not there behind the last. */
export function setMembers(text: string, values: JsonObject): string {
  const replaced = replaceMembers(text, values);
  const members = membersOf(parseJson(replaced));
  const names = new Set(members.map(({ name }) => name));
  const added = Object.entries(values)
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const written = members.map((member) => memberText(replaced, member));
  return added.length === 0 ? replaced : rebaseJson(replaced, `{${[...written, ...added].join()}}`);
}

/** Removes a member, all of its duplicates. */
export function removeMember(text: string, name: string): string {
  const rest = membersOf(parseJson(text)).filter((member) => member.name !== name);
  return rebaseJson(text, `{${rest.map((member) => memberText(text, member)).join()}}`);
}

function membersOf(root: JsonNode | undefined): readonly JsonMember[] {
  return root?.type === 'object' ? root.members : [];
}

function memberText(text: string, { nameSpan, value }: JsonMember): string {
  return `${text.slice(nameSpan.start, nameSpan.end)}:${text.slice(value.start, value.end)}`;
}
