import { authorizeCurl, curlAround } from './curl.ts';
import { insertAt, type TextEdit } from './edit.ts';
import { lineAt, lineBefore } from './lines.ts';
import type { Place, Target } from './place.ts';
import { commandPrompt, powerShell, type Shell, shell } from './shellWords.ts';

/** A shell script: an option of the curl command at the cursor; without one, the option at the cursor itself. */
const script = (dialect: Shell, languages: readonly string[], files: RegExp): Place => ({
  languages,
  files,
  insert: (target) => [inCurl(target, dialect) ?? optionAt(target, dialect)],
});

export const shellScript = script(shell, ['shellscript', 'shell', 'console', 'fish'], /\.(?:[bkz]?sh|bash|fish)$/i);
export const batchScript = script(commandPrompt, ['bat'], /\.(?:bat|cmd)$/i);
export const powerShellScript = script(powerShell, ['powershell'], /\.ps[dm]?1$/i);

/** Any text with a curl command at the cursor, in the shell that continues its lines so. */
export const curlLine: Place = {
  languages: [],
  files: /^/,
  insert: (target) => {
    const edit = inCurl(target, shellAt(target));
    return edit && [edit];
  },
};

function inCurl({ text, offset, token }: Target, dialect: Shell): TextEdit | undefined {
  const command = curlAround(text, offset, dialect);
  return command && authorizeCurl(text, command, token);
}

function optionAt({ text, offset, token }: Target, { quote }: Shell): TextEdit {
  const before = /^\S/.test(text.slice(Math.max(0, offset - 1), offset)) ? ' ' : '';
  const behind = /^\S/.test(text.charAt(offset)) ? ' ' : '';
  return insertAt(offset, `${before}-H ${quote}Authorization: Bearer ${token}${quote}${behind}`);
}

function shellAt({ text, offset }: Target): Shell {
  const line = lineAt(text, offset);
  const ends = [line, lineBefore(text, line)].map((at) => at && text.slice(at.start, at.end).trimEnd().at(-1));
  return [commandPrompt, powerShell].find(({ escapeMark }) => ends.includes(escapeMark)) ?? shell;
}
