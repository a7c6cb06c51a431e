/** The texts that Tokensmith shows, in English: literals that the source gives to `l10n.t`, and those of the kinds' tables. */
import { glob, readFile } from 'node:fs/promises';
import { readClaimTables } from '../src/kinds/claims.ts';
import { fieldsOf } from '../src/kinds/fields.ts';
import { kinds } from '../src/kinds/index.ts';
import type { ClaimDescriptions } from '../src/kinds/kind.ts';

/** A call with a literal; `part` and `translate` hand theirs on to `l10n.t`. */
const call = /\b(?:l10n\.t|translate|part)\(\s*(?<literal>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g;

/** Every text once, in the order of the alphabet. */
export async function sourceTexts(): Promise<readonly string[]> {
  const literals: string[] = [];
  for await (const file of glob('src/**/*.{ts,tsx}')) {
    for (const { groups } of (await readFile(file, 'utf8')).matchAll(call))
      literals.push(textOf(groups?.literal ?? ''));
  }
  const claims = readClaimTables(await readFile('src/kinds/claims.txt', 'utf8'));
  return [...new Set([...literals, ...claims.all.flatMap(meanings), ...tableTexts()])].sort();
}

/** The text of a literal with quotation marks of either sort. */
function textOf(literal: string): string {
  const inner = literal.slice(1, -1).replaceAll("\\'", "'");
  return JSON.parse(`"${literal.startsWith("'") ? inner.replaceAll('"', '\\"') : inner}"`);
}

function meanings(claims: ClaimDescriptions): readonly string[] {
  return Object.values(claims).map(({ meaning }) => meaning);
}

function tableTexts(): readonly string[] {
  return [
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
