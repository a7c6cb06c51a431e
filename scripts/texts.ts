/** The texts that Tokensmith shows, in English: literals that the source gives to `l10n.t`, and those of the kinds' tables. */
import { glob, readFile } from 'node:fs/promises';
import { parseSync, Visitor } from 'rolldown/utils';
import { readClaimTables } from '../src/kinds/claims.ts';
import { fieldsOf } from '../src/kinds/fields.ts';
import { kinds } from '../src/kinds/index.ts';
import type { ClaimDescriptions } from '../src/kinds/kind.ts';

/** Every text once, in the order of the alphabet. */
export async function sourceTexts(): Promise<readonly string[]> {
  const literals = (await localizedTexts()).flatMap(({ literal }) => literal ?? []);
  const claims = readClaimTables(await readFile('src/kinds/claims.txt', 'utf8'));
  return [...new Set([...literals, ...claims.all.flatMap(meanings), ...tableTexts()])].sort();
}

/** What a call of `l10n.t` is given: a literal, or other code, which takes its text from a table. */
interface LocalizedText {
  readonly literal?: string;
  readonly code: string;
}

/** The first arguments of all calls of `l10n.t` in the source, by its syntax. */
export async function localizedTexts(): Promise<readonly LocalizedText[]> {
  const found: LocalizedText[] = [];
  for await (const file of glob('src/**/*.{ts,tsx}')) {
    const source = await readFile(file, 'utf8');
    const { program, errors } = parseSync(file, source);
    if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
    new Visitor({
      CallExpression({ callee, arguments: [text] }) {
        if (!text || callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
        if (callee.object.name !== 'l10n' || callee.property.type !== 'Identifier' || callee.property.name !== 't')
          return;
        const isLiteral = text.type === 'Literal' && typeof text.value === 'string';
        found.push({ code: source.slice(text.start, text.end), ...(isLiteral && { literal: String(text.value) }) });
      },
    }).visit(program);
  }
  return found;
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
            ...fieldsOf({ ...kind, writing: kind.writing }).flatMap((f) => [f.label, f.help, ...(f.optionNames ?? [])]),
          ]
        : []),
    ]),
  ];
}
