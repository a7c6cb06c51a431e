import { isAuthorization } from './authorization.ts';
import { replace } from './edit.ts';
import { textStart } from './lines.ts';
import { addMember, replaceMember } from './objectMember.ts';
import { type Member, type ObjectLiteral, type StringLiteral, surroundingsAt } from './objectScan.ts';
import type { Place, Slot } from './place.ts';

const TOKEN = /^(bearer\s+)?eyJ[\w+/=-]*\.[\w+/=-]*\.[\w.~+/=-]*$/i;
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
  slot: ({ languageId, text, offset }) => {
    const at = insideRoot(text, offset);
    const { object, string } = surroundingsAt(text, at);
    const filled = string && fillString(text, string, object);
    if (filled) return filled;
    if (!object) return undefined;
    const member = authorizationMember(text, object);
    return {
      write: (credentials) => {
        const value = `"Bearer ${credentials}"`;
        if (member) return [replaceMember(text, member, 'Authorization', value)];
        // In JSON, a comma before the brace is that of a member to come.
        return addMember(text, object, at, `"Authorization": ${value}`, languageId !== 'json');
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

function fillString(text: string, string: StringLiteral, object: ObjectLiteral | undefined): Slot | undefined {
  const { start, end } = string;
  const isClosed = end - start > 1 && text[end - 1] === text[start];
  const span = { start: start + 1, end: isClosed ? end - 1 : end };
  const content = text.slice(span.start, span.end);
  const isValue = string.name !== undefined && isAuthorization(string.name);
  const isPaired = object && authorizationMember(text, object)?.value === start;
  if (isValue || isPaired) return { write: (credentials) => [replace(span, `Bearer ${credentials}`)] };
  const found = TOKEN.exec(content);
  if (content !== '' && !found) return undefined;
  return { write: (credentials) => [replace(span, `${found?.[1] ?? ''}${credentials}`)] };
}

/** The member that holds the value of `Authorization`: the one of that name, or the `value` beside it. */
function authorizationMember(text: string, { members }: ObjectLiteral): Member | undefined {
  const isPair = members.some(
    ({ name, value, end }) =>
      name !== undefined &&
      NAME_MEMBERS.has(name.toLowerCase()) &&
      value !== undefined &&
      isAuthorization(text.slice(value + 1, end - 1)),
  );
  return members.find(({ name }) => name !== undefined && (isAuthorization(name) || (isPair && name === 'value')));
}
