import { isObject } from '../jwt/json.ts';
import { DEFAULT_SECRET_ENCODING, SECRET_ENCODINGS } from '../jwt/key.ts';
import { parseDuration } from '../jwt/time.ts';
import { takesSecrets } from './index.ts';
import type { Field, FieldType, WritableKind } from './kind.ts';
import { hasPlace } from './offers.ts';

/** Why a field's value is not of its type; worded at the edge. */
export type FieldFault =
  | 'empty'
  | 'not-text'
  | 'not-a-duration'
  | 'not-a-time'
  | 'not-an-option'
  | 'not-a-flag'
  | 'not-an-object'
  | 'not-words'
  | 'not-an-id'
  | 'not-a-list'
  | 'not-of-the-form';

/** A field's value after checking: durations and times in seconds, lists of words as one text. */
export type FieldResult = { readonly value: unknown } | { readonly fault: FieldFault };

const isText = (value: unknown): value is string => typeof value === 'string';
const text = (value: unknown): FieldResult => (isText(value) ? { value } : { fault: 'not-text' });
const fallible = (value: unknown, fault: FieldFault): FieldResult => (value === undefined ? { fault } : { value });

/** How each type of field is read from a recipe. What an issuer demands of the value is judged on the claim, by the kind's checks. */
const readers: Readonly<Record<FieldType, (value: unknown, field: Field) => FieldResult>> = {
  text,
  uuid: text,
  id: (value) => (isText(value) || Number.isSafeInteger(value) ? { value } : { fault: 'not-an-id' }),
  key: text,
  algorithm: text,
  choice: text,
  acl: (value) => ({ value }),
  flag: (value) => (typeof value === 'boolean' ? { value } : { fault: 'not-a-flag' }),
  object: (value) => (isObject(value) ? { value } : { fault: 'not-an-object' }),
  duration: (value, { signed }) => fallible(readDuration(value, signed === true), 'not-a-duration'),
  time: (value) => fallible(readTime(value), 'not-a-time'),
  words: (value) =>
    isText(value)
      ? { value }
      : Array.isArray(value) && value.every(isText)
        ? { value: value.join(' ') }
        : { fault: 'not-words' },
  list: (value) =>
    isText(value)
      ? { value: [value] }
      : Array.isArray(value) && value.every(isText)
        ? { value }
        : { fault: 'not-a-list' },
  choices: (value, field) =>
    Array.isArray(value) && value.every((item) => field.options?.includes(item))
      ? { value }
      : { fault: 'not-an-option' },
};

/** A length of time in seconds; with `signed` also a negative one, `-5m`. */
function readDuration(value: unknown, signed: boolean): number | undefined {
  const isNegative = signed && String(value).startsWith('-');
  const seconds = parseDuration(isNegative ? String(value).slice(1) : value);
  return seconds !== undefined && isNegative ? -seconds : seconds;
}

/** Nothing, white space, or a list of no more than these. */
const isBlank = (value: unknown): boolean =>
  value === null || (isText(value) ? value.trim() === '' : Array.isArray(value) && value.every(isBlank));

/** Reads a field's value. A field that is there and empty is refused, never taken for an absent one. */
export function readField(field: Field, value: unknown): FieldResult {
  if (isBlank(value)) return { fault: 'empty' };
  const result = readers[field.type](value, field);
  return 'value' in result && field.type === 'choice' && !field.claim && !field.options?.includes(value)
    ? { fault: 'not-an-option' }
    : result;
}

/**
 * Seconds since the epoch from a number of seconds or an ISO 8601 text; a fraction of a second is cut. As ECMAScript has
 * it, a date alone is UTC, and a time without a zone is local.
 */
function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const [, date] =
    (isText(value) && /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(value)) || [];
  if (!isText(value) || date === undefined || !isCalendarDate(date)) return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

/** `Date.parse` takes 31 February for 3 March. */
function isCalendarDate(date: string): boolean {
  const milliseconds = Date.parse(date);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
}

const rfc7519 = 'https://www.rfc-editor.org/rfc/rfc7519';

const keyField: Field = {
  name: 'key',
  type: 'key',
  label: 'Key',
  help: 'The key that signs: `file:private.key`, `env:NAME`, `secret:NAME` or `vonage-config`.',
  required: true,
  reference: true,
};

const algorithmField: Field = {
  name: 'algorithm',
  type: 'algorithm',
  label: 'Algorithm',
  help: 'The algorithm that signs.',
  source: 'https://www.rfc-editor.org/rfc/rfc7518#section-3.1',
  claim: 'alg',
};

const secretEncodingField: Field = {
  name: 'secretEncoding',
  type: 'choice',
  label: 'Secret encoding',
  help: 'How the secret is encoded: as plain text (utf8), base64, base64url or hex.',
  default: DEFAULT_SECRET_ENCODING,
  options: SECRET_ENCODINGS,
};

const lifeFields: readonly Field[] = [
  {
    name: 'expiresIn',
    type: 'duration',
    label: 'Expires in',
    help: 'How long the token is valid: seconds, or `90s`, `15m`, `24h`, `7d`.',
    source: `${rfc7519}#section-4.1.4`,
    options: ['5m', '15m', '1h', '8h', '24h'],
    claim: 'exp',
    excludes: 'expiresAt',
  },
  {
    name: 'expiresAt',
    type: 'time',
    label: 'Expires at',
    help: 'When the token expires (instead of "Expires in"): Unix time in seconds, or ISO 8601.',
    source: `${rfc7519}#section-4.1.4`,
    claim: 'exp',
  },
];

const freeFields: readonly Field[] = [
  {
    name: 'claims',
    type: 'object',
    label: 'Claims',
    help: 'More claims, added last; they replace claims of the same name.',
    source: `${rfc7519}#section-4`,
  },
  {
    name: 'header',
    type: 'object',
    label: 'Header',
    help: 'More header parameters, added last; they replace parameters of the same name.',
    source: 'https://www.rfc-editor.org/rfc/rfc7515#section-4',
  },
];

/** All fields of a kind's recipes, in the order in which they are asked for and shown. */
export function fieldsOf({ writing }: WritableKind): readonly Field[] {
  const { algorithms, fields, asks = [] } = writing;
  const common = [
    keyField,
    algorithms ? { ...algorithmField, options: algorithms } : algorithmField,
    ...(takesSecrets(writing) ? [secretEncodingField] : []),
    ...lifeFields,
    ...freeFields,
  ];
  return [...fields, ...common.map((field): Field => (asks.includes(field.name) ? { ...field, asked: true } : field))];
}

/** The fields that a recipe with these values can have: some are there only where another has a certain value. */
export function fieldsFor(kind: WritableKind, values: Readonly<Record<string, unknown>>): readonly Field[] {
  const fields = fieldsOf(kind);
  return fields.filter((field) => hasPlace(fields, field, values));
}
