import { expect, test } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { keyLabel } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { judgeSignature } from '../../../src/jwt/verify.ts';
import { thumbprint } from '../../../src/keys/export.ts';
import { readKeys } from '../../../src/keys/read.ts';
import keyVectors from '../vectors/keys.json' with { type: 'json' };
import signatureVectors from '../vectors/signatures.json' with { type: 'json' };

/** A published token; `aside` says why it is set aside, and it must then fail. */
interface SignatureVector {
  readonly source: string;
  readonly token: string;
  readonly key?: object;
  readonly verdict: string;
  readonly aside?: string;
}

/** A published key or set of keys, and what is to be read in it. */
interface KeyVector {
  readonly source: string;
  readonly content: object | string;
  readonly passphrase?: string;
  readonly keys: readonly {
    readonly label: string;
    readonly form: string;
    readonly id?: string;
    readonly thumbprint?: string;
  }[];
  readonly sameAs?: string;
  readonly aside?: string;
}

/** The same bytes come out each time; ECDSA and PSS are randomized. */
const DETERMINISTIC = /^(HS|RS)|^EdDSA$/;

for (const { source, token: text, key, verdict, aside } of signatureVectors as readonly SignatureVector[]) {
  const run = aside ? test.fails : test;

  run(`${source}: ${verdict}${aside ? ` (set aside: ${aside})` : ''}`, async () => {
    const token = decodeToken(text);
    const candidates = key ? [{ key: await readKey(key), reference: 'file:vector.jwk', named: true }] : [];
    expect(await judgeSignature(token, candidates)).toMatchObject({ signature: verdict });
  });

  if (verdict === 'valid' && !aside && key && ('d' in key || 'k' in key)) {
    test(`${source}: signed again`, async () => {
      const { header, payload } = decodeToken(text);
      const { alg } = header.value ?? {};
      const signer = await readKey(key);
      const again = await signToken(header.text ?? '', payload?.text ?? '', signer);
      if (DETERMINISTIC.test(String(alg))) expect(again).toBe(text);
      const candidates = [{ key: signer, reference: 'file:vector.jwk', named: true }];
      expect(await judgeSignature(decodeToken(again), candidates)).toMatchObject({ signature: 'valid' });
    });
  }
}

for (const { source, content, passphrase, keys, sameAs, aside } of keyVectors as readonly KeyVector[]) {
  const run = aside ? test.fails : test;

  run(`${source}: ${keys.map(({ label }) => label).join(', ')}${aside ? ` (set aside: ${aside})` : ''}`, async () => {
    const read = await readKeys(textOf(content), { passphrase });
    const seen = await Promise.all(
      read.map(async (key, i) => ({
        label: keyLabel(key),
        form: key.form,
        ...(key.id !== undefined && { id: key.id }),
        ...(keys[i]?.thumbprint && { thumbprint: await thumbprint(key) }),
      })),
    );
    expect(seen).toEqual(keys);
    const twin = keyVectors.find((vector) => vector.source === sameAs);
    if (twin) expect(read.map(({ jwk }) => jwk)).toEqual((await readKeys(textOf(twin.content))).map(({ jwk }) => jwk));
  });
}

async function readKey(jwk: object) {
  const [key] = await readKeys(JSON.stringify(jwk));
  if (!key) throw new Error('no key');
  return key;
}

function textOf(content: object | string): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}
