import { authorizeCurl, curlAround } from './curl.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import { lineAt, lineBefore } from './lines.ts';
import type { InsertionTarget, Place, Slot } from './place.ts';
import { commandPrompt, powerShell, type Shell, shell } from './shellWords.ts';

/** A shell script: an option of the curl command at the cursor; without one, the option at the cursor itself. */
const script = (dialect: Shell, languages: readonly string[], files: RegExp): Place => ({
  languages,
  files,
  slot: (target) =>
    inCurl(target, dialect) ??
    inAssignment(target, dialect) ?? { write: (credentials) => [optionAt(target, dialect, credentials)] },
});

export const shellScript = script(shell, ['shellscript', 'shell', 'console', 'fish'], /\.(?:[bkz]?sh|bash|fish)$/i);
export const batchScript = script(commandPrompt, ['bat'], /\.(?:bat|cmd)$/i);
export const powerShellScript = script(powerShell, ['powershell'], /\.ps[dm]?1$/i);

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

/** A variable that is set on the line: of a shell, of PowerShell, of a batch file. */
const ASSIGNMENTS: readonly (readonly [Shell, RegExp])[] = [
  [shell, /^\s*(?:(?:export|readonly|local|typeset|declare)\s+(?:-\w+\s+)*)?\w+=/],
  [powerShell, /^\s*\$(?:\w+:)?\w+\s*=[ \t]*/],
  [commandPrompt, /^\s*set\s+"?\w+=/i],
];
const VALUE = /^(?:"(?:[^"\\`]|[\\`].)*"|'[^']*'|[^\s;#&|"']*)/;

/** The value of a variable that is set on the line of the cursor: the token alone, quoted. */
function inAssignment({ text, offset }: InsertionTarget, dialect: Shell): Slot | undefined {
  const line = lineAt(text, offset);
  const source = text.slice(line.start, line.end);
  const lead = ASSIGNMENTS.find(([of]) => of === dialect)?.[1].exec(source)?.[0];
  if (lead === undefined) return undefined;
  const start = line.start + lead.length;
  if (dialect === commandPrompt) {
    const end = line.start + source.replace(/"?\s*$/, '').length;
    return { write: (credentials) => [replace({ start, end: Math.max(start, end) }, credentials)] };
  }
  const rest = source.slice(lead.length);
  const value = VALUE.exec(rest)?.[0] ?? '';
  // What goes on behind is an expression.
  if (!/^\s*(?:[;#&|]|$)/.test(rest.slice(value.length))) return undefined;
  const quote = /^["']/.exec(value)?.[0] ?? dialect.quote;
  const scheme = /^["']?(bearer\s+)/i.exec(value)?.[1] ?? '';
  const span = { start, end: start + value.length };
  return { write: (credentials) => [replace(span, `${quote}${scheme}${credentials}${quote}`)] };
}

function inCurl({ text, offset }: InsertionTarget, dialect: Shell): Slot | undefined {
  const command = curlAround(text, offset, dialect);
  return command && { write: (credentials) => [authorizeCurl(text, command, credentials)] };
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
