import { findTokens } from '../jwt/find.ts';
import type { Span } from '../jwt/span.ts';
import { insertAt } from './edit.ts';
import { insertLine, isBlank, type Line, lineBreakAt, linesIn } from './lines.ts';
import type { Slot } from './place.ts';
import { isVariablesName, tokenSlot } from './valueSlot.ts';
import { type Entry, entryAbove, entryEnd, indentationAt, lineBelow, readEntry } from './yamlLines.ts';

/** Whether a value stands on the line of its key, in no form of YAML's own. */
export function isPlain(text: string, { line, column, value }: Entry): boolean {
  const below = lineBelow(text, line);
  const isParent = value.start === value.end && below !== undefined && indentationAt(text, below) > column;
  return !isParent && !/^[|>&*![{]/.test(text.slice(value.start, value.end));
}

/** The variables of a container, job or client: the token alone as the value at the cursor, else as a new one. */
export function inVariables(text: string, line: Line): Slot | undefined {
  const source = text.slice(line.start, line.end);
  const entry = readEntry(text, line);
  const isKey = entry !== undefined && entry.value.start === entry.value.end && isVariablesName(entry.key);
  const key = isKey ? entry : entryAbove(text, line, entry?.column ?? (indentationAt(text, line) || 1));
  if (!key || !isVariablesName(key.key)) return undefined;
  if (entry && !isKey) return isPlain(text, entry) ? tokenSlot(text, entry.value) : undefined;
  if (!isKey && !isBlank(source)) return undefined;
  const known = variablesBelow(text, key);
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'TOKEN' : `TOKEN${number}`;
    const held = known.find((each) => each.name === name)?.value;
    if (!held) return newVariable(text, isKey ? undefined : line, key, name);
    // Nobody's other secret is written over.
    const content = text.slice(held.start, held.end);
    const [token] = findTokens(content);
    if (content === '' || (token?.start === 0 && token.end === content.length)) return tokenSlot(text, held);
  }
}

interface Variable {
  readonly name: string;
  readonly value: Span;
}

const ASSIGNMENT = /^(\s*-\s+["']?([\w.-]+)=)([^"'\s]*)/;

/** The variables below a key: entries, `- NAME=value`, or items of name and value. */
function variablesBelow(text: string, key: Entry): readonly Variable[] {
  const found: Variable[] = [];
  let named: string | undefined;
  for (const line of linesIn(text, { start: key.line.next, end: Math.max(key.line.next, entryEnd(text, key)) })) {
    const [, lead, name, value] = ASSIGNMENT.exec(text.slice(line.start, line.end)) ?? [];
    if (lead !== undefined && name !== undefined && value !== undefined) {
      const start = line.start + lead.length;
      found.push({ name, value: { start, end: start + value.length } });
      continue;
    }
    const entry = readEntry(text, line);
    if (entry?.key === 'name') named = text.slice(entry.value.start, entry.value.end);
    else if (entry?.key === 'value' && named !== undefined) found.push({ name: named, value: entry.value });
    else if (entry) found.push({ name: entry.key, value: entry.value });
  }
  return found;
}

/** A variable as the others are written, on a line that is free or below their key. */
function newVariable(text: string, free: Line | undefined, key: Entry, name: string): Slot {
  const below = lineBelow(text, key.line);
  const inner = below && below.start !== free?.start ? indentationAt(text, below) : 0;
  const isInner =
    below !== undefined && (inner > key.column || (inner === key.column && text[below.start + inner] === '-'));
  const lead = ' '.repeat(isInner ? inner : key.column + 2);
  const item = isInner ? /^\s*-\s+(name\s*:)?/.exec(text.slice(below.start, below.end)) : null;
  const lineBreak = lineBreakAt(text, key.line);
  const written = (credentials: string) =>
    item?.[1]
      ? `${lead}- name: ${name}${lineBreak}${lead}  value: ${credentials}`
      : item
        ? `${lead}- ${name}=${credentials}`
        : `${lead}${name}: ${credentials}`;
  return {
    write: (credentials) => [
      free
        ? insertLine(text, free.start, written(credentials))
        : insertAt(key.line.end, lineBreak + written(credentials)),
    ],
  };
}
