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
      ...fields.flatMap((field) => [field.label, field.help]),
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

it('offers no claim that a field brings', () => {
  for (const { fields, members } of forms((text) => text, claims)) {
    const ofFields = fields.map(({ claim }) => claim);
    expect(members.claims?.filter(({ name }) => ofFields.includes(name))).toEqual([]);
  }
});

it('names the life that a token gets by default, where the other fields have no say', () => {
  const lives = Object.fromEntries(forms((text) => text, claims).map(({ kind, defaultLife }) => [kind, defaultLife]));
  expect(lives).toMatchObject({ 'vonage-rest': 900, twilio: 3600, apple: 'by-fields' });
  expect(lives.custom).toBeUndefined();
});
