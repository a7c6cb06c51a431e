import { ALGORITHMS, NONE } from '../jwt/algorithms.ts';
import type { ClaimTables } from '../kinds/claims.ts';
import { fieldsOf } from '../kinds/fields.ts';
import { takesOnlySecrets, takesSecrets, writableKinds } from '../kinds/index.ts';
import type { ClaimDescription, ClaimDescriptions, Field, WritableKind } from '../kinds/kind.ts';
import { aclInput } from './acl.ts';
import type { Form, MemberHint } from './protocol.ts';

/** Says an English text in the person's language. */
type Translate = (text: string) => string;

/** The form of each kind that can be written, made from the kind's own description. */
export function forms(translate: Translate, claims: ClaimTables): readonly Form[] {
  return writableKinds.map((kind) => form(kind, translate, claims));
}

function form(kind: WritableKind, translate: Translate, claims: ClaimTables): Form {
  const fields = fieldsOf(kind);
  const defaultLife = typeof kind.life === 'function' ? 'by-fields' : kind.life.default;
  return {
    kind: kind.id,
    label: translate(kind.label),
    description: translate(kind.description),
    takesSecrets: takesSecrets(kind.writing),
    takesKeyPairs: !takesOnlySecrets(kind.writing),
    fields: fields.map((field) => describe(field, translate)),
    ...(defaultLife !== undefined && { defaultLife }),
    members: {
      claims: hints({ ...claims.common, ...kind.claims }, fields, translate),
      header: hints(claims.header, fields, translate),
    },
  };
}

function describe(field: Field, translate: Translate): Field {
  return {
    ...field,
    label: translate(field.label),
    help: translate(field.help),
    ...(field.optionNames && { optionNames: field.optionNames.map((name) => translate(name)) }),
    ...(field.type === 'acl' && {
      default: field.default === undefined ? undefined : aclInput(field.default),
      options: (field.options ?? []).map(aclInput),
    }),
    // Where a kind leaves the algorithm to the key, all are offered.
    ...(field.type === 'algorithm' && !field.options && { options: [...ALGORITHMS.map(({ name }) => name), NONE] }),
  };
}

/** Claims that no field of the form brings, each with a value to begin with. */
function hints(descriptions: ClaimDescriptions, fields: readonly Field[], translate: Translate): readonly MemberHint[] {
  const ofFields = new Set(fields.map(({ claim }) => claim));
  return Object.entries(descriptions)
    .filter(([name]) => !ofFields.has(name))
    .map(([name, description]) => ({
      name,
      meaning: translate(description.meaning),
      example: description.values?.[0] ?? examples[description.type],
    }));
}

const examples: Readonly<Record<ClaimDescription['type'], unknown>> = {
  string: '',
  number: 0,
  time: 0,
  boolean: true,
  object: {},
  array: [],
  'string-or-array': '',
};
