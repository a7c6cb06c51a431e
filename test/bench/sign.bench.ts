import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { tokenGenerate } from '@vonage/jwt';
import { createSigner, createVerifier } from 'fast-jwt';
import { compactVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { decodeToken } from '../../src/jwt/decode.ts';
import { signToken } from '../../src/jwt/sign.ts';
import { verifySignature } from '../../src/jwt/verify.ts';
import { readKeys } from '../../src/keys/read.ts';
import { compare, type Row } from './measure.ts';

const applicationId = '78d335fa-323d-0114-9c3d-d6f0d48968cf';
const claims = {
  iat: 1_700_000_000,
  jti: '6f2d9c3e-8f4b-4c5d-9a34-1f0d6a2b7c11',
  exp: 4_000_000_000,
  application_id: applicationId,
};
const header = '{"alg":"RS256","typ":"JWT"}';
const payload = JSON.stringify(claims);

/** A Vonage token, RS256 with a key of 2048 bits that was read before. */
export async function rows(): Promise<Row[]> {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
    publicKeyEncoding: { format: 'pem', type: 'spki' },
  });
  const [key] = await readKeys(pair.privateKey);
  const [publicKey] = await readKeys(pair.publicKey);
  if (!key || !publicKey) throw new Error('The key that was just made cannot be read.');
  const token = await signToken(header, payload, key);
  const decoded = decodeToken(token);

  const { subtle } = globalThis.crypto;
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const signer = await subtle.importKey('jwk', key.jwk as JsonWebKey, algorithm, false, ['sign']);
  const verifier = await subtle.importKey('jwk', publicKey.jwk as JsonWebKey, algorithm, false, ['verify']);
  const input = new TextEncoder().encode(token.slice(0, token.lastIndexOf('.')));
  const signature = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');

  const keyObject = createPrivateKey(pair.privateKey);
  const fastSigner = createSigner({ key: pair.privateKey, algorithm: 'RS256' });
  const fastVerifier = createVerifier({ key: pair.publicKey, cache: false });

  const sign = { name: 'signToken', run: () => signToken(header, payload, key) };
  const bareSign = { name: 'crypto.subtle.sign', run: () => subtle.sign(algorithm, signer, input) };
  const verify = { name: 'verifySignature', run: () => verifySignature(decoded, publicKey) };
  const bareVerify = {
    name: 'crypto.subtle.verify',
    run: () => subtle.verify(algorithm, verifier, signature, input),
  };
  return [
    await compare('create', sign, bareSign, 1.1),
    ...(await each('create', sign, {
      'jsonwebtoken, key read before': () => jsonwebtoken.sign(claims, keyObject, { algorithm: 'RS256' }),
      'jsonwebtoken, PEM': () => jsonwebtoken.sign(claims, pair.privateKey, { algorithm: 'RS256' }),
      'fast-jwt': () => fastSigner(claims),
      '@vonage/jwt': () => tokenGenerate(applicationId, pair.privateKey, {}),
    })),
    await compare('verify', verify, bareVerify),
    ...(await each('verify', verify, {
      jose: () => compactVerify(token, verifier),
      'jsonwebtoken, PEM': () => jsonwebtoken.verify(token, pair.publicKey),
      'fast-jwt': () => fastVerifier(token),
    })),
  ];
}

async function each(
  what: string,
  ours: { readonly name: string; readonly run: () => unknown },
  peers: Readonly<Record<string, () => unknown>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(peers)) rows.push(await compare(what, ours, { name, run }));
  return rows;
}
