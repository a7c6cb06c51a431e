import { bru } from './bru.ts';
import { dotenv } from './dotenv.ts';
import { type Insertion, insertAt, insertion, type TextEdit } from './edit.ts';
import { http } from './http.ts';
import { textStart } from './lines.ts';
import { codeBlockAt } from './markdown.ts';
import { objects } from './objects.ts';
import type { Place, Target } from './place.ts';
import { batchScript, curlLine, powerShellScript, shellScript } from './shellScript.ts';
import { yaml } from './yaml.ts';

/** Where a token can go; the first place that a text is of has it. */
const places: readonly Place[] = [
  dotenv,
  http,
  bru,
  objects,
  yaml,
  shellScript,
  batchScript,
  powerShellScript,
  curlLine,
];

/**
 * The edits that put `Authorization: Bearer …` where a cursor stands, in the form that the text asks for; in a code
 * block of Markdown, the form for the block. What no place knows gets the header as it is, at the cursor.
 *
 * @param languageId VS Code's language id
 * @param path the document's path, with `/`
 * @param offset the cursor, a UTF-16 offset in the text
 */
export function insertionFor(
  languageId: string,
  path: string,
  text: string,
  offset: number,
  token: string,
  { insertAs }: Pick<Target, 'insertAs'>,
): Insertion {
  const cursor = Math.min(Math.max(offset, textStart(text)), text.length);
  return insertion(editsIn({ languageId, text, offset: cursor, token, insertAs }, path), token);
}

function editsIn(target: Target, path: string): readonly TextEdit[] {
  const { languageId, text, offset, token } = target;
  const block = languageId === 'markdown' ? codeBlockAt(text, offset) : undefined;
  if (block) {
    const inner = {
      ...target,
      languageId: block.language,
      text: text.slice(block.start, block.end),
      offset: offset - block.start,
    };
    return editsIn(inner, `block.${block.language}`).map((edit) => ({
      start: block.start + edit.start,
      end: block.start + edit.end,
      text: edit.text,
    }));
  }
  const place = places.find(({ languages, files }) => languages.includes(languageId) || files.test(path));
  return place?.insert(target) ?? [insertAt(offset, `Authorization: Bearer ${token}`)];
}
