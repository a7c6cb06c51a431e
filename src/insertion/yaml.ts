import { isAuthorization, replaceValue } from './authorization.ts';
import { authorizeCurl, curlAround } from './curl.ts';
import { curlSlot } from './curlSlot.ts';
import { insertAt, replace } from './edit.ts';
import { YAML_PATH } from './fileTypes.ts';
import { insertLine, isBlank, type Line, lineAt, lineBreakAt } from './lines.ts';
import type { InsertionTarget, Place, Slot } from './place.ts';
import { opaque } from './references.ts';
import { inAssignment } from './shellScript.ts';
import { shell } from './shellWords.ts';
import { isHeaderString, stringSlot } from './strings.ts';
import { headerSlot, isHeadersName, isTokenName, tokenSlot } from './valueSlot.ts';
import { inFlow, inFlowValue } from './yamlFlow.ts';
import {
  blockScalarAround,
  type Entry,
  entryEnd,
  indentationAt,
  lineAbove,
  lineBelow,
  mappingAround,
  quotedAt,
  readEntry,
} from './yamlLines.ts';
import { inNamedList, inStrings, isHeaderItem } from './yamlLists.ts';
import { inVariables, isPlain } from './yamlVariables.ts';

/** A command on the line of its key or dash: a colon with a space behind it would make it a mapping. */
const CURL_VALUE = /^\s*(?:-\s+)*(?:[\w.-]+\s*:\s+)?(?:[\w./-]+\s+)?curl\s/;
const BLOCK_VALUE = /^[|>]/;
/** An alias, and a value that is made by its tag. */
const ELSEWHERE = /^[*!]/;
const ANCHOR = /^&\S+\s*/;

/**
 * YAML: an entry `Authorization: Bearer …` in the mapping at the cursor (on `headers:`, below it), or the value of the
 * one that is there, quoted as it is; of variables and credentials the token alone; in lists, an item as the others are;
 * in a block of text, an option of the curl command or the value of a shell's variable.
 */
export const yaml: Place = {
  languages: ['yaml', 'dockercompose', 'helm', 'github-actions-workflow'],
  files: YAML_PATH,
  slot: (target) => {
    const { text, offset } = target;
    const line = lineAt(text, offset);
    const block = blockScalarAround(text, line);
    if (block) return inText(target, block);
    const command = CURL_VALUE.test(text.slice(line.start, line.end)) ? curlAround(text, offset, shell) : undefined;
    if (command)
      return {
        ...curlSlot(text, command),
        write: (credentials) => {
          const edit = authorizeCurl(text, command, credentials);
          return [{ ...edit, text: edit.text.replace(': ', ':') }];
        },
      };
    return (
      inQuotes(target, line) ??
      inFlow(text, line, offset) ??
      inStrings(text, line) ??
      inNamedList(text, line) ??
      inFlowValue(text, line) ??
      inCredentials(text, line) ??
      inVariables(text, line) ??
      inSetting(text, line) ??
      inMapping(text, line)
    );
  },
};

/** In a block of text: the value that all of it is, or what a shell reads of it. */
function inText(target: InsertionTarget, block: Line): Slot | undefined {
  const { text, offset } = target;
  const entry = readEntry(text, block);
  if (entry && (isAuthorization(entry.key) || isHeaderItem(text, entry))) return blockSlot(text, entry);
  const command = curlAround(text, offset, shell);
  return command ? curlSlot(text, command) : inAssignment(target, shell);
}

const blockSlot = (text: string, entry: Entry): Slot => ({
  write: (credentials) => [replace({ start: entry.value.start, end: entryEnd(text, entry) }, `Bearer ${credentials}`)],
});

/** In a quoted scalar that is empty, or holds a token or a header. */
function inQuotes(
  { text, offset, selection = { start: offset, end: offset } }: InsertionTarget,
  line: Line,
): Slot | undefined {
  const quoted = quotedAt(text, line, offset);
  if (!quoted) return undefined;
  const entry = readEntry(text, line);
  const isValue = entry?.value.start === quoted.start;
  const name = entry && isValue ? (isHeaderItem(text, entry) ? 'Authorization' : entry.key) : undefined;
  const isMeant =
    isHeaderString(text.slice(quoted.start, quoted.end), name) || (name !== undefined && isTokenName(name));
  return isMeant ? stringSlot(text, quoted, name, selection, true) : undefined;
}

