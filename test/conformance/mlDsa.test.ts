import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeToken } from '../../src/jwt/decode.ts';
import { signToken } from '../../src/jwt/sign.ts';
import { thumbprint } from '../../src/keys/export.ts';
import { readKeys } from '../../src/keys/read.ts';
import { hasMlDsa } from '../unit/keys/host.ts';
import { judge } from './judging.ts';

/** The examples of RFC 9964: keys made from seeds of zeros, and what they signed. */

interface Example {
  readonly jwk: { readonly kid: string; readonly priv: string };
  readonly jws: string;
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

test('none is skipped from Node 24.7 on', () => {
  expect(hasMlDsa).toBe(major > 24 || (major === 24 && minor >= 7));
});

for (const name of ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']) {
  const url = new URL(`vectors/ml-dsa/${name.replaceAll('-', '_')}.jose.json`, import.meta.url);
  const { jwk, jws }: Example = JSON.parse(readFileSync(url, 'utf8'));
  const { priv, ...publicJwk } = jwk;

  const valid = async () => {
    for (const key of [jwk, publicJwk])
      expect(await judge(jws, [JSON.stringify(key)])).toMatchObject({ signature: 'valid' });
    const other = jws.replace(/\.[^.]+\./, '.e30.');
    expect(await judge(other, [JSON.stringify(jwk)])).toMatchObject({ signature: 'invalid' });

    const [key] = await readKeys(JSON.stringify(jwk));
    expect(key && (await thumbprint(key))).toBe(jwk.kid);
    const { header, payload } = decodeToken(jws);
    const again = await signToken(header.text ?? '', payload?.text ?? '', key);
    expect(await judge(again, [JSON.stringify(publicJwk)])).toMatchObject({ signature: 'valid' });
  };

  const missing = async () => {
    const reason = { code: 'algorithm.unsupported', data: { algorithm: name } };
    expect(await judge(jws, [JSON.stringify(publicJwk)])).toEqual({ signature: 'unsupported', reason });
  };

  if (hasMlDsa) test(`${name}: valid, and signed again`, valid);
  else test(`${name}: said to be missing`, missing);
}
