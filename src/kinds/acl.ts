/**
 * A Vonage access control list: `{"paths": {"<path>": {"methods": […], "filters": {…}}}}`, both inner members optional.
 * In a path `*` stands for one segment and `**` for the rest.
 */
export interface Acl {
  readonly paths: Readonly<Record<string, { readonly methods?: readonly string[]; readonly filters?: object }>>;
}

export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** What is wrong with the form of an ACL, as a code for the words and the path it is about; `undefined` where it is well formed. */
export type AclFault =
  | { readonly reason: 'not-an-object' | 'no-paths' }
  | { readonly reason: 'path' | 'rule' | 'methods' | 'filters'; readonly path: string };

/** Judges the form of an ACL. */
export function aclFault(acl: unknown): AclFault | undefined {
  if (!isObject(acl)) return { reason: 'not-an-object' };
  const paths = acl.paths;
  if (!isObject(paths) || Object.keys(paths).length === 0) return { reason: 'no-paths' };
  for (const [path, rule] of Object.entries(paths)) {
    if (!/^\/\S*$/u.test(path)) return { reason: 'path', path };
    if (!isObject(rule)) return { reason: 'rule', path };
    const { methods, filters } = rule as { methods?: unknown; filters?: unknown };
    if (methods !== undefined && !isMethodList(methods)) return { reason: 'methods', path };
    if (filters !== undefined && !isObject(filters)) return { reason: 'filters', path };
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
        rule.methods.some((m) => m.toUpperCase() === method.toUpperCase())),
  );
}

/** Whether a well-formed ACL lets a client into a video session, by any of the paths that Vonage's SDKs and pages name. */
export function grantsSession(acl: Acl): boolean {
  return ['/session/1', '/v2/session/1', '/v2/sessions/1'].some((path) => aclAllows(acl, path));
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const rest = pattern.indexOf('**');
  const fixed = rest < 0 ? pattern : pattern.slice(0, rest);
  if (rest < 0 ? path.length !== pattern.length : path.length < fixed.length) return false;
  return fixed.every((segment, i) => segment === '*' || segment === path[i]);
}

function isMethodList(value: unknown): boolean {
  return Array.isArray(value) && value.every((m) => typeof m === 'string' && /^[A-Za-z]+$/.test(m));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
