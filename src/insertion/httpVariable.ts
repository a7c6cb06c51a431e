import type { Span } from '../jwt/span.ts';
import { replaceValue } from './authorization.ts';
import { insertAt, type TextEdit } from './edit.ts';
import type { HttpRegion, HttpVariable } from './httpFile.ts';
import type { HttpRequest } from './httpRequest.ts';
import { lineAt, lineBreakAt, textStart } from './lines.ts';
import type { Variables } from './place.ts';

/** The definitions of an `.http` file by the variable's name. */
type Definitions = ReadonlyMap<string, Definition>;

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
 * The variables that a request sees. A new one is a line `@token = …` at the top of the file, where every request sees
 * it in every client; the one that is there is used where the request sees it.
 */
export function variablesOf(text: string, regions: readonly HttpRegion[], { region }: HttpRequest): Variables {
  const definitions = definitionsIn(regions);
  return {
    definition: (name) => definitionOf(definitions, region, name),
    define: (value) => {
      const name = usableName(definitions, region);
      const found = definitionOf(definitions, region, name);
      const edit = found
        ? replaceValue(text, found.value, value)
        : insertAtTop(text, regions[0], `@${name} = ${value}`);
      return { name, edits: [edit] };
    },
  };
}

function definitionsIn(regions: readonly HttpRegion[]): Definitions {
  const definitions = new Map<string, Definition>();
  for (const { start, request, variables } of regions) {
    for (const variable of variables) {
      const { count, byRegion, ofFile } = definitions.get(variable.name) ?? { count: 0, byRegion: new Map() };
      if (!variable.isBelow || !byRegion.has(start)) byRegion.set(start, variable);
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
function definitionOf(definitions: Definitions, { start }: Span, name: string): HttpVariable | undefined {
  const definition = definitions.get(name);
  return definition && (definition.byRegion.get(start) ?? definition.ofFile ?? definition.last);
}

/** A name that is free, or whose only definition the request sees in every client (httpYac hides those of other requests). */
function usableName(definitions: Definitions, { start }: Span): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? NAME : `${NAME}${number}`;
    const definition = definitions.get(name);
    if (!definition || isSeen(definition, start)) return name;
  }
}

function isSeen({ count, byRegion, ofFile }: Definition, start: number): boolean {
  const found = byRegion.get(start) ?? ofFile;
  return count === 1 && found !== undefined && !found.isBelow;
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
