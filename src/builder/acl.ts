import { isObject, parseValue } from '../jwt/json.ts';
import { aclAllows, aclFault } from '../kinds/acl.ts';
import type { AclInput, AclRow } from './protocol.ts';

/** What is wrong with one row of an ACL, or with its JSON text where there is no row. */
export interface AclInputFault {
  readonly row?: number;
  readonly reason: 'path' | 'methods' | 'filters' | 'duplicate-path' | 'not-json';
}

/** The ACL that an input stands for, as far as it stands for one, and what is wrong with the rows. */
export function readAcl(input: AclInput): { readonly acl?: unknown; readonly faults: readonly AclInputFault[] } {
  if ('text' in input) {
    const acl = parseValue(input.text);
    return acl === undefined ? { faults: [{ reason: 'not-json' }] } : { acl, faults: [] };
  }
  const { rows } = input;
  const acl = { paths: Object.fromEntries(rows.map((row) => [row.path, rule(row)])) };
  const faults = rows.flatMap((row, index): AclInputFault[] => {
    const reason = rowFault(rows, row, index);
    return reason ? [{ row: index, reason }] : [];
  });
  return { acl, faults };
}

/** The input that stands for an ACL: rows where it has their form, else its JSON text. */
export function aclInput(acl: unknown): AclInput {
  const rows = aclRows(acl);
  return rows ? { rows } : { text: JSON.stringify(acl, null, 2) };
}

/** What a request's address has beside its path. */
const NO_PATH = /^\s*https?:\/\/[^/?#\s]*|[?#].*$|\s+$/gi;

/**
 * Whether an ACL lets a request through, and the first of its rows that does.
 * @param path of the request, or its whole address
 * @param method empty: any
 * @returns `allowed` is absent where the ACL has not the form of one
 */
export function tryPath(
  input: AclInput,
  path: string,
  method: string,
): { readonly allowed?: boolean; readonly row?: number } {
  const { acl, faults } = readAcl(input);
  if (faults.length > 0 || aclFault(acl) !== undefined) return {};
  const { paths } = acl as Parameters<typeof aclAllows>[0];
  const row = Object.entries(paths).findIndex(([pattern, rule]) =>
    aclAllows({ paths: { [pattern]: rule } }, path.replace(NO_PATH, ''), method || undefined),
  );
  return row < 0 ? { allowed: false } : { allowed: true, row };
}

function aclRows(acl: unknown): readonly AclRow[] | undefined {
  if (!hasOnly(acl, ['paths']) || !isObject(acl.paths)) return undefined;
  const rows = Object.entries(acl.paths).map(([path, rule]) => aclRow(path, rule));
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

function aclRow(path: string, rule: unknown): AclRow | undefined {
  if (!hasOnly(rule, ['methods', 'filters'])) return undefined;
  const { methods = [], filters } = rule;
  if (!Array.isArray(methods) || !methods.every((method) => typeof method === 'string')) return undefined;
  // An empty list of methods allows none; a row without methods allows all.
  if (rule.methods !== undefined && methods.length === 0) return undefined;
  return { path, methods, filters: filters === undefined ? '' : JSON.stringify(filters) };
}

function rule({ methods, filters }: AclRow): object {
  const parsed = filters.trim() === '' ? undefined : parseValue(filters);
  return { ...(methods.length > 0 && { methods }), ...(parsed !== undefined && { filters: parsed }) };
}

function rowFault(rows: readonly AclRow[], row: AclRow, index: number): AclInputFault['reason'] | undefined {
  if (row.filters.trim() !== '' && parseValue(row.filters) === undefined) return 'filters';
  if (rows.findIndex(({ path }) => path === row.path) !== index) return 'duplicate-path';
  const fault = aclFault({ paths: { [row.path]: rule(row) } });
  return fault?.reason === 'path' || fault?.reason === 'methods' || fault?.reason === 'filters'
    ? fault.reason
    : undefined;
}

function hasOnly(value: unknown, names: readonly string[]): value is Readonly<Record<string, unknown>> {
  return isObject(value) && Object.keys(value).every((name) => names.includes(name));
}
