import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken, jsonSpanInToken, nestedToken } from '../../../src/jwt/decode.ts';
import { findTokens } from '../../../src/jwt/find.ts';
import { jsonErrorOffset, prettyJson } from '../../../src/jwt/json.ts';
import type { Span } from '../../../src/jwt/span.ts';
import { runs } from '../../runs.ts';
import { encode, jsonText, jwe, jws, noise, numberLiteral } from './tokens.ts';

const context = { now: 1_700_000_000_000, tolerance: 5, expiresSoon: 300 };

function expectWithin({ start, end }: Span, text = ''): void {
  expect([0, start, end, text.length]).toEqual([0, start, end, text.length].toSorted((a, b) => a - b));
}

/** Does with a text all that the core does with a token: nothing may throw, and nothing may point outside the text. */
function readThrough(text: string): void {
  const token = decodeToken(text);
  for (const part of token.payload ? [token.header, token.payload] : [token.header]) {
    expect(part.root !== undefined).toBe(part.text !== undefined && jsonErrorOffset(part.text) === undefined);
    if (part.root) expect(JSON.parse(prettyJson(part.text ?? '', ' '))).toEqual(JSON.parse(part.text ?? ''));
  }
  for (const { offset } of token.faults) expect(offset).toBeLessThanOrEqual(text.length);
  const { problems, validUntil, structure } = inspect(token, { signature: 'invalid' }, context);
  expect(validUntil).toBeGreaterThan(context.now);
  expect(structure).toBe(problems.some(({ code }) => code === 'malformed') ? 'malformed' : 'ok');
  for (const problem of [...problems, ...inspect(token, undefined, context).problems]) {
    const part = problem.part && token[problem.part];
    if (problem.span) expectWithin(problem.span, part?.text);
    if (problem.span && part) expectWithin(jsonSpanInToken(part, problem.span), text);
    if (problem.tokenSpan) expectWithin(problem.tokenSpan, text);
  }
  expect(problems.some(({ code }) => code === 'malformed') || token.faults.length === 0).toBe(true);
  nestedToken(token)?.faults;
  for (const { start, end, dots } of findTokens(text)) {
    expect([start, ...dots, end]).toEqual([start, ...dots, end].toSorted((a, b) => a - b));
    expect(decodeToken(text.slice(start, end)).header.value).toHaveProperty('alg');
  }
}

/** Members that checks look at, with values of any sort. */
const members = fc
  .array(fc.tuple(fc.constantFrom('exp', 'nbf', 'iat', 'crit', 'alg'), fc.oneof(numberLiteral, jsonText.value)), {
    maxLength: 5,
  })
  .map((claims) => claims.map(([name, value]) => `"${name}":${value}`));

test('reads mutated tokens', () => {
  const mutation = fc.tuple(
    fc.nat(),
    fc.nat(4),
    fc.oneof(fc.constantFrom('', '.', '=', '+', ' ', 'A', '\ud800'), noise),
  );
  fc.assert(
    fc.property(fc.oneof(jws, jwe), fc.array(mutation, { minLength: 1, maxLength: 3 }), (token, mutations) => {
      const text = mutations.reduce((all, [place, removed, inserted]) => {
        const start = place % (all.length + 1);
        return all.slice(0, start) + inserted + all.slice(start + removed);
      }, token);
      readThrough(text);
    }),
    runs(2500),
  );
});

test('reads tokens with times and crit of any sort', () => {
  fc.assert(
    fc.property(members, members, (header, payload) => {
      readThrough(`${encode(`{${['"alg":"HS256"', ...header]}}`)}.${encode(`{${payload}}`)}.c2ln`);
    }),
    runs(1500),
  );
});

test('reads random text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    noise,
    fc.string({ unit: fc.constantFrom(...'{}"\\.eyJ0=_- ') }),
  );
  fc.assert(fc.property(anything, readThrough), runs(1500));
});
