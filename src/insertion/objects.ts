import type { Span } from '../jwt/span.ts';
import { isAuthorization } from './authorization.ts';
import { joinedEnd } from './codeTokens.ts';
import { JSON_PATH } from './fileTypes.ts';
import { textStart } from './lines.ts';
import {
  bearerMember,
  emptyHeaders,
  entrySlot,
  headersOf,
  isEntry,
  keyBefore,
  memberSlot,
  nameMember,
  tokenOnly,
  variableSlot,
} from './objectClients.ts';
import { addMember } from './objectMember.ts';
import { type ObjectLiteral, type StringLiteral, surroundingsAt } from './objectScan.ts';
import type { Place, Slot } from './place.ts';
import { stringSlot } from './strings.ts';
import { isVariablesName } from './valueSlot.ts';

/**
 * Objects of JSON, JavaScript and TypeScript: a member `"Authorization": "Bearer …"` at the cursor, with the commas that
 * it needs, or the value of the one that is there. A string at the cursor that is the value of an `Authorization` takes
 * `Bearer …`; one that is empty or holds a token takes the token.
 */
export const objects: Place = {
  languages: ['json', 'jsonc', 'json5', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
  files: /\.(?:json[c5]?|[cm]?[jt]sx?)$/i,
  slot: ({ languageId, path, text, offset, selection = { start: offset, end: offset } }) => {
    const isData = /json/i.test(languageId) || JSON_PATH.test(path);
    const at = insideRoot(text, offset);
    const { object: around, string } = surroundingsAt(text, at);
    if (string) return fillString(text, string, around, selection, isData);
    if (!around) return undefined;
    const bearer = bearerMember(text, around);
    if (bearer) return memberSlot(text, bearer, 'token', isData, tokenOnly);
    if (isData && isVariablesName(keyBefore(text, around.start) ?? '')) return variableSlot(text, around, at);
    const list = isData ? emptyHeaders(text, around) : undefined;
    if (list) return list;
    const object = headersOf(text, around);
    if (isEntry(text, object)) return entrySlot(text, object, isData);
    const member = object.members.find(({ name }) => name !== undefined && isAuthorization(name));
    if (member) return memberSlot(text, member, 'Authorization', isData);
    return {
      write: (credentials) => {
        const inside = object === around ? at : (object.members.at(-1)?.end ?? object.start + 1);
        // In JSON, a comma before the brace is that of a member to come.
        return addMember(text, object, inside, `"Authorization": "Bearer ${credentials}"`, {
          endsWithComma: languageId !== 'json',
        });
      },
    };
  },
};

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
  isData: boolean,
): Slot | undefined {
  const { start, end } = string;
  const isClosed = end - start > 1 && text[end - 1] === text[start];
  const content = { start: start + 1, end: isClosed ? end - 1 : end };
  const name = object && nameMember(object);
  const isOfPair =
    name?.value !== undefined &&
    object?.members.find((each) => each.name === 'value')?.value === start &&
    isAuthorization(text.slice(name.value + 1, name.end - 1));
  return stringSlot(text, content, isOfPair ? 'Authorization' : string.name, selection, isData, {
    start: end,
    end: isData ? end : joinedEnd(text, end),
  });
}
