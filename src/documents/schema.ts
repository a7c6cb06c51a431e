import { l10n } from 'vscode';
import { ALGORITHMS } from '../jwt/algorithms.ts';
import type { ClaimTables } from '../kinds/claims.ts';
import { kinds } from '../kinds/index.ts';
import type { ClaimDescription, ClaimDescriptions, Kind } from '../kinds/kind.ts';

/** A JSON schema, as VS Code's JSON support reads it. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema of a kind's documents: it explains, completes and gives examples; what is wrong, Tokensmith's own checks say,
 * so that nothing is said twice.
 * @param id a kind's, or `encrypted`; `undefined` for any other
 */
export function documentSchema(id: string, { header: parameters, of }: ClaimTables): Schema | undefined {
  const kind = kinds.find((candidate) => candidate.id === id);
  if (!kind && id !== 'encrypted') return undefined;
  const part = (description: string, descriptions: ClaimDescriptions, examples: Examples = {}): Schema => {
    const members = Object.entries(descriptions).map(
      ([name, claim]) => [name, memberSchema(claim, examples[name])] as const,
    );
    const ofMany = members.filter(([name]) => name.endsWith('*'));
    return {
      description,
      properties: Object.fromEntries(members.filter((member) => !ofMany.includes(member))),
      patternProperties: Object.fromEntries(ofMany.map(([name, schema]) => [`^${name.slice(0, -1)}`, schema])),
    };
  };
  const header = part(l10n.t('How the token is signed: the JOSE header.'), parameters, { alg: algorithmsOf(kind) });
  const ofKind = kind?.claims ?? {};
  const claims = { ...ofKind, ...without(of(undefined), ofKind) };
  const payload = part(l10n.t('What the token says: its claims.'), claims, kind && examplesOf(kind));
  return { properties: { header, payload } };
}

type Examples = Readonly<Record<string, readonly unknown[] | undefined>>;

function algorithmsOf(kind: Kind | undefined): readonly string[] {
  return kind?.writing?.algorithms ?? ALGORITHMS.map(({ name }) => name);
}

/** Values that the fields of the kind's recipes offer for its claims. */
function examplesOf({ writing }: Kind): Examples {
  return Object.fromEntries((writing?.fields ?? []).map(({ claim, options }) => [claim ?? '', options]));
}

/** What is inserted for a value where nothing better is known: a place for the cursor; `^` is for what is no string. */
const placeholders: Readonly<Record<ClaimDescription['type'], string>> = {
  string: '$1',
  'string-or-array': '$1',
  number: '^$1',
  time: '^$1',
  boolean: '^$1',
  object: '^{$1}',
  array: '^[$1]',
};

function memberSchema(
  { meaning, type, values, source }: ClaimDescription,
  examples: readonly unknown[] | undefined,
): Schema {
  const offered = values ?? examples;
  const text = l10n.t(meaning);
  return {
    description: text,
    markdownDescription: source ? `${text} [${new URL(source).hostname}](${source})` : text,
    ...(offered?.length ? { examples: offered } : { defaultSnippets: [{ body: placeholders[type] }] }),
  };
}

function without(descriptions: ClaimDescriptions, others: ClaimDescriptions): ClaimDescriptions {
  return Object.fromEntries(Object.entries(descriptions).filter(([name]) => !Object.hasOwn(others, name)));
}
