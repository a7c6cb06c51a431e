import { expect, test } from 'vitest';
import { checkAnswer, confirmation, decodeAnswer, explainAnswer } from '../../src/chat/answers.ts';
import { claims } from '../claims.ts';
import { inspecting } from '../inspecting.ts';

const values = ['me@example.com', '12345678901234567890', 'hidden-kid', 'deep-value'];
const header = '{"alg":"RS256","typ":"JWT","kid":"hidden-kid"}';
const payload =
  '{"application_id":"me@example.com","n":12345678901234567890,"o":{"deep":"deep-value"},"iat":1,"exp":2}';
const text = `${[header, payload].map((text) => Buffer.from(text).toString('base64url')).join('.')}.AAAA`;
const reading = inspecting(text);

test('no value of a claim is told, unless the person allows that', () => {
  const redacted = JSON.stringify(decodeAnswer(reading, false));
  for (const value of values) expect(redacted).not.toContain(value);
  expect(decodeAnswer(reading, false)).toMatchObject({
    kind: 'vonage-rest',
    header: { alg: '"RS256"', kid: '(string)' },
    claims: { application_id: '(string)', n: '(number)', o: '(object)' },
  });
  const whole = JSON.stringify(decodeAnswer(reading, true));
  for (const value of values) expect(whole).toContain(value);
});

test('claims are explained by their names alone', () => {
  const explained = JSON.stringify(explainAnswer(reading, claims));
  for (const value of values) expect(explained).not.toContain(value);
  expect(explainAnswer(reading, claims)).toMatchObject({
    claims: { exp: { source: expect.stringMatching(/^https:/) }, n: { meaning: 'Not known here.' } },
  });
});

test('a check tells verdicts and problems, and no key', () => {
  const key = { reference: 'file:private.key' } as never;
  const checked = checkAnswer(inspecting(text, { signature: 'valid', key }));
  expect(checked).toMatchObject({ structure: 'ok', signature: 'valid', claims: 'expired' });
  expect(JSON.stringify(checked)).not.toContain('private.key');
  for (const value of values) expect(JSON.stringify(checked)).not.toContain(value);
});

test('names of a token are cut, and hide nothing', () => {
  const long = `${'x'.repeat(200)}\u202e`;
  const token = inspecting(
    `${['{"alg":"none"}', JSON.stringify({ [long]: 1 })].map((text) => Buffer.from(text).toString('base64url')).join('.')}.`,
  );
  for (const answer of [decodeAnswer(token, true), explainAnswer(token, claims)])
    expect(JSON.stringify(answer)).not.toMatch(/x{60}|\u202e/);
});

test('what is asked says that the result goes to the model, and whether values do', () => {
  expect(confirmation(false)).toMatch(/goes to the language model, without the values/);
  expect(confirmation(true)).toMatch(/goes to the language model, with the values/);
});
