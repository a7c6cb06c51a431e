import type { Span } from '../jwt/span.ts';
import { replaceValue } from './authorization.ts';
import { type Insertion, insertAt, insertion, type TextEdit } from './edit.ts';
import { type HttpRegion, type HttpVariable, regionsIn, requestAt } from './httpFile.ts';
import { authorizationOf, editHeader, insertHeader } from './httpHeader.ts';
import { lineAt, lineBreakAt, textStart } from './lines.ts';

/** The definitions of an `.http` file by the variable's name. */
export type Definitions = ReadonlyMap<string, Definition>;

/** How a file defines a variable: the last definition of each region by the region's start, and of those the two that count elsewhere. */
interface Definition {
  readonly count: number;
  readonly byRegion: Map<number, HttpVariable>;
  /** The last one that holds for the whole file. */
  readonly ofFile: HttpVariable | undefined;
  readonly last: HttpVariable;
}

/** The variable to use where the request names none that the file defines. */
const NAME = 'token';

/**
 * Puts a token into a variable of an `.http` file, and `Authorization: Bearer {{token}}` into the request that is meant
 * by an offset (see `requestAt`): one line `@token = …` at the top of the file, where every request sees it in every
 * client, or the value of the one that is there. Where the request's `Authorization` names a variable that the file
 * defines, the value of that one is all that changes. Where there is no request, as `insertHeader`.
 */
export function insertVariable(text: string, offset: number, token: string): Insertion {
  const request = requestAt(text, offset);
  if (!request) return insertHeader(text, offset, token);
  const regions = regionsIn(text);
  const definitions = definitionsIn(regions);
  const authorization = authorizationOf(text, request, offset);
  const named = authorization?.variable && definitionOf(definitions, request.region, authorization.variable);
  if (named) {
    const hasScheme = authorization.credentials.start > authorization.value.start;
    return insertion([replaceValue(text, named.value, hasScheme ? token : `Bearer ${token}`)], token);
  }
  const name = usableName(definitions, request.region);
  const definition = definitionOf(definitions, request.region, name);
  const edits: TextEdit[] = [
    definition ? replaceValue(text, definition.value, token) : insertAtTop(text, regions[0], `@${name} = ${token}`),
  ];
  if (!authorization?.isBearer || authorization.variable !== name) {
    edits.push(editHeader(text, request, offset, `{{${name}}}`));
  }
  return insertion(edits, token);
}

export function definitionsIn(regions: readonly HttpRegion[]): Definitions {
  const definitions = new Map<string, Definition>();
  for (const { start, request, variables } of regions) {
    for (const variable of variables) {
      const { count, byRegion, ofFile } = definitions.get(variable.name) ?? { count: 0, byRegion: new Map() };
      byRegion.set(start, variable);
      definitions.set(variable.name, {
        count: count + 1,
        byRegion,
        ofFile: request ? ofFile : variable,
        last: variable,
      });
    }
  }
  return definitions;
}

/**
 * The definition that a request means by a variable's name: the last one above the request, else the last one that
 * holds for the whole file, else the last one. `region` is the request's.
 */
export function definitionOf(definitions: Definitions, { start }: Span, name: string): HttpVariable | undefined {
  const definition = definitions.get(name);
  return definition && (definition.byRegion.get(start) ?? definition.ofFile ?? definition.last);
}

/** A name that is free, or whose only definition the request sees in every client (httpYac hides those of other requests). */
function usableName(definitions: Definitions, { start }: Span): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? NAME : `${NAME}${number}`;
    const definition = definitions.get(name);
    if (!definition || (definition.count === 1 && (definition.byRegion.has(start) || definition.ofFile))) return name;
  }
}

/** Below the variables that hold for the whole file; where the file begins with a request, parted from it by a `###`. */
function insertAtTop(text: string, first: HttpRegion | undefined, definition: string): TextEdit {
  const last = first?.request ? undefined : first?.variables.at(-1);
  if (last) return insertAt(last.line.end, `${lineBreakAt(text, lineAt(text, last.line.end))}${definition}`);
  const start = textStart(text);
  const lines = [definition, ''];
  if (first?.request) lines.push(...(text.startsWith('###', start) ? [''] : ['###', '', '']));
  return insertAt(start, lines.join(lineBreakAt(text, lineAt(text, start))));
}
