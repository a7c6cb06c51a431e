import { expect, it } from 'vitest';
import { forms } from '../../../src/builder/forms.ts';
import { fieldsOf } from '../../../src/kinds/fields.ts';
import { writableKinds } from '../../../src/kinds/index.ts';
import { claims } from '../../claims.ts';

it('has a form for each kind that can be written, with its fields in their order', () => {
  expect(forms((text) => text, claims).map(({ kind, fields }) => [kind, fields.map(({ name }) => name)])).toEqual(
    writableKinds.map((kind) => [kind.id, fieldsOf(kind).map(({ name }) => name)]),
  );
});

it('can be sent as it is', () => {
  const described = forms((text) => text, claims);
  expect(structuredClone(described)).toEqual(described);
});

it('says labels, help and meanings in the language of the person', () => {
  const shouted = forms((text) => text.toUpperCase(), claims);
  for (const { label, description, fields, members } of shouted) {
    const texts = [
      label,
      description,
      ...fields.flatMap((field) => [field.label, field.help, ...(field.optionNames ?? [])]),
      ...Object.values(members).flatMap((hints) => hints.map(({ meaning }) => meaning)),
    ];
    expect(texts).toEqual(texts.map((text) => text.toUpperCase()));
  }
});

it('offers every algorithm where the kind leaves it to the key, none among them', () => {
  const custom = forms((text) => text, claims).find(({ kind }) => kind === 'custom');
  expect(custom?.fields.find(({ name }) => name === 'algorithm')?.options).toEqual(
    expect.arrayContaining(['RS256', 'ES256', 'EdDSA', 'none']),
  );
});

it('leaves the algorithms of a kind that names them as they are', () => {
  const rest = forms((text) => text, claims).find(({ kind }) => kind === 'vonage-rest');
  expect(rest?.fields.find(({ name }) => name === 'algorithm')?.options).toEqual(['RS256']);
});

it('shows ACLs as rows: the usual one, and those to choose from', () => {
  const all = forms((text) => text, claims);
  const acl = (kind: string) => all.find((form) => form.kind === kind)?.fields.find(({ name }) => name === 'acl');
  const row = (path: string) => ({ rows: [{ path, methods: [], filters: '' }] });
  expect(acl('vonage-video')).toMatchObject({
    default: row('/session/**'),
    options: [row('/session/**'), row('/*/session/**'), row('/*/sessions/**')],
  });
  expect(acl('vonage-rest')?.default).toBeUndefined();
  expect(acl('vonage-user')?.optionNames).toEqual(['Client SDK', 'Client SDK, older versions']);
});

it('offers claims and parameters with what they mean and a value to begin with', () => {
  const custom = forms((text) => text, claims).find(({ kind }) => kind === 'custom');
  const hint = (of: string, name: string) => custom?.members[of]?.find((each) => each.name === name);
  expect(hint('claims', 'iss')).toEqual({ name: 'iss', meaning: 'Issuer: who made the token.', example: '' });
  const examples = [
    ['header', 'typ', 'JWT'],
    ['header', 'crit', []],
    ['header', 'jwk', {}],
    ['header', 'b64', true],
    ['claims', 'iat', 0],
    ['claims', 'aud', ''],
  ] as const;
  for (const [of, name, example] of examples) expect(hint(of, name)?.example).toEqual(example);
  // What a kind knows beside.
  const video = forms((text) => text, claims).find(({ kind }) => kind === 'vonage-video');
  expect(video?.members.claims?.find(({ name }) => name === 'sub')?.example).toBe('video');
});

it('knows which keys sign the tokens of a kind', () => {
  const takes = (of: string) => {
    const form = forms((text) => text, claims).find(({ kind }) => kind === of);
    return [form?.takesSecrets, form?.takesKeyPairs];
  };
  expect(['vonage-rest', 'vanilla', 'custom'].map(takes)).toEqual([
    [false, true],
    [true, false],
    [true, true],
  ]);
});

it('offers no claim that a field brings', () => {
  for (const { fields, members } of forms((text) => text, claims)) {
    const ofFields = fields.map(({ claim }) => claim);
    expect(members.claims?.filter(({ name }) => ofFields.includes(name))).toEqual([]);
  }
});

it('names the life that a token gets by default, where the other fields have no say', () => {
  const lives = Object.fromEntries(forms((text) => text, claims).map(({ kind, defaultLife }) => [kind, defaultLife]));
  expect(lives).toMatchObject({ 'vonage-rest': 900, twilio: 3600, apple: 'by-fields' });
  expect(forms((text) => text, claims).find(({ kind }) => kind === 'custom')).not.toHaveProperty('defaultLife');
});