/** The credentials of a client that has a type of them for tokens: Bruno's and Insomnia's. */
function inCredentials(text: string, line: Line): Slot | undefined {
  const entry = readEntry(text, line);
  if (!entry) return undefined;
  const isParent = entry.value.start === entry.value.end && /^auth(?:entication)?$/.test(entry.key);
  const inner = isParent ? lineBelow(text, line) : line;
  const column = isParent && inner ? indentationAt(text, inner) : entry.column;
  if (!inner || (isParent && column <= entry.column)) return undefined;
  const entries = mappingAround(text, inner, column);
  const isBearer = entries.some(({ key, value }) => key === 'type' && text.slice(value.start, value.end) === 'bearer');
  const token = entries.find(({ key }) => key === 'token');
  return isBearer && token ? tokenSlot(text, token.value) : undefined;
}

/** A setting that is named as a token: the token alone. */
function inSetting(text: string, line: Line): Slot | undefined {
  const entry = readEntry(text, line);
  return entry && isTokenName(entry.key) && isPlain(text, entry) ? tokenSlot(text, entry.value) : undefined;
}

function inMapping(text: string, line: Line): Slot | undefined {
  const place = mappingPlace(text, line);
  if (!place) return undefined;
  const found = mappingAround(text, place.anchor, place.column).find(({ key }) => isAuthorization(key));
  if (found) return valueSlot(text, found);
  const entry = (credentials: string) => `${' '.repeat(place.column)}Authorization: Bearer ${credentials}`;
  const isFree = isBlank(text.slice(line.start, line.end));
  return {
    write: (credentials) => [
      isFree
        ? insertLine(text, line.start, entry(credentials))
        : insertAt(place.end, `${lineBreakAt(text, line)}${entry(credentials)}`),
    ],
  };
}

/** The value of `Authorization`, in whatever form; an anchor stays. */
function valueSlot(text: string, entry: Entry): Slot {
  const { value } = entry;
  const source = text.slice(value.start, value.end);
  if (BLOCK_VALUE.test(source)) return blockSlot(text, entry);
  const anchored = { start: value.start + (ANCHOR.exec(source)?.[0].length ?? 0), end: value.end };
  const slot = headerSlot(text, anchored);
  return ELSEWHERE.test(source)
    ? { write: (credentials) => [replaceValue(text, value, `Bearer ${credentials}`)], reference: opaque(text, value) }
    : slot;
}

interface MappingPlace {
  /** A line of the mapping. */
  readonly anchor: Line;
  readonly column: number;
  /** The end of the line that a new entry goes below. */
  readonly end: number;
}

function mappingPlace(text: string, line: Line): MappingPlace | undefined {
  const isEmptyLine = isBlank(text.slice(line.start, line.end));
  const above = isEmptyLine ? lineAbove(text, line) : line;
  const entry = above && readEntry(text, above);
  if (!entry) return isEmptyLine ? { anchor: line, column: indentationAt(text, line), end: line.end } : undefined;
  const below = lineBelow(text, entry.line);
  const inner = below ? indentationAt(text, below) : 0;
  const isParent = entry.value.start === entry.value.end;
  const isList = isParent && below !== undefined && inner >= entry.column && text[below.start + inner] === '-';
  // Between a key and its list, or the lines of its text, nothing can stand.
  if (isEmptyLine && (isList || (!isParent && inner > entry.column))) return undefined;
  if (isParent && !isList && (isEmptyLine || isHeadersName(entry.key))) {
    const column = inner > entry.column ? inner : entry.column + 2;
    return { anchor: below && inner > entry.column ? below : line, column, end: entry.line.end };
  }
  const indented = indentationAt(text, line);
  const column = isEmptyLine && indented > 0 && indented < entry.column ? indented : entry.column;
  return { anchor: entry.line, column, end: entryEnd(text, entry) };
}
