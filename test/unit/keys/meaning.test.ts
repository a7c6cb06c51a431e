import { describe, expect, test } from 'vitest';
import { readContent } from '../../../src/keys/read.ts';
import { base64, der, ec, json, keyTexts, meaningOf, otherTexts, privateRsa, rsa, serviceAccount } from './forms.ts';
import { jwks } from './published.ts';

const meaning = async (content: string | Uint8Array) => meaningOf(await readContent(content));

/** Where a text may stand, and how it comes from there. */
const places: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  'a text': (text) => text,
  'a file': (text) => Buffer.from(text),
  'a file with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'a file in UTF-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'a file in UTF-16, the other byte first': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};

/** Where a text that is a key may stand as well: white space and quotation marks around it are no part of it. */
const wrappings: Readonly<Record<string, (text: string) => string>> = {
  'white space': (text) => ` \r\n\t${text}\n\n`,
  'quotation marks': (text) => `'${text}'`,
  'doubled quotation marks': (text) => `""${text}""`,
  'quotation marks, escaped': (text) => JSON.stringify(text),
  base64: (text) => base64(text),
  'base64 in lines': (text) => base64(text).replace(/(.{64})/g, '$1\n'),
  'base64url without padding': (text) => Buffer.from(text).toString('base64url'),
  // [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text))
  'base64 by PowerShell': (text) => Buffer.from(text, 'utf16le').toString('base64'),
};

describe.each(keyTexts)('%s', (_, text, expected) => {
  test('means one thing in every place', async () => {
    for (const [place, put] of Object.entries(places))
      expect([place, await meaning(put(text))]).toEqual([place, expected]);
  });

  test('whatever is around it', async () => {
    for (const [wrapping, wrap] of Object.entries(wrappings))
      for (const [place, put] of Object.entries(places))
        expect([wrapping, place, await meaning(put(wrap(text)))]).toEqual([wrapping, place, expected]);
  });
});

describe.each(otherTexts)('%s', (_, text, expected) => {
  test('means one thing in every place', async () => {
    for (const [place, put] of Object.entries(places))
      expect([place, await meaning(put(text))]).toEqual([place, expected]);
  });
});

describe('bytes', () => {
  const rows: readonly (readonly [string, Uint8Array, string])[] = [
    ['DER', der(rsa.privateKey), privateRsa],
    ['DER of a public key', der(ec.publicKey, 'spki'), 'EC P-256 public'],
    ['DER, cut off', der(rsa.privateKey).subarray(0, 100), 'unreadable key.cut-off'],
    ['none', new Uint8Array(), 'nothing key.empty-secret'],
    ['DER of a short key, cut off', der(ec.privateKey).subarray(0, 60), 'unreadable key.cut-off'],
    ['any', Buffer.from([0, 1, 2, 3]), 'nothing key.not-a-key'],
    [
      'random ones, the second of which may be a length',
      Buffer.from(`c57f${'00ff'.repeat(15)}`, 'hex'),
      'nothing key.not-a-key',
    ],
    ['text of no encoding', Buffer.from([0x61, 0xff, 0x62]), 'nothing key.not-a-key'],
    ['JKS', Buffer.from('feedfeed00000002', 'hex'), 'unreadable key.format-unsupported'],
    ['JCEKS', Buffer.from('cececece00000002', 'hex'), 'unreadable key.format-unsupported'],
    ['PKCS#12 in BER', Buffer.from('308002010330800609', 'hex'), 'unreadable key.format-unsupported'],
    ['base64 of JKS', Buffer.from(base64(Buffer.from('feedfeed00000002', 'hex'))), 'unreadable key.format-unsupported'],
  ];
  test.each(rows)('%s', async (_, bytes, expected) => {
    expect(await meaning(new Uint8Array(bytes))).toBe(expected);
  });
});

test('a key that stands in JSON is the one that stands alone', async () => {
  const [alone, carried] = await Promise.all([readContent(json(jwks.RSA)), readContent(json({ keys: [jwks.RSA] }))]);
  expect(carried).toEqual(alone);
});

test('a service account says whose it is', async () => {
  const account = { ...serviceAccount, client_email: 'me@p.iam.gserviceaccount.com', token_uri: 'https://t' };
  expect(await readContent(json(account))).toMatchObject({
    keys: [{ id: 'k1', account: { email: 'me@p.iam.gserviceaccount.com', tokenUri: 'https://t' } }],
  });
});
