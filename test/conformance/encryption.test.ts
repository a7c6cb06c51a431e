import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeToken } from '../../src/jwt/decode.ts';
import { judgeToken } from '../../src/jwt/decrypt.ts';
import { readSecret } from '../../src/keys/secret.ts';
import { claimsOf, contentOf, judge } from './judging.ts';
import rfcVectors from './vectors/rfc7516.json' with { type: 'json' };

/** The JWEs of the RFCs. One that is set aside must fail, so that the list cannot outlive its reasons. */

const noRsa15 = 'RSA1_5: Web Crypto does not have it.';
const noJson = 'JSON serialization: a file holds tokens in compact form.';

describe('RFC 7516 and RFC 7519', () => {
  for (const { source, token, keys, content, aside } of rfcVectors) {
    const texts = keys.map((key) => JSON.stringify(key));
    const run = aside ? test.fails : test;
    run(`${source}${aside ? ` (set aside: ${aside})` : ''}`, async () => {
      expect(new TextDecoder().decode(await contentOf(token, texts))).toBe(content);
    });
    if (aside === noRsa15) testUnsupported(source, token, texts, 'RSA1_5');
  }
});

interface CookbookFile {
  readonly input: {
    readonly plaintext: string;
    readonly key?: object | readonly object[];
    readonly pwd?: string;
  };
  readonly output: { readonly compact?: string; readonly json?: object };
}

/** RFC 7520 section 5, as its authors publish it: the file of each example, and why it is set aside. */
const cookbook: Readonly<Record<string, string | undefined>> = {
  '5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2': noRsa15,
  '5_2.key_encryption_using_rsa-oaep_with_aes-gcm': undefined,
  '5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2': undefined,
  '5_4.key_agreement_with_key_wrapping_using_ecdh-es_and_aes-keywrap_with_aes-gcm': undefined,
  '5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2': undefined,
  '5_6.direct_encryption_using_aes-gcm': undefined,
  '5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2': undefined,
  '5_8.key_wrap_using_aes-keywrap_with_aes-gcm': undefined,
  '5_9.compressed_content': undefined,
  '5_10.including_additional_authentication_data': noJson,
  '5_11.protecting_specific_header_fields': noJson,
  '5_12.protecting_content_only': noJson,
  '5_13.encrypting_to_multiple_recipients': noJson,
  'ecdh-es': undefined,
};

describe('RFC 7520 section 5', () => {
  for (const [name, aside] of Object.entries(cookbook)) {
    const { input, output }: CookbookFile = readVector(`cookbook/${name}.json`);
    const token = output.compact ?? JSON.stringify(output.json);
    const keys = [input.key ?? []].flat().map((key) => JSON.stringify(key));
    const run = aside ? test.fails : test;
    run(`${name}${aside ? ` (set aside: ${aside})` : ''}`, async () => {
      const content =
        input.pwd === undefined ? await contentOf(token, keys) : await contentByPassword(token, input.pwd);
      expect(new TextDecoder().decode(content)).toBe(input.plaintext);
    });
    if (aside === noRsa15) testUnsupported(name, token, keys, 'RSA1_5');
  }

  test('6: a signature nested in encryption is followed', async () => {
    const { sign, encrypt } = readVector<{ sign: CookbookFile['input'] & NestedInput; encrypt: NestedInput }>(
      'cookbook/6.nesting_signatures_and_encryption.json',
    );
    const keys = [sign, encrypt].map(({ input }) => JSON.stringify(input.key));
    const token = encrypt.output.compact;
    expect(await judge(token, keys)).toMatchObject({ signature: 'valid', key: { key: { id: 'hobbiton.example' } } });
    expect(await claimsOf(token, keys)).toEqual(JSON.parse(sign.input.payload ?? ''));
    expect(await judge(token, keys.slice(1))).toMatchObject({ signature: 'invalid', decryption: {} });
    expect(await judge(token, keys.slice(0, 1))).toMatchObject({ signature: 'invalid' });
  });
});

interface NestedInput {
  readonly input: { readonly key: object; readonly payload?: string };
  readonly output: { readonly compact: string };
}

function testUnsupported(source: string, token: string, keys: readonly string[], algorithm: string): void {
  test(`${source}: ${algorithm} is said to be missing`, async () => {
    const reason = { code: 'algorithm.unsupported', data: { algorithm } };
    expect(await judge(token, keys)).toEqual({ signature: 'unsupported', reason });
  });
}

async function contentByPassword(token: string, password: string): Promise<Uint8Array | undefined> {
  const key = { key: readSecret(password, 'utf8'), reference: 'secret:vector', named: true };
  return (await judgeToken(decodeToken(token), async () => [key])).decryption?.token.payload?.bytes;
}

function readVector<T = CookbookFile>(path: string): T {
  return JSON.parse(readFileSync(new URL(`vectors/${path}`, import.meta.url), 'utf8'));
}
