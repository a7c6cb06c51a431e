import { httpMethods } from '../src/kinds/acl.ts';
import { fieldsOf } from '../src/kinds/fields.ts';
import { takesOnlySecrets, writableKinds } from '../src/kinds/index.ts';
import type { Field, FieldType, WritableKind } from '../src/kinds/kind.ts';
import { hasPlace } from '../src/kinds/offers.ts';

/** A JSON schema, as VS Code's JSON support reads it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const keyReference = '^(file:.+|env:[\\w.-]+|secret:[\\w.-]+|vonage-config)$';

/** The schema of each type of field. */
const types: Readonly<Record<FieldType, (field: Field) => JsonSchema>> = {
  text: ({ maxLength }) => ({ type: 'string', minLength: 1, ...(maxLength !== undefined && { maxLength }) }),
  uuid: ({ reference }) => ({
    type: 'string',
    pattern: `^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}${reference ? '|env:[\\w.-]+|vonage-config' : ''})$`,
    patternErrorMessage: 'Enter a UUID, "env:NAME" or "vonage-config".',
  }),
  id: () => ({ type: ['string', 'integer'], minLength: 1 }),
  key: () => ({
    type: 'string',
    pattern: keyReference,
    patternErrorMessage:
      'Enter "file:private.key", "env:NAME", "secret:NAME" or "vonage-config"; never the key itself.',
    defaultSnippets: [
      { label: 'file:', body: `file:${placeholder(1, 'private.key')}`, description: 'A key file in the workspace' },
      {
        label: 'env:',
        body: `env:${placeholder(1, 'NAME')}`,
        description: "A variable of the workspace's .env, or of the environment",
      },
      {
        label: 'secret:',
        body: `secret:${placeholder(1, 'name')}`,
        description: 'A secret that "JWT: Store Secret…" stored',
      },
      { label: 'vonage-config', body: 'vonage-config', description: "The private key of Vonage's CLI" },
    ],
  }),
  algorithm: ({ options }) => ({
    type: 'string',
    ...(options ? { enum: options } : { examples: ['RS256', 'ES256', 'EdDSA', 'HS256', 'PS256'] }),
  }),
  duration: ({ options, signed }) => ({
    type: ['string', 'integer'],
    pattern: `^${signed ? '-?' : ''}\\d+[smhd]?$`,
    patternErrorMessage: 'Enter a number of seconds, or a duration like "90s", "15m", "24h" or "7d".',
    examples: options,
  }),
  time: () => ({
    type: ['string', 'integer'],
    pattern: '^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?$',
    patternErrorMessage: 'Enter a Unix time in seconds, or a time like "2030-01-31T12:00:00Z".',
    examples: ['2030-01-31T12:00:00Z'],
  }),
  choice: ({ options }) => ({ type: 'string', enum: options }),
  choices: ({ options }) => ({ type: 'array', items: { enum: options }, minItems: 1, uniqueItems: true }),
  flag: () => ({ type: 'boolean' }),
  words: () => ({ type: ['string', 'array'], minLength: 1, items: { type: 'string' } }),
  list: () => ({ type: ['string', 'array'], minLength: 1, items: { type: 'string' } }),
  acl: ({ options }) => ({
    type: 'object',
    required: ['paths'],
    properties: {
      paths: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: {
            methods: { type: 'array', items: { type: 'string', examples: httpMethods } },
            filters: { type: 'object' },
          },
        },
      },
    },
    examples: options,
  }),
  object: () => ({ type: 'object' }),
};

/** The schema of a field's value, with its help. */
export function fieldSchema(field: Field): JsonSchema {
  return {
    ...types[field.type](field),
    description: field.help,
    ...(field.default !== undefined && { default: field.default }),
  };
}

/** The schema of one recipe: its kind decides which fields it has. */
export function recipeSchema(): JsonSchema {
  return {
    type: 'object',
    required: ['kind'],
    properties: {
      kind: {
        type: 'string',
        enum: writableKinds.map(({ id }) => id),
        enumDescriptions: writableKinds.map(({ description }) => description),
      },
    },
    defaultSnippets: writableKinds.map((kind) => ({
      label: kind.label,
      description: kind.description,
      body: snippet(kind),
    })),
    allOf: writableKinds.map((kind) => ({
      if: { properties: { kind: { const: kind.id } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: kindSchema(kind),
    })),
  };
}

function kindSchema(kind: WritableKind): JsonSchema {
  const fields = fieldsOf(kind);
  return {
    required: requiredNames(fields.filter(({ when }) => !when)),
    properties: { kind: true, ...Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])) },
    additionalProperties: false,
    ...conditions(fields),
  };
}

function requiredNames(fields: readonly Field[]): readonly string[] {
  return fields.filter(({ required, default: value }) => required && value === undefined).map(({ name }) => name);
}

/** For each value that decides which fields there are: those that it requires, and the others are none. */
function conditions(fields: readonly Field[]): JsonSchema {
  const names = [...new Set(fields.flatMap(({ when = {} }) => Object.keys(when)))];
  const allOf = names.flatMap((name) =>
    (fields.find((field) => field.name === name)?.options ?? []).map((value) => ({
      if: { properties: { [name]: { const: value } }, required: [name] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: {
        required: requiredNames(fields.filter(({ when }) => when?.[name]?.includes(String(value)))),
        properties: Object.fromEntries(
          fields.filter((field) => !hasPlace(fields, field, { [name]: value })).map((field) => [field.name, false]),
        ),
      },
    })),
  );
  return allOf.length > 0 ? { allOf } : {};
}

function snippet(kind: WritableKind): JsonSchema {
  const required = fieldsOf(kind).filter(({ required: needed, when }) => needed && !when);
  return {
    kind: kind.id,
    ...Object.fromEntries(required.map((field, i) => [field.name, example(kind, field, i + 1)])),
  };
}

function example({ writing }: WritableKind, { name, type, options }: Field, number: number): string {
  if (type === 'choice') return `\${${number}|${options?.join(',')}|}`;
  // No words, as those would need translation: what stands for itself in every language.
  if (type !== 'key') return placeholder(number, name);
  return placeholder(number, takesOnlySecrets(writing) ? 'secret:name' : 'file:private.key');
}

/** A place that a snippet leads the cursor to. */
function placeholder(number: number, text: string): string {
  return `\${${number}:${text}}`;
}
