import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renewSilently } from '../../../src/features/renewals.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { CodedError } from '../../../src/jwt/errors.ts';
import { vonageRest } from '../../../src/kinds/vonageRest.ts';
import { draftWithNewTimes, renewDraft } from '../../../src/recipes/renew.ts';
import { inspecting } from '../../inspecting.ts';
import { tokenOf } from '../jwt/tokens.ts';
import { now, uuid } from './making.ts';

const application_id = randomUUID();
const vonage = `"application_id":"${application_id}","jti":"a"`;

/** Renews a token with this payload text; what it throws comes as its code. */
function renew(payload: string, life?: number, header = '{"alg":"RS256","typ":"JWT"}'): string {
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  try {
    const token = inspecting(`${encode(header)}.${encode(payload)}.AAAA`);
    const draft = renewDraft(token, { now: now * 1000 + 999, uuid: () => uuid }, life);
    expect(draft.header).toBe(header);
    return draft.payload;
  } catch (error) {
    if (error instanceof CodedError) return `${error.code} ${JSON.stringify(error.data)}`;
    throw error;
  }
}

describe('renewal', () => {
  const rows: readonly (readonly [what: string, before: string, after: string])[] = [
    ['moves iat and keeps the life', '{"iat":100,"exp":160}', `{"iat":${now},"exp":${now + 60}}`],
    ['moves nbf with iat', '{"iat":100,"nbf":90,"exp":160}', `{"iat":${now},"nbf":${now - 10},"exp":${now + 60}}`],
    ['counts the life from nbf without iat', '{"nbf":100,"exp":160}', `{"nbf":${now},"exp":${now + 60}}`],
    ['gives no expiry to a token without one', '{"iat":100}', `{"iat":${now}}`],
    ['writes a new jti only where there was one', '{"jti":"x"}', `{"jti":"${uuid}"}`],
    ['leaves a token without times as it is', '{"sub":"me"}', '{"sub":"me"}'],
    [
      'keeps order, number literals, duplicates, escapes and white space',
      '{ "n": 12345678901234567890, "exp" : 160,"x":3.0,"x":1e3,\n"iat":100, "s":"\\u0041" }',
      `{ "n": 12345678901234567890, "exp" : ${now + 60},"x":3.0,"x":1e3,\n"iat":${now}, "s":"\\u0041" }`,
    ],
    ['renews duplicates alike', '{"iat":1,"iat":100,"exp":160}', `{"iat":${now},"iat":${now},"exp":${now + 60}}`],
    ['leaves inner members of the same names', '{"iat":100,"a":{"iat":1}}', `{"iat":${now},"a":{"iat":1}}`],
    ['cuts fractions', '{"iat":100.5,"exp":160.9}', `{"iat":${now},"exp":${now + 60}}`],
    [
      "gives a Vonage token its kind's life where it has none of its own",
      `{${vonage},"iat":200,"exp":100}`,
      `{"application_id":"${application_id}","jti":"${uuid}","iat":${now},"exp":${now + 900}}`,
    ],
    [
      'mends times in milliseconds',
      `{${vonage},"iat":1800000000000,"exp":1800000900000}`,
      `{"application_id":"${application_id}","jti":"${uuid}","iat":${now},"exp":${now + 900}}`,
    ],
  ];
  for (const [what, before, after] of rows)
    test(what, () => {
      expect(renew(before)).toBe(after);
    });
});

describe('renewal needs to be told', () => {
  const month = 30 * 24 * 60 * 60;
  const ofMonth = `{${vonage},"iat":100,"exp":${100 + month}}`;

  test('a life that the issuer accepts, where the own one is longer', () => {
    expect(renew(ofMonth)).toBe(`renew.life-too-long {"life":${month},"longest":86400}`);
    expect(renew(ofMonth, 86_400)).toContain(`"exp":${now + 86_400}`);
    expect(renew(ofMonth, 86_406)).toMatch(/^renew\.life-too-long/);
  });

  test('no life that exceeds the longest by the tolerance', () => {
    expect(renew(`{${vonage},"iat":100,"exp":86505}`)).toContain(`"exp":${now + 86_400}`);
    expect(renew(`{${vonage},"iat":100,"exp":86506}`)).toBe('renew.life-too-long {"life":86406,"longest":86400}');
  });

  test('a life, where there is none and the kind has no default', () => {
    expect(renew('{"exp":100}')).toBe('renew.no-life {}');
    expect(renew('{"exp":100}', 60)).toBe(`{"exp":${now + 60}}`);
    expect(renew('{"iat":200,"exp":100}')).toBe('renew.no-life {}');
    expect(renew('{"iat":100,"exp":100}')).toBe('renew.no-life {}');
    expect(renew('{"iat":"now","exp":"later"}')).toBe('renew.no-life {}');
  });
});

describe('renewal is refused', () => {
  const rows: readonly (readonly [string, string, RegExp, string?])[] = [
    ['what nobody writes', '{"ist":"project"}', /^renew\.not-renewable \{"kind":"OpenTok"\}/],
    ['a payload that is no object', '[1]', /^renew\.not-renewable/],
    ['a payload that is no JSON', '{', /^renew\.not-renewable/],
    [
      'what the issuer refuses',
      '{"application_id":"x","jti":"a","iat":1}',
      /"problem":"vonage.application-id-not-uuid"/,
    ],
    ['an algorithm that the issuer refuses', `{${vonage},"iat":1}`, /"vonage.wrong-algorithm"/, '{"alg":"ES256"}'],
  ];
  for (const [what, payload, error, header] of rows)
    test(what, () => {
      expect(renew(payload, undefined, header)).toMatch(error);
    });

  test('an SD-JWT, whose disclosures a new signature would not fit', () => {
    const token = inspecting(`${tokenOf({ iat: 100, exp: 160 }, { alg: 'ES256' })}~WyJzYWx0IiwiZW1haWwiLCJhIl0~`);
    const making = { now: now * 1000, uuid: () => uuid };
    expect(() => renewDraft(token, making)).toThrow('renew.disclosures');
    expect(() => draftWithNewTimes(token, making)).toThrow('renew.disclosures');
  });
});

test('a near miss keeps the rules of the kind of the recipe that proves it', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (life: number) => ({
    token: decodeToken(
      `${encode({ alg: 'RS256' })}.${encode({ applicationId: application_id, jti: 'a', iat: 1, exp: 1 + life })}.AAAA`,
    ),
    kind: vonageRest,
  });
  const making = { now: now * 1000, uuid: () => uuid };
  expect(() => renewDraft(token(7 * 86_400), making)).toThrow('renew.life-too-long');
  expect(() => renewDraft(token(900), making)).toThrow('recipe.refused');
});

test('what nobody is asked about is renewed by the kind that the service says', async () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'RS256' })}.${encode({ applicationId: application_id, jti: 'a', iat: 1, exp: 901 })}.AAAA`;
  const tokens = {
    settings: () => ({ context: { tolerance: 5 } }),
    judgeBriefly: async () => ({ token: decodeToken(text), kind: vonageRest }),
  };
  const renewed = await renewSilently({ tokens } as never, text);
  expect(renewed).toEqual({ left: 'Vonage requires `application_id`. ("application_id")', isAskable: false });
});
