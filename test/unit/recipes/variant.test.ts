import { beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { CodedError } from '../../../src/jwt/errors.ts';
import type { Token } from '../../../src/jwt/token.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { kindByContent } from '../../../src/kinds/index.ts';
import { vonageUser } from '../../../src/kinds/vonageUser.ts';
import { type Variant, type VariantDraft, variantDraft, variants } from '../../../src/recipes/variant.ts';
import { inspecting } from '../../inspecting.ts';
import { contents, make, now, readKey, recipes, rsaPem, uuid } from './making.ts';

const making = { now: now * 1000, uuid: () => uuid };
const encode = (text: string) => Buffer.from(text).toString('base64url');
const write = (header: string, payload: string) => decodeToken(`${encode(header)}.${encode(payload)}.AAAA`);
/** A token with the kind that its content makes it. */
const known = (token: Token) => inspecting(token.text);
const tokenOf = ({ header, payload, tampered }: VariantDraft) => write(header, tampered ?? payload);

function problemsOf(token: Token): readonly string[] {
  const context = { now: making.now, tolerance: 5, expiresSoon: 300 };
  return inspect(token, undefined, context).problems.map(({ code }) => code);
}

/** A token of each kind, at the clock of these tests. */
let tokens: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  const keys = { rsa: await readKey(rsaPem), secret: readSecret('0123456789abcdef0123456789abcdef', 'utf8') };
  const made = Object.entries({ ...recipes, custom: { ...recipes.custom, expiresIn: '1h', iat: true } }).map(
    async ([id, recipe]) => [id, (await make(recipe, id === 'vanilla' ? keys.secret : keys.rsa)).token] as const,
  );
  tokens = Object.fromEntries(await Promise.all(made));
});

/** The problems that each variant has, and no others, for Vonage, Vanilla and custom tokens. */
const expected: Readonly<
  Record<Variant, readonly [vonage: readonly string[], vanilla: readonly string[], custom: readonly string[]]>
> = {
  expired: [['expired'], ['expired'], ['expired']],
  'not-yet-valid': [['not-yet-valid'], ['not-yet-valid'], ['not-yet-valid']],
  'wrong-key': [[], [], []],
  'tampered-payload': [[], [], []],
  'alg-none': [['vonage.wrong-algorithm', 'unsigned'], ['vanilla.wrong-algorithm', 'unsigned'], ['unsigned']],
  'missing-claim': [['vonage.missing-claim'], ['vanilla.missing-claim'], []],
  'wrong-audience': [[], [], []],
};

const kindIds = ['vonage-rest', 'vonage-video', 'vonage-user', 'vanilla', 'custom'] as const;

