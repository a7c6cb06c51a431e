import { isObject } from '../jwt/json.ts';
import type { AclRow, FormDraft, Method, Request } from './protocol.ts';

/** The longest text of a message, in UTF-16 units: no token or form that anybody means comes near. */
const longest = 1_000_000;

type Guard = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Guard>>;

const isText: Guard = (value) => typeof value === 'string' && value.length <= longest;
const isTexts: Guard = (value) => Array.isArray(value) && value.length <= 1000 && value.every(isText);
const optional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);
const oneOf =
  (...values: readonly unknown[]): Guard =>
  (value) =>
    values.includes(value);
const listOf =
  (guard: Guard): Guard =>
  (value) =>
    Array.isArray(value) && value.length <= 1000 && value.every(guard);

/** An object with these members and no others. */
const shaped =
  (shape: Shape): Guard =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((name) => Object.hasOwn(shape, name)) &&
    Object.entries(shape).every(([name, guard]) => guard(value[name]));

const isAclRow = shaped({ path: isText, methods: isTexts, filters: isText } satisfies Record<keyof AclRow, Guard>);
const isAclInput: Guard = (value) => shaped({ rows: listOf(isAclRow) })(value) || shaped({ text: isText })(value);
const isInput: Guard = (value) => typeof value === 'boolean' || [isText, isTexts, isAclInput].some((is) => is(value));
const isDraft = shaped({
  kind: isText,
  inputs: (value) => isObject(value) && Object.values(value).every(isInput),
} satisfies Record<keyof FormDraft, Guard>);

/** The parameters of each request. */
const parameters: Readonly<Record<Method, Guard>> = {
  start: shaped({}),
  check: shaped({ draft: isDraft }),
  create: shaped({ draft: isDraft, recipe: optional(isText) }),
  look: shaped({ token: isText }),
  paste: shaped({ text: isText }),
  dismiss: shaped({}),
  tryPath: shaped({ acl: isAclInput, path: isText, method: isText }),
  openRecipe: shaped({ name: isText }),
  saveRecipe: shaped({ name: isText, draft: isDraft }),
  renameRecipe: shaped({ name: isText, to: isText }),
  deleteRecipe: shaped({ name: isText }),
  generateKey: shaped({ kind: isText }),
  storeSecret: shaped({ kind: isText }),
  browseKey: shaped({ kind: isText }),
  pasteKey: shaped({ kind: isText }),
  copy: shaped({ token: isText, as: oneOf('token', 'header') }),
  insertHeader: shaped({ token: isText }),
  openAsJson: shaped({ token: isText }),
  followWay: shaped({ title: isText }),
  manageTrust: shaped({}),
};

/** Reads a message of the page; `undefined` for what is no request of the protocol. */
export function requestIn(message: unknown): Request | undefined {
  if (!shaped({ type: oneOf('request'), id: isId, method: isText, params: isObject })(message)) return undefined;
  const { method, params } = message as { readonly method: string; readonly params: unknown };
  const guard = Object.hasOwn(parameters, method) ? parameters[method as Method] : undefined;
  return guard?.(params) ? (message as Request) : undefined;
}

/** The id of a request that is refused, so that the page need not wait for its reply; `undefined` where there is none. */
export function refusedId(message: unknown): number | undefined {
  return isObject(message) && isId(message.id) ? message.id : undefined;
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
