import { describe, expect, it } from 'vitest';
import type { TextDocument } from 'vscode';
import { documentText, draftOf, editableText } from '../../src/documents/content.ts';
import { readDocumentText } from '../../src/documents/reading.ts';
import { hoverContent } from '../../src/features/hoverContent.ts';
import { inspect } from '../../src/inspection/inspect.ts';
import { alignJson } from '../../src/jwt/align.ts';
import { decodeToken } from '../../src/jwt/decode.ts';
import { CodedError } from '../../src/jwt/errors.ts';
import { findTokens } from '../../src/jwt/find.ts';
import { summary } from '../../src/messages/summary.ts';
import { renewDraft } from '../../src/recipes/renew.ts';
import { verdictOf } from '../../src/tokens/verdict.ts';
import { claims as tables } from '../claims.ts';
import { inspecting } from '../inspecting.ts';
import { documentOf } from '../standIn/vscode.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const token = (payload: string, header = '{"alg":"HS256"}') => `${encode(header)}.${encode(payload)}.c2ln`;
const claims = (count: number, name = (i: number) => `claim${i}`) =>
  `{${Array.from({ length: count }, (_, i) => `"${name(i)}":${i}`).join()}}`;
const uuid = () => '00000000-0000-4000-8000-000000000000';

/** Tokens that are out of all proportion in one way each; a function of how far out. */
const extremes: Readonly<Record<string, { readonly size: number; readonly make: (size: number) => string }>> = {
  'lists in lists': { size: 100_000, make: (depth) => token(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`) },
  'objects in objects': { size: 100_000, make: (depth) => token(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) },
  'objects in objects in the header': {
    size: 10_000,
    make: (depth) => token('{}', `{"alg":"HS256","a":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`),
  },
  'nested by acl': {
    size: 10_000,
    make: (depth) => token(`{"application_id":"a","sub":"a","acl":${'{"paths":'.repeat(depth)}1${'}'.repeat(depth)}}`),
  },
  'a token of 5 MB': { size: 5_000_000, make: (length) => token(`{"a":"${'x'.repeat(length * 0.75)}"}`) },
  'a signature of 5 MB': { size: 5_000_000, make: (length) => token('{"exp":1}') + 'A'.repeat(length) },
  'a header of 5 MB': {
    size: 5_000_000,
    make: (length) => token('{}', `{"alg":"HS256","a":"${'x'.repeat(length * 0.75)}"}`),
  },
  'white space of 5 MB': { size: 5_000_000, make: (length) => token(`{"a":${' '.repeat(length * 0.75)}1}`) },
  '100,000 claims': { size: 100_000, make: (count) => token(claims(count)) },
  '10,000 claims of one name': { size: 10_000, make: (count) => token(claims(count, () => 'sub')) },
  '10,000 names in crit': {
    size: 10_000,
    make: (count) =>
      token('{}', `{"alg":"HS256","crit":[${Array.from({ length: count }, (_, i) => `"c${i}"`).join()}]}`),
  },
  '10,000 paths in acl': {
    size: 10_000,
    make: (count) => token(`{"application_id":"a","scope":"session.connect","acl":{"paths":${claims(count)}}}`),
  },
  'a number of a million digits': {
    size: 1_000_000,
    make: (digits) => token(`{"exp":${'9'.repeat(digits)},"iat":1,"n":0.${'1'.repeat(digits)}}`),
  },
  'a claim name of a million characters': { size: 1_000_000, make: (length) => token(`{"${'n'.repeat(length)}":1}`) },
  'a million backquotes': { size: 1_000_000, make: (length) => token(`{"a":"${'`'.repeat(length)}"}`) },
  'a million zero-width characters': { size: 1_000_000, make: (length) => token(`{"${'\u200b'.repeat(length)}":1}`) },
  'nested tokens': {
    size: 12,
    make: (depth) =>
      Array.from({ length: depth }).reduce<string>(
        (inner) => token(inner, '{"alg":"HS256","cty":"JWT"}'),
        token('{"a":1}'),
      ),
  },
};

/** What a step may take, in milliseconds of the processor: several times what linear work takes, a fraction of what quadratic work would. */
const limit = 8000;
const now = 1_800_000_000_000;
const turned = documentText(decodeToken(token('{"z":1,"claim99":2,"a":3}')));
const asDocument = (text: string) => documentOf(text, 'json', '/a') as unknown as TextDocument;

/** All that is done with a token, step by step. */
const steps: Readonly<Record<string, (text: string, shown: string) => unknown>> = {
  find: (text) => expect(findTokens(`Bearer ${text}\n`)).toHaveLength(1),
  lens: (text) => summary(inspecting(text, { signature: 'invalid' })),
  verdict: (text) => verdictOf(inspecting(text, { signature: 'invalid' })),
  hover: (text) => {
    const { value } = hoverContent(inspecting(text), tables, asDocument(text), 0);
    expect(value.length).toBeLessThan(50_000);
  },
  'jwt: document': (text) => {
    const token = decodeToken(text);
    expect(draftOf(editableText(token), token).payload).toBe(token.payload?.text);
  },
  'edited document': (text) => {
    const token = decodeToken(text);
    if (token.payload?.value)
      draftOf(editableText(token).replace('"payload": {', '"payload": {"added":1,').replace(',}', '}'), token);
  },
  'document as it is typed': (_text, shown) => {
    const reading = readDocumentText(shown);
    expect(reading && inspect(reading.token, undefined, { now, tolerance: 5, expiresSoon: 300 })).toBeDefined();
  },
  compare: (_text, shown) => [alignJson(shown, turned), alignJson(turned, shown)],
  renew: (text) => {
    try {
      renewDraft(inspecting(text), { now, uuid }, 60);
    } catch (error) {
      expect(error).toBeInstanceOf(CodedError);
    }
  },
};

it.each(Object.entries(extremes))('%s: nothing throws, nothing takes long', (_name, { size, make }) => {
  const text = make(size);
  const shown = documentText(decodeToken(text));
  for (const [step, run] of Object.entries(steps)) {
    const start = process.cpuUsage();
    run(text, shown);
    expect(process.cpuUsage(start).user / 1000, step).toBeLessThan(limit);
  }
});

/** Claim names that JavaScript or the eye would take for something else, as they are written in JSON. */
const names: readonly { readonly name: string; readonly shown: string }[] = [
  { name: '__proto__', shown: '__proto__' },
  { name: 'constructor', shown: 'constructor' },
  { name: 'hasOwnProperty', shown: 'hasOwnProperty' },
  { name: '\\ud800', shown: '\\ud800' },
  { name: 'a\u202egnp', shown: 'a\\u202egnp' },
  { name: '\u2066exp\u2069', shown: '\\u2066exp\\u2069' },
  { name: 'ex\u200bp', shown: 'ex\\u200bp' },
  { name: '\ufeffsub', shown: '\\ufeffsub' },
  { name: 'סוף', shown: 'סוף' },
];

describe.each(names)('a claim named $shown', ({ name, shown }) => {
  const text = token(`{"sub":"me","${name}":{"application_id":"a","exp":1}}`);
  const reading = inspecting(text);

  it('is a claim like any other', () => {
    expect(reading.kind.id).toBe('custom');
    const { problems, claims } = verdictOf(inspecting(text, { signature: 'unknown-key' }));
    expect(problems.map(({ code }) => code)).toEqual(['no-expiry']);
    expect(claims).toBe('ok');
  });

  it('is seen for what it is', () => {
    expect(hoverContent(reading, tables, asDocument(text), 0).value).toContain(`\`${shown}\``);
  });

  it('stays as it is written', () => {
    expect(draftOf(documentText(reading.token), reading.token).payload).toBe(reading.token.payload?.text);
    const { payload } = renewDraft(reading, { now, uuid });
    expect(payload).toBe(reading.token.payload?.text);
  });
});
