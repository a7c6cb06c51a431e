import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TextDocument } from 'vscode';
import { problemExamples } from '../../scripts/problemExamples.ts';
import { forms } from '../../src/builder/forms.ts';
import { documentSchema } from '../../src/documents/schema.ts';
import { hoverContent } from '../../src/features/hoverContent.ts';
import { kinds } from '../../src/kinds/index.ts';
import { summary } from '../../src/messages/summary.ts';
import { localTime } from '../../src/messages/time.ts';
import { verdictOf } from '../../src/tokens/verdict.ts';
import { claims } from '../claims.ts';
import { inspecting } from '../inspecting.ts';
import { documentOf } from '../standIn/vscode.ts';

/** A language whose letters are no letters of English: what is still in those did not pass through the bundle. */
function pseudo(text: string): string {
  const wide = (words: string) =>
    words.replaceAll(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
  // Places for values and code stay.
  return text.replaceAll(
    /(\{\w+\}|`[^`]*`)|([^`{]+)/g,
    (_all, kept?: string, words?: string) => kept ?? wide(words ?? ''),
  );
}

/** What is left of a text in letters of English, without what is code, the way a command's link goes, and dates. */
function english(text: string): readonly string[] {
  const dates = (text.match(/\b1[78]\d{8}\b/g) ?? []).map((time) => localTime(Number(time)) ?? '');
  const rest = text.replaceAll(/`[^`]*`|\]\([^)]*\)|&emsp;/g, ' ').replaceAll('\\', '');
  return dates.reduce((all, date) => all.replaceAll(date, ' '), rest).match(/[a-z]{3,}/gi) ?? [];
}

const texts: Readonly<Record<string, string>> = JSON.parse(await readFile('l10n/bundle.l10n.json', 'utf8'));

beforeAll(() => l10n.config({ contents: Object.fromEntries(Object.keys(texts).map((text) => [text, pseudo(text)])) }));
afterAll(() => l10n.config({ contents: {} }));

/** A part of a token, as base64url. */
const encode = (text: string): string => Buffer.from(text).toString('base64url');

const examples = Object.entries(problemExamples).flatMap(
  ([code, { payload, header = { alg: 'RS256', typ: 'JWT' } }]) =>
    payload === undefined ? [] : [{ code, text: `${encode(JSON.stringify(header))}.${encode(payload)}.AAAA` }],
);

const issuers: ReadonlySet<string> = new Set(
  [...kinds.map(({ issuer = '' }) => issuer), 'Google service account'].flatMap((name) => name.split(/[^a-z]+/i)),
);

describe('in a language of other letters', () => {
  test.each(examples)('nothing is said in English of a token that is $code', ({ text }) => {
    const document = documentOf(text, 'plaintext', '/a') as unknown as TextDocument;
    const { problems } = verdictOf(inspecting(text, { signature: 'invalid' }));
    const hover = hoverContent(inspecting(text, { signature: 'unknown-key' }), claims, document, 0).value;
    const said = [
      hover,
      summary(inspecting(text, { signature: 'invalid' })),
      ...problems.map(({ message }) => message),
    ];
    // Names of algorithms, roles, types and issuers are the same everywhere.
    const names = /^(RS|HS|PS|ES|EdDSA|DSA)\d*$|^(publisher|subscriber|moderator|publisheronly|string|NumericDate)$/;
    expect(said.flatMap(english).filter((word) => !names.test(word) && !issuers.has(word))).toEqual([]);
  });

  test.each(kinds)('the documents of $id are described in it', ({ id }) => {
    const described = [...descriptions(documentSchema(id, claims))];
    expect(described.length).toBeGreaterThan(10);
    expect(described.flatMap(english)).toEqual([]);
  });

  test('the forms of the Token Builder are labelled in it', () => {
    const shown = forms((text) => l10n.t(text), claims).flatMap(({ label, description, fields, members }) => [
      label,
      description,
      ...fields.flatMap((field) => [field.label, field.help]),
      ...Object.values(members)
        .flat()
        .map(({ meaning }) => meaning),
    ]);
    expect(shown.length).toBeGreaterThan(100);
    expect(shown.flatMap(english)).toEqual([]);
  });
});

/** Every description in a schema. */
function* descriptions(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'description' && typeof value === 'string') yield value;
    else yield* descriptions(value);
  }
}
