import { generateKeyPairSync } from 'node:crypto';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { Key } from '../../../src/jwt/key.ts';
import type { Problem } from '../../../src/jwt/problem.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { writeToken } from '../../../src/recipes/create.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The clock and the random source of these tests. */
export const now = 1_800_000_000;
export const uuid = '6f9619ff-8b86-4d11-b42d-00c04fc964ff';

const applicationId = '00000000-0000-4000-8000-000000000000';

/** The smallest recipe of each kind, by the kind's id. */
export const recipes = {
  'vonage-rest': { kind: 'vonage-rest', applicationId, key: 'file:private.key' },
  'vonage-video': { kind: 'vonage-video', applicationId, key: 'file:private.key', sessionId: '1_MX4' },
  'vonage-user': { kind: 'vonage-user', applicationId, key: 'file:private.key', subject: 'Alice' },
  vanilla: {
    kind: 'vanilla',
    key: 'env:VANILLA_SECRET',
    issuer: 'https://sso.example.com',
    subject: '42',
    audience: 'https://community.example.com',
    email: 'alice@example.com',
    displayName: 'Alice',
  },
  custom: { kind: 'custom', key: 'file:private.key', claims: { sub: 'me' } },
} as const satisfies Readonly<Record<string, Json>>;

export const rsaPem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** The first key of a text. */
export async function readKey(text: string): Promise<Key> {
  const [key] = await readKeys(text);
  if (!key) throw new Error('no key');
  return key;
}

/** Makes a token of a recipe with a key, as the vault would with its references resolved. */
export async function make(
  recipe: Json,
  key: Key | undefined,
): Promise<{ readonly token: string; readonly warnings: readonly Problem[] }> {
  const { kind, values } = checkRecipe(recipe);
  const { draft, warnings } = writeToken(kind, values, key, { now: now * 1000, uuid: () => uuid });
  return { token: await signToken(draft.header, draft.payload, key), warnings };
}

/** The header and the claims of a token. */
export function contents(token: string): { readonly header: Json; readonly claims: Json } {
  const { header, payload } = decodeToken(token);
  if (!header.value || !payload?.value) throw new Error('unreadable');
  return { header: header.value, claims: payload.value };
}
