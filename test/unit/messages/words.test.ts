import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { kinds } from '../../../src/kinds/index.ts';
import { documentErrorTable } from '../../../src/messages/documentErrors.ts';
import { editErrorTable } from '../../../src/messages/editErrors.ts';
import { keyErrorTable } from '../../../src/messages/keyErrors.ts';
import { problemWords } from '../../../src/messages/problems.ts';
import { recipeErrorTable } from '../../../src/messages/recipeErrors.ts';
import { usageErrorTable } from '../../../src/messages/usageErrors.ts';
import { variantWords } from '../../../src/messages/variants.ts';
import { vaultErrorTable } from '../../../src/messages/vaultErrors.ts';

/** Facts of the names that words have a place for. */
const facts = {
  ...Object.fromEntries(
    [
      'algorithm',
      'bits',
      'claim',
      'claims',
      'command',
      'encoding',
      'encryption',
      'expected',
      'expires',
      'field',
      'file',
      'format',
      'holds',
      'id',
      'issuer',
      'key',
      'kind',
      'kinds',
      'limit',
      'line',
      'mode',
      'name',
      'names',
      'needed',
      'offsets',
      'other',
      'part',
      'reference',
      'type',
      'value',
      'option',
      'roles',
      'length',
      'path',
      'parameter',
      'service',
      'services',
      'proved',
      'stated',
      'time',
      'unit',
      'what',
    ].map((name) => [name, `a-${name}`]),
  ),
  ago: 60,
  in: 60,
  life: 60,
  most: 60,
  longest: 30,
};

/** Nothing of it is left out, and no name of a fact stands where the fact is to be. */
function expectWhole(words: string | undefined) {
  expect(words).toMatch(/^\S.*\S$/s);
  expect(words).not.toMatch(/\{(?!"|…)\w*\}|undefined|NaN|\[object/);
}

const particular: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'recipe.bad-field': { fault: 'not-text' },
  'recipe.refused': { problem: 'expired', kind: 'vonage-rest' },
  'renew.life-too-long': { life: 60, longest: 30 },
  'key.stands-for': { what: 'address' },
};

const tables = {
  ...documentErrorTable,
  ...editErrorTable,
  ...keyErrorTable,
  ...recipeErrorTable,
  ...usageErrorTable,
  ...vaultErrorTable,
};

describe('what is said of an error is whole', () => {
  it.each(Object.keys(tables))('%s', (code) => {
    const say = (tables as Readonly<Record<string, (data: never) => string>>)[code];
    const words = say?.({ ...facts, ...particular[code] } as never);
    expectWhole(words);
    expect(words).toMatch(/[.)]$|a-command$/);
  });

  it.each([
    'empty',
    'not-text',
    'not-a-duration',
    'not-a-time',
    'not-an-option',
    'not-a-flag',
    'not-an-object',
    'not-an-id',
    'not-a-list',
    'not-of-the-form',
    'not-words',
  ] as const)('of a field that is %s', (fault) => {
    const words = recipeErrorTable['recipe.bad-field']({ field: 'f', fault, options: 'these' });
    expect(words).toMatch(/^"f" (is|must) .*\.$/);
    expectWhole(words);
  });

  it.each(['address', 'manager', 'placeholder', 'sealed'] as const)('of what stands for a secret: %s', (what) => {
    expectWhole(keyErrorTable['key.stands-for']({ what }));
  });
});

describe('what is said of a problem is whole', () => {
  const codes = Object.keys(manifest.contributes.configuration.properties['tokensmith.problems.severity'].properties);

  const ofKinds = new Set(kinds.flatMap(({ checks }) => checks.map(({ code }) => code)));

  it.each(codes.filter((code) => !ofKinds.has(code) && !/wrong-algorithm|too-long$/.test(code)))('%s', (code) => {
    expectWhole(problemWords(code, { data: facts } as never, undefined));
  });
});

it('each way to break a token has a name and says what it does', () => {
  const said = Object.values(variantWords).map((words) => words());
  for (const { label, detail } of said) [label, detail].forEach(expectWhole);
  expect(new Set(said.map(({ detail }) => detail)).size).toBe(said.length);
});