describe('variantDraft', () => {
  for (const id of kindIds)
    for (const variant of variants)
      it(`breaks a ${id} token as ${variant} and in no other way`, () => {
        const token = decodeToken(tokens[id] ?? '');
        expect(problemsOf(token)).toEqual([]);
        const broken = tokenOf(variantDraft(known(token), variant, making));
        const [vonage, vanilla, custom] = expected[variant];
        expect(problemsOf(broken)).toEqual(id === 'vanilla' ? vanilla : id === 'custom' ? custom : vonage);
        expect(kindByContent(broken).id).toBe(id);
      });

  for (const variant of variants)
    it(`breaks an expired token as ${variant} and puts its times right otherwise`, () => {
      const { header, claims } = contents(tokens['vonage-rest'] ?? '');
      const old = write(JSON.stringify(header), JSON.stringify({ ...claims, iat: now - 9000, exp: now - 8000 }));
      expect(problemsOf(old)).toEqual(['expired']);
      expect(problemsOf(tokenOf(variantDraft(known(old), variant, making)))).toEqual(expected[variant][0]);
    });

  const signers: readonly (readonly [Variant, VariantDraft['signer']])[] = [
    ['expired', 'own'],
    ['not-yet-valid', 'own'],
    ['wrong-key', 'other'],
    ['tampered-payload', 'own'],
    ['alg-none', 'none'],
    ['missing-claim', 'own'],
    ['wrong-audience', 'own'],
  ];
  it.each(signers)('has %s signed with the key: %s', (variant, signer) => {
    expect(variantDraft(known(decodeToken(tokens.custom ?? '')), variant, making).signer).toBe(signer);
  });

  const edits: readonly (readonly [variant: Variant, before: string, after: string])[] = [
    ['expired', '{ "a":1.0, "exp":9e9 }', `{ "a":1.0, "exp":${now - 3600} }`],
    ['expired', '{"a":1.0}', `{"a":1.0,"exp":${now - 3600}}`],
    ['expired', '{"iat":1,"a":1.0}', `{"iat":${now - 4500},"a":1.0,"exp":${now - 3600}}`],
    ['not-yet-valid', '{"a":1.0}', `{"a":1.0,"nbf":${now + 3600}}`],
    ['not-yet-valid', '{"nbf":1,"exp":61}', `{"nbf":${now + 3600},"exp":${now + 3660}}`],
    ['wrong-key', '{ "a":1.0 }', '{ "a":1.0 }'],
    ['wrong-key', 'just text', 'just text'],
    ['tampered-payload', '{ "a":1.0 }', '{ "a":1.0,"tampered":true }'],
    ['tampered-payload', '{"tampered":true}', '{"tampered":false}'],
    ['tampered-payload', 'just text', 'just text '],
    ['alg-none', '{ "a":1.0 }', '{ "a":1.0 }'],
    ['missing-claim', '{ "a":1.0, "sub":"x" , "b":2 }', '{ "a":1.0, "b":2 }'],
    ['missing-claim', '{ "a":1.0 }', '{ }'],
    ['wrong-audience', '{ "aud":"a", "b":1.0 }', '{ "aud":"https://wrong-audience.invalid", "b":1.0 }'],
    ['wrong-audience', '{ "aud":["a","b"] }', '{ "aud":["https://wrong-audience.invalid"] }'],
    ['wrong-audience', '{}', '{"aud":"https://wrong-audience.invalid"}'],
  ];
  it.each(edits)('writes %s of %s with the rest byte for byte', (variant, before, after) => {
    const { payload, tampered, header } = variantDraft(
      known(write('{"alg":"HS256" , "typ":"JWT"}', before)),
      variant,
      making,
    );
    expect(tampered ?? payload).toBe(after);
    expect(header).toBe(variant === 'alg-none' ? '{"alg":"none" , "typ":"JWT"}' : '{"alg":"HS256" , "typ":"JWT"}');
  });

  const longLived = '{"application_id":"00000000-0000-4000-8000-000000000000","jti":"a","iat":1,"exp":2592001}';
  it.each(variants)('gives a token that lived too long the longest life: %s', (variant) => {
    const broken = tokenOf(variantDraft(known(write('{"alg":"RS256"}', longLived)), variant, making));
    expect(problemsOf(broken)).toEqual(expected[variant][0]);
  });

  const shortLived: readonly (readonly [issuer: string, header: object, claims: object])[] = [
    ['GitHub', { alg: 'RS256' }, { iat: now - 60, exp: now + 540, iss: 12345 }],
    ['Apple', { alg: 'ES256', kid: 'ABC123DEFG' }, { iss: 'a', iat: now, exp: now + 1200, aud: 'appstoreconnect-v1' }],
    [
      'Google',
      { alg: 'RS256' },
      {
        iss: 'a@p.iam.gserviceaccount.com',
        scope: 'a',
        aud: 'https://oauth2.googleapis.com/token',
        iat: now,
        exp: now + 3600,
      },
    ],
  ];
  it.each(shortLived)('is not valid yet, and nothing else, where %s allows no long life', (_, header, claims) => {
    const token = write(JSON.stringify(header), JSON.stringify(claims));
    const broken = tokenOf(variantDraft(known(token), 'not-yet-valid', making));
    expect(problemsOf(token)).toEqual([]);
    expect(problemsOf(broken)).toEqual(['not-yet-valid']);
  });

  it('keeps the rules of the kind that the key of a recipe makes of a near miss', () => {
    const claims = { sub: 'Alice', applicationId: uuid, jti: 'a', iat: now - 60 };
    const near = { token: write('{"alg":"RS256"}', JSON.stringify(claims)), kind: vonageUser };
    const payloadOf = (variant: Variant) => JSON.parse(variantDraft(near, variant, making).payload);
    // Vonage gives it 15 minutes, and no other expiry.
    expect(payloadOf('expired')).toEqual({ ...claims, jti: uuid, iat: now - 4500 });
    expect(payloadOf('not-yet-valid')).toMatchObject({ nbf: now + 3600, exp: now + 4500 });
    // Readers look for `sub` first, where no kind requires anything.
    const { jti: _, ...others } = claims;
    expect(payloadOf('missing-claim')).toEqual(others);
    // By its content alone it is anybody's.
    expect(JSON.parse(variantDraft(known(near.token), 'expired', making).payload).exp).toBe(now - 3600);
  });

  const lacking: readonly (readonly [what: string, header: object, claims: object, left: readonly string[]])[] = [
    [
      'the first that is there',
      { alg: 'RS256' },
      { application_id: uuid, iat: now - 60, exp: now + 600 },
      ['application_id', 'exp'],
    ],
    [
      'one without which it is for the same, and still required',
      { alg: 'ES256', kid: 'K' },
      { iss: 'issuer', bid: 'com.example.app', aud: 'appstoreconnect-v1' },
      ['bid', 'aud'],
    ],
  ];
  it.each(lacking)('takes out a claim that the kind requires: %s', (_what, header, claims, left) => {
    const token = known(write(JSON.stringify(header), JSON.stringify(claims)));
    const broken = tokenOf(variantDraft(token, 'missing-claim', making));
    expect(Object.keys(broken.payload?.value ?? {})).toEqual(left);
    expect(kindByContent(broken).id).toBe(token.kind.id);
  });

  const sdJwt = decodeToken(`${write('{"alg":"ES256"}', '{"exp":1}').text}~WyJzYWx0IiwiZW1haWwiLCJhIl0~`);
  const refused: readonly (readonly [what: string, Token, Variant, code: string])[] = [
    ['claims that cannot be read', write('{"alg":"HS256"}', 'text'), 'expired', 'variant.no-claims'],
    ['no claims', write('{"alg":"HS256"}', '{}'), 'missing-claim', 'variant.no-claims'],
    ['an unsecured token', write('{"alg":"none"}', '{}'), 'wrong-key', 'variant.unsigned'],
    ['an unsecured token', write('{"alg":"none"}', '{}'), 'tampered-payload', 'variant.unsigned'],
    ['an unsecured token', write('{"alg":"none"}', '{}'), 'alg-none', 'variant.unsigned'],
    ['a JWE', decodeToken(`${encode('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y3Q.dGFn`), 'alg-none', 'variant.encrypted'],
    ['an SD-JWT', sdJwt, 'expired', 'renew.disclosures'],
    ['an SD-JWT', sdJwt, 'wrong-key', 'renew.disclosures'],
    ['an OpenTok token', write('{"alg":"HS256"}', '{"ist":"project","exp":1}'), 'expired', 'renew.not-renewable'],
  ];
  it.each(refused)('refuses %s', (_, token, variant, code) => {
    expect(() => variantDraft(known(token), variant, making)).toThrow(CodedError);
    expect(() => variantDraft(known(token), variant, making)).toThrow(expect.objectContaining({ code }));
  });
});
