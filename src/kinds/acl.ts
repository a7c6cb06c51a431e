import { isObject } from '../jwt/json.ts';
/**
 * A Vonage access control list: `{"paths": {"<path>": {"methods": […], "filters": {…}}}}`, both inner members optional.
 * In a path `*` stands for one segment and `**` for the rest.
 */
export interface Acl {
  readonly paths: Readonly<Record<string, { readonly methods?: readonly string[]; readonly filters?: object }>>;
}

/** The methods that a path of an ACL may name. */
export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** What is wrong with the form of an ACL, as a code and the path that it is about. */
export type AclFault =
  | { readonly reason: 'not-an-object' | 'no-paths' }
  | { readonly reason: 'path' | 'rule' | 'methods' | 'filters'; readonly path: string };

/** Judges the form of an ACL; `undefined` where it is well formed. `[]` counts as `{}`. */
export function aclFault(acl: unknown): AclFault | undefined {
  if (!isObject(acl)) return { reason: 'not-an-object' };
  const paths = members(acl.paths);
  if (!paths) return { reason: 'no-paths' };
  for (const [path, value] of Object.entries(paths)) {
    if (!/^\/\S*$/u.test(path)) return { reason: 'path', path };
    const rule = members(value);
    if (!rule) return { reason: 'rule', path };
    const { methods, filters } = rule;
    if (methods !== undefined && !isMethodList(methods)) return { reason: 'methods', path };
    if (filters !== undefined && !members(filters)) return { reason: 'filters', path };
  }
  return undefined;
}

/** Whether a well-formed ACL lets a request through; without a method, whether any method gets through. */
export function aclAllows(acl: Acl, path: string, method?: string): boolean {
  return Object.entries(acl.paths).some(
    ([pattern, rule]) =>
      matches(pattern.split('/'), path.split('/')) &&
      (method === undefined ||
        rule.methods === undefined ||
        rule.methods.some((allowed) => allowed.toUpperCase() === method.toUpperCase())),
  );
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const rest = pattern.indexOf('**');
  const fixed = rest < 0 ? pattern : pattern.slice(0, rest);
  if (rest < 0 ? path.length !== pattern.length : path.length < fixed.length) return false;
  return fixed.every((segment, i) => segment === '*' || segment === path[i]);
}

// The paths that open a video session: Vonage's SDKs write `/session/**`, its pages `/*/session/**` and `/*/sessions/**`.
const sessionPaths: readonly RegExp[] = [
  // The segment itself, at the root or below one other.
  /^\/([^/]+\/)?sessions?(\/|$)/,
  // A wildcard in its place, or in that of the version before it.
  /^\/((\*|v[\d.]+)\/)?\*(\*|\/\*|$)/,
];

/** Whether a path of a well-formed ACL lets a client into a video session. */
export function grantsSession(acl: Acl): boolean {
  return Object.keys(acl.paths).some((path) => sessionPaths.some((form) => form.test(path)));
}

/** An object's members. PHP writes an empty object as `[]`, which Vonage takes: https://github.com/Nexmo/nexmo-developer/issues/2438 */
function members(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(value) ? value : Array.isArray(value) && value.length === 0 ? {} : undefined;
}

function isMethodList(value: unknown): boolean {
  return Array.isArray(value) && value.every((method) => typeof method === 'string' && /^[A-Za-z]+$/.test(method));
}
