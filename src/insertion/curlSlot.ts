import type { Span } from '../jwt/span.ts';
import { bearerIn } from './authorization.ts';
import { authorizeCurl, type CurlCommand, plainAuthorization, plainContent } from './curl.ts';
import { lineAt, linesIn } from './lines.ts';
import type { Slot, Variables } from './place.ts';
import { opaque, type TokenReference } from './references.ts';
import { assignmentsIn, type Shell } from './shellWords.ts';

/** What a shell, or what makes the script, puts something in place of. */
const EXPRESSION = /\$[({]|\{\{|`/;

/**
 * Where a curl command takes its token from: the header, or an option for it. A variable of the shell stays, and is
 * followed to where the script sets it.
 */
export function curlSlot(text: string, command: CurlCommand): Slot {
  const { shell, bearer } = command;
  const header = plainAuthorization(text, command)?.value;
  const token = bearer && (plainContent(text, bearer, shell) ?? bearer);
  return {
    write: (credentials) => [authorizeCurl(text, command, credentials)],
    reference: header ? variableIn(text, header, shell, false) : token && variableIn(text, token, shell, true),
    variables: variablesBefore(text, command),
  };
}

function variableIn(text: string, value: Span, { variable }: Shell, isToken: boolean): TokenReference | undefined {
  // Single quotation marks keep it from the shell.
  if (text[value.end] === "'") return undefined;
  const whole = text.slice(value.start, value.end);
  const scheme = isToken ? '' : bearerIn(whole);
  const span = { start: value.start + scheme.length, end: value.end };
  const found = variable.exec(whole.slice(scheme.length));
  const name = found?.[1] ?? found?.[2];
  if (found && name !== undefined)
    return { form: 'process', name, text: found[0], span, isBare: isToken || scheme !== '' };
  return (isToken || scheme !== '') && EXPRESSION.test(whole) ? opaque(text, span) : undefined;
}

/** The variables that the lines above a command, and its own, set to what stands there. */
function variablesBefore(text: string, { span, shell }: CurlCommand): Variables {
  return {
    definition: (wanted) => {
      let found: { readonly value: Span } | undefined;
      for (const line of linesIn(text, { start: 0, end: lineAt(text, span.start).end })) {
        for (const { name, value } of assignmentsIn(text.slice(line.start, line.end), shell)) {
          if (name !== wanted) continue;
          const place = { start: line.start + value.start, end: line.start + value.end };
          const content = plainContent(text, place, shell);
          // What a command or another variable makes is set by that.
          found = content && !/[$`%]/.test(text.slice(content.start, content.end)) ? { value: content } : undefined;
        }
      }
      return found;
    },
  };
}
