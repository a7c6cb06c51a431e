import { authorizeCurl, curlAround } from './curl.ts';
import { insertAt, type TextEdit } from './edit.ts';
import { lineAt, lineBefore } from './lines.ts';
import type { Place, Slot, Target } from './place.ts';
import { commandPrompt, powerShell, type Shell, shell } from './shellWords.ts';

/** A shell script: an option of the curl command at the cursor; without one, the option at the cursor itself. */
const script = (dialect: Shell, languages: readonly string[], files: RegExp): Place => ({
  languages,
  files,
  slot: (target) => inCurl(target, dialect) ?? { write: (credentials) => [optionAt(target, dialect, credentials)] },
});

export const shellScript = script(shell, ['shellscript', 'shell', 'console', 'fish'], /\.(?:[bkz]?sh|bash|fish)$/i);
export const batchScript = script(commandPrompt, ['bat'], /\.(?:bat|cmd)$/i);
export const powerShellScript = script(powerShell, ['powershell'], /\.ps[dm]?1$/i);

/** Any text with a curl command at the cursor, in the shell that continues its lines so. */
export const curlLine: Place = {
  languages: [],
  files: /^/,
  slot: (target) => inCurl(target, shellAt(target)),
};

function inCurl({ text, offset }: Target, dialect: Shell): Slot | undefined {
  const command = curlAround(text, offset, dialect);
  return command && { write: (credentials) => [authorizeCurl(text, command, credentials)] };
}

function optionAt({ text, offset }: Target, { quote }: Shell, credentials: string): TextEdit {
  const before = /^\S/.test(text.slice(Math.max(0, offset - 1), offset)) ? ' ' : '';
  const behind = /^\S/.test(text.charAt(offset)) ? ' ' : '';
  return insertAt(offset, `${before}-H ${quote}Authorization: Bearer ${credentials}${quote}${behind}`);
}

function shellAt({ text, offset }: Target): Shell {
  const line = lineAt(text, offset);
  const ends = [line, lineBefore(text, line)].map((at) => at && text.slice(at.start, at.end).trimEnd().at(-1));
  return [commandPrompt, powerShell].find(({ escapeMark }) => ends.includes(escapeMark)) ?? shell;
}
