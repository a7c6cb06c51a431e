import { isEmpty, type Span } from '../jwt/span.ts';
import { anyString } from './anyString.ts';
import { authorizationLine, replaceValue } from './authorization.ts';
import { bru } from './bru.ts';
import { dictionaries } from './dictionaries.ts';
import { dotenv } from './dotenv.ts';
import { replace, type TextEdit } from './edit.ts';
import { http } from './http.ts';
import { hurl } from './hurl.ts';
import { lineAt, ownLine, textStart } from './lines.ts';
import { codeBlockAt } from './markdown.ts';
import { objects } from './objects.ts';
import type { InsertionTarget, Place, Refusal, Slot } from './place.ts';
import { batchScript, curlLine, fishScript, powerShellCurl, powerShellScript, shellScript } from './shellScript.ts';
import { yaml } from './yaml.ts';

/** Where a token can go; the first place that a text is of, and that knows one at the cursor, has it. */
const places: readonly Place[] = [
  dotenv,
  http,
  bru,
  objects,
  yaml,
  hurl,
  powerShellCurl,
  ...dictionaries,
  shellScript,
  fishScript,
  batchScript,
  powerShellScript,
];

/** Where a token goes in a text: a part of it, which in Markdown is the code block at the cursor, and the slot there. */
export interface Destination {
  readonly slot: Slot;
  /** What the slot's offsets are in. */
  readonly text: string;
  /** Where that starts in the whole text. */
  readonly start: number;
}

/** Finds where a token goes. What no place knows gets the header on a line of its own, or in place of the selection. */
export function destinationOf(target: InsertionTarget): Destination | Refusal {
  const { text, languageId, selection } = target;
  const offset = Math.min(Math.max(target.offset, textStart(text)), text.length);
  const block = languageId === 'markdown' ? codeBlockAt(text, offset) : undefined;
  if (block) {
    const { start, end, language, indentation } = block;
    const inner = destinationOf({
      ...target,
      languageId: language,
      path: `block.${language}`,
      text: text.slice(start, end),
      offset: offset - start,
      selection: selection && { start: selection.start - start, end: selection.end - start },
    });
    if (typeof inner === 'string') return inner;
    const { slot } = inner;
    const write = (credentials: string) =>
      slot.write(credentials).map((edit) => indented(inner.text, edit, indentation));
    return { ...inner, slot: indentation === '' ? slot : { ...slot, write }, start: start + inner.start };
  }
  const known = places.filter(({ languages, files }) => languages.includes(languageId) || files.test(target.path));
  const asked = known.length > 0 ? known : [curlLine, anyString];
  const slot =
    asked.map((place) => place.slot({ ...target, offset })).find((each) => each !== undefined) ??
    headerLine(text, offset, selection);
  return slot === 'script' ? slot : { slot, text, start: 0 };
}

/** An edit in a block whose lines are indented: none that it makes stands before them. */
function indented(text: string, edit: TextEdit, indentation: string): TextEdit {
  const isOfLine = lineAt(text, edit.start).start === edit.start;
  return { ...edit, text: edit.text.replace(isOfLine ? /(^|[\r\n])(?=\S)/g : /([\r\n])(?=\S)/g, `$1${indentation}`) };
}

/** The same edits in the whole text. */
export const movedBy = (edits: readonly TextEdit[], by: number): readonly TextEdit[] =>
  by === 0 ? edits : edits.map((edit) => ({ ...edit, start: edit.start + by, end: edit.end + by }));

const HEADER = /^\s*authorization\s*:[ \t]*/i;

function headerLine(text: string, offset: number, selection: Span | undefined): Slot {
  const line = lineAt(text, offset);
  const lead = HEADER.exec(text.slice(line.start, line.end))?.[0];
  const value = lead === undefined ? undefined : { start: line.start + lead.length, end: line.end };
  if (value) return { write: (credentials) => [replaceValue(text, value, `Bearer ${credentials}`)] };
  return {
    write: (credentials) => {
      const header = authorizationLine(credentials);
      return [selection && !isEmpty(selection) ? replace(selection, header) : ownLine(text, offset, header)];
    },
  };
}
