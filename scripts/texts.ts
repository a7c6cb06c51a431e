/** The texts that Tokensmith shows, in English: literals that the source gives to `l10n.t`, and those of the kinds' tables. */
import { glob, readFile } from 'node:fs/promises';
import { fieldsOf } from '../src/kinds/fields.ts';
import { kinds } from '../src/kinds/index.ts';
import type { ClaimDescriptions } from '../src/kinds/kind.ts';
import { headerParameters, registeredClaims } from '../src/kinds/registered.ts';

/** A call with a literal; `part` and `translate` hand theirs on to `l10n.t`. */
const call = /\b(?:l10n\.t|translate|part)\(\s*(?<literal>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g;

/** Every text once, in the order of the alphabet. */
export async function sourceTexts(): Promise<readonly string[]> {
  const literals: string[] = [];
  for await (const file of glob('src/**/*.{ts,tsx}')) {
    for (const { groups } of (await readFile(file, 'utf8')).matchAll(call))
      literals.push(textOf(groups?.literal ?? ''));
  }
  return [...new Set([...literals, ...tableTexts()])].sort();
}

/** The text of a literal with quotation marks of either sort. */
function textOf(literal: string): string {
  const inner = literal.slice(1, -1).replaceAll("\\'", "'");
  return JSON.parse(`"${literal.startsWith("'") ? inner.replaceAll('"', '\\"') : inner}"`);
}

function tableTexts(): readonly string[] {
  const meanings = (claims: ClaimDescriptions): readonly string[] =>
    Object.values(claims).map(({ meaning }) => meaning);
  return [
    ...meanings(registeredClaims),
    ...meanings(headerParameters),
    ...kinds.flatMap((kind) => [
      kind.label,
      kind.description,
      ...meanings(kind.claims),
      ...kind.checks.flatMap(({ message, messages = {} }) => [message, ...Object.values(messages)]),
      ...(kind.writing
        ? [
            ...(kind.writing.command ? [kind.writing.command.title] : []),
            ...fieldsOf({ ...kind, writing: kind.writing }).flatMap((f) => [f.label, f.help]),
          ]
        : []),
    ]),
  ];
}
