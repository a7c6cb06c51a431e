import { bearerIn, replaceValue } from './authorization.ts';
import { curlAround } from './curl.ts';
import { curlSlot } from './curlSlot.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import { POWERSHELL_PATH } from './fileTypes.ts';
import { lineAt, lineBefore } from './lines.ts';
import type { InsertionTarget, Place, Slot } from './place.ts';
import { assignmentsIn, commandPrompt, fish, powerShell, type Shell, shell } from './shellWords.ts';

/** A shell script: an option of the curl command at the cursor; without one, the option at the cursor itself. */
const script = (dialect: Shell, languages: readonly string[], files: RegExp): Place => ({
  languages,
  files,
  slot: (target) =>
    inCurl(target, dialect) ??
    inAssignment(target, dialect) ??
    inHeader(target) ??
    // PowerShell is a language, where an option alone is an error.
    (dialect === powerShell ? undefined : { write: (credentials) => [optionAt(target, dialect, credentials)] }),
});

/** The scripts of each shell. */
export const shellScript = script(shell, ['shellscript', 'shell', 'console'], /\.(?:[bkz]?sh|bash)$/i);
export const fishScript = script(fish, ['fish'], /\.fish$/i);
export const batchScript = script(commandPrompt, ['bat'], /\.(?:bat|cmd)$/i);
export const powerShellScript = script(powerShell, ['powershell'], POWERSHELL_PATH);

/** A curl command of PowerShell, whose strings are not those of other code. */
export const powerShellCurl: Place = {
  languages: powerShellScript.languages,
  files: powerShellScript.files,
  slot: (target) => inCurl(target, powerShell),
};

/** Any text with a curl command at the cursor, in the shell that continues its lines so. */
export const curlLine: Place = {
  languages: [],
  files: /^/,
  slot: (target) => inCurl(target, shellAt(target)),
};

/** The value of the variable that is set at the cursor, or alone on its line: the token alone, quoted. */
export function inAssignment({ text, offset }: InsertionTarget, dialect: Shell): Slot | undefined {
  const line = lineAt(text, offset);
  const source = text.slice(line.start, line.end);
  const at = offset - line.start;
  const all = assignmentsIn(source, dialect);
  const alone = all.filter(({ value }) => /^"?\s*(?:[#;]|$)/.test(source.slice(value.end)));
  const meant =
    all.find(({ lead, value }) => lead.start <= at && at <= value.end) ?? (all.length === 1 ? alone[0] : undefined);
  if (!meant) return undefined;
  const value = source.slice(meant.value.start, meant.value.end);
  const quote = dialect === commandPrompt ? '' : (/^["']/.exec(value)?.[0] ?? dialect.quote);
  const scheme = bearerIn(value.replace(/^["']/, ''));
  const span = { start: line.start + meant.value.start, end: line.start + meant.value.end };
  return { write: (credentials) => [replace(span, `${quote}${scheme}${credentials}${quote}`)] };
}

/** The header as another program gets it, in a word or a line of text: wget, HTTPie, a here-document. */
const HEADER_TEXTS: readonly RegExp[] = [
  /(["'])(?:[^"'\n]*[^\w"'\n-])?authorization[ \t]*:[ \t]*([^"'\n]*)\1/di,
  /(?:^|\s)authorization:(["'])([^"'\n]*)\1/di,
  /^\s*()authorization[ \t]*:[ \t]*([^"'\n]*)$/di,
];

function inHeader({ text, offset }: InsertionTarget): Slot | undefined {
  const line = lineAt(text, offset);
  const source = text.slice(line.start, line.end);
  const found = HEADER_TEXTS.map((form) => form.exec(source)?.indices?.[2]).find((each) => each !== undefined);
  if (!found) return undefined;
  const span = { start: line.start + found[0], end: line.start + found[1] };
  return { write: (credentials) => [replaceValue(text, span, `Bearer ${credentials}`)] };
}

function inCurl({ text, offset }: InsertionTarget, dialect: Shell): Slot | undefined {
  const command = curlAround(text, offset, dialect);
  return command && curlSlot(text, command);
}

function optionAt({ text, offset }: InsertionTarget, { quote }: Shell, credentials: string): TextEdit {
  const before = /^\S/.test(text.slice(Math.max(0, offset - 1), offset)) ? ' ' : '';
  const behind = /^\S/.test(text.charAt(offset)) ? ' ' : '';
  return insertAt(offset, `${before}-H ${quote}Authorization: Bearer ${credentials}${quote}${behind}`);
}

function shellAt({ text, offset }: InsertionTarget): Shell {
  const line = lineAt(text, offset);
  const ends = [line, lineBefore(text, line)].map((at) => at && text.slice(at.start, at.end).trimEnd().at(-1));
  return [commandPrompt, powerShell].find(({ escapeMark }) => ends.includes(escapeMark)) ?? shell;
}
