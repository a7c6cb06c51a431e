import { describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { Problem, Severity } from '../../../src/jwt/problem.ts';
import { claimsVerdict, structureVerdict } from '../../../src/jwt/verdict.ts';
import { encode, tokenOf } from './tokens.ts';

const token = decodeToken(tokenOf({ sub: '1' }));
const problem = (code: string, severity: Severity): Problem => ({ code, severity });
const expired = problem('expired', 'warning');
const early = problem('not-yet-valid', 'warning');
const error = problem('vonage.invalid-role', 'error');
const warning = problem('unsigned', 'warning');

describe('claimsVerdict', () => {
  it.each([
    ['nothing', [], 'ok'],
    ['a warning', [warning], 'ok'],
    ['an error', [warning, error], 'problems'],
    ['a time not yet reached', [error, early], 'not-yet-valid'],
    ['an expiry passed', [error, early, expired], 'expired'],
    ['a bad signature alone', [problem('signature-invalid', 'error')], 'ok'],
    ['damage of the form alone', [problem('malformed', 'error')], 'ok'],
  ])('reads %s', (_, problems, verdict) => {
    expect(claimsVerdict(problems, token)).toBe(verdict);
  });

  it.each([
    ['an encrypted token', `${encode('{"alg":"dir","enc":"x"}')}..aQ.Yw.dA`],
    ['claims that are no object', tokenOf('[1]')],
    ['claims that are no JSON', tokenOf('{"a"')],
  ])('does not know the claims of %s', (_, text) => {
    expect(claimsVerdict([expired], decodeToken(text))).toBe('unknown');
  });
});

describe('structureVerdict', () => {
  it('looks at the form alone', () => {
    expect(structureVerdict([error, expired])).toBe('ok');
    expect(structureVerdict([error, problem('malformed', 'error')])).toBe('malformed');
  });
});
