import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { kindByContent, writableKinds } from '../../../src/kinds/index.ts';
import type { WritableKind } from '../../../src/kinds/kind.ts';
import { writeToken } from '../../../src/recipes/create.ts';
import { RecipeError } from '../../../src/recipes/errors.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import { runs } from '../../runs.ts';
import { healthy } from '../kinds/tokens.ts';
import { type Json, now, recipes, uuid } from './making.ts';

/** A token is made as of one kind and would be read as of another: that is said, whatever made it so. */

const sid = (start: string) => start + '0'.repeat(32);

/** Complete recipes of each kind, by the kind's id; with a key id, as no key is read here. */
const complete: Readonly<Record<string, Json>> = {
  ...recipes,
  'vonage-webhook': { key: 'env:A', apiKey: 'abcd1234', payload: '{}' },
  'google-service-account': { key: 'file:a', scope: 'a', issuer: 'a@b.iam.gserviceaccount.com' },
  apple: { key: 'file:a', issuer: uuid, keyId: '2X9R4HXF34' },
  'github-app': { key: 'file:a', appId: 12345 },
  twilio: { key: 'env:A', accountSid: sid('AC'), apiKey: sid('SK'), identity: 'a', grants: { voice: {} } },
  livekit: { key: 'env:A', apiKey: 'API1', identity: 'a', grants: { room: 'a' } },
  'client-assertion': { key: 'file:a', clientId: 'a', audience: 'b' },
};

/** What is said of the token that a recipe makes, by code and by the field or claim that it names, and what it is read as. */
function outcome(kind: WritableKind, change: Json): { readonly said: readonly string[]; readonly read?: string } {
  try {
    const { values } = checkRecipe({ ...complete[kind.id], kind: kind.id, ...change });
    const { draft, warnings } = writeToken(kind, values, undefined, { now: now * 1000, uuid: () => uuid });
    const encode = (text: string) => Buffer.from(text).toString('base64url');
    const read = kindByContent(decodeToken(`${encode(draft.header)}.${encode(draft.payload)}.`)).id;
    return { said: warnings.map(({ code, claim }) => `${code} ${claim}`), read };
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    const { problem = error.code, field } = error.data as { readonly problem?: string; readonly field?: string };
    return { said: [`refused ${problem} ${field}`] };
  }
}

const rows: readonly (readonly [kind: string, change: Json, said: readonly string[]])[] = [
  // That kind would refuse it.
  ['vonage-user', { subject: 'video' }, ['refused recipe.misread subject']],
  ['vonage-user', { claims: { sub: 'video' } }, ['refused recipe.misread claims.sub']],
  ['vonage-rest', { claims: { sub: 'video' } }, ['refused recipe.misread claims.sub']],
  ['vonage-rest', { claims: { scope: 'session.connect' } }, ['refused recipe.misread claims.scope']],
  ['livekit', { claims: { displayname: 'A' } }, ['refused recipe.misread claims.displayname']],
  ['twilio', { claims: { iss: 'Vonage', api_key: 'a' } }, ['refused twilio.issuer-or-subject claims.iss']],
  // It would be a sound one of that kind, or anybody's.
  ['vonage-rest', { claims: { sub: 'alice' } }, ['recipe.misread sub']],
  ['vonage-webhook', { claims: { iss: 'vonage' } }, ['recipe.misread iss']],
  ['vanilla', { claims: { scope: 'a' } }, ['recipe.misread scope']],
  ['vanilla', { header: { typ: 'JWT' } }, []],
  ['google-service-account', { claims: { iss: 'me' } }, ['recipe.misread iss']],
  ['apple', { claims: { aud: 'appstoreconnect-v2' } }, ['recipe.misread aud']],
  ['apple', { service: 'apns', issuer: undefined, teamId: 'ABCDE12345', claims: { sub: 'a' } }, ['recipe.misread sub']],
  ['github-app', { claims: { sub: 'a' } }, ['recipe.misread sub']],
  ['github-app', { claims: { iss: 'me' } }, ['recipe.misread iss']],
  ['twilio', { header: { cty: 'JWT' } }, ['recipe.misread cty']],
  ['livekit', { grants: { room_join: true } }, ['livekit.unknown-grant video']],
  ['livekit', { grants: {} }, ['recipe.misread video']],
  ['livekit', { grants: { agent: true, publish: true } }, ['recipe.misread video']],
  ['livekit', { claims: { video: 7 } }, ['recipe.misread video']],
  // Of these everybody makes what he likes.
  ['client-assertion', { subject: 'alice' }, []],
  ['client-assertion', { expiresIn: '1h' }, []],
  ['client-assertion', { claims: { displayname: 'A' } }, ['refused recipe.misread claims.displayname']],
  ['custom', { claims: { sub: 'video', application_id: uuid } }, []],
];

for (const [id, change, said] of rows)
  test(`${id} with ${JSON.stringify(change)} is told: ${said.join() || 'nothing'}`, () => {
    const kind = writableKinds.find((each) => each.id === id);
    expect(kind && outcome(kind, change).said).toEqual(said);
  });

/** Values that say whose a token is, and others. */
const values = fc.constantFrom(
  ...[null, '', 7, 'video', {}, [], ['a'], ...Object.values(healthy).flatMap((payload) => Object.values(payload))],
);
const names = [...new Set(Object.values(healthy).flatMap((payload) => Object.keys(payload)))];

describe.each(writableKinds)('a token made as $id', (kind) => {
  test('as its recipe has it is read as such, and nothing is said', () => {
    expect(outcome(kind, {})).toEqual({ said: [], read: kind.id });
  });

  test('is read as such, or said to be another, or refused, whatever is put into it', () => {
    const texts = kind.writing.fields.flatMap(({ name, type }) => (type === 'text' || type === 'id' ? [name] : []));
    const free = fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 2 });
    const header = fc.dictionary(fc.constantFrom('typ', 'cty', 'alg', 'kid'), values, { maxKeys: 1 });
    const given = fc.dictionary(fc.constantFrom('', ...texts), values, { maxKeys: 1 });
    const isFree = (read?: string) => kind.id === 'custom' || (kind.writing.isAnybodys === true && read === 'custom');
    fc.assert(
      fc.property(free, header, given, (claims, parameters, { '': _none, ...fields }) => {
        const { said, read } = outcome(kind, { ...fields, claims, header: parameters });
        const isSaid = said.some((text) => /refused|recipe\.misread/.test(text));
        expect(isSaid || isFree(read) || read === kind.id).toBe(true);
      }),
      runs(2000),
    );
  });
});
