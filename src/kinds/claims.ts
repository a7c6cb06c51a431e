import type { JsonObject } from '../jwt/token.ts';
import { type Issuer, issuerOf } from './issuers.ts';
import type { ClaimDescription, ClaimDescriptions, Kind } from './kind.ts';

/** What claims and header parameters mean, in any token or in those of an issuer. */
export interface ClaimTables {
  /** The claims of RFC 7519, OpenID Connect and OAuth, which people write themselves. */
  readonly common: ClaimDescriptions;
  /** What claims mean in a token of an issuer; else as IANA registered them, else as the first issuer has it that uses the name. */
  readonly of: (issuer: Issuer | undefined) => ClaimDescriptions;
  /** Header parameters. */
  readonly header: ClaimDescriptions;
  /** Each table, for the texts that are translated. */
  readonly all: readonly ClaimDescriptions[];
}

/** What the claims of a token mean: as its kind has it, else as its issuer, else as anybody. */
export function claimsOf(tables: ClaimTables, kind: Kind, payload: JsonObject | undefined): ClaimDescriptions {
  return { ...tables.of(issuerOf(payload)), ...kind.claims };
}

/** What is known of a claim, by its name or by what begins it, up to a colon; `undefined` where that is nothing. */
export function descriptionOf(descriptions: ClaimDescriptions, name: string): ClaimDescription | undefined {
  const known = [name, name.replace(/:.*/s, ':*')].find((each) => Object.hasOwn(descriptions, each));
  return known === undefined ? undefined : descriptions[known];
}

/** Whether a claim holds a time: by what is known of it, else by a name that says so. */
export function holdsTime(descriptions: ClaimDescriptions, name: string): boolean {
  const description = descriptionOf(descriptions, name);
  return description ? description.type === 'time' : /(_at|_time)$/.test(name);
}

/** The letters of the types; a claim without one is a string. */
const TYPES: Readonly<Record<string, ClaimDescription['type']>> = {
  a: 'string-or-array',
  b: 'boolean',
  l: 'array',
  n: 'number',
  o: 'object',
  t: 'time',
};

/** Values to offer in completion. */
const VALUES: Readonly<Record<string, readonly string[]>> = { typ: ['JWT', 'at+jwt'] };

/**
 * Reads claims.txt, which is no part of the code: only who reads a token needs it. After a line with `@`, whose claims
 * they are and the page that explains them, each line has a name, perhaps the letter of a type, and what it means. A name
 * that ends in `:*` is that of all that begin so.
 */
export function readClaimTables(text: string): ClaimTables {
  const tables: Record<string, Record<string, ClaimDescription>> = { common: {}, registered: {}, header: {} };
  let [table, source] = [tables.common, ''];
  for (const line of text.split('\n')) {
    const [, owner, page] = /^@(\w+) (.*)$/.exec(line) ?? [];
    if (owner !== undefined && page !== undefined) {
      tables[owner] ??= {};
      [table, source] = [tables[owner], page];
    }
    const [, name, type = '', meaning] = /^([^@\s]\S*?)(?:~(.))? (.*)$/.exec(line) ?? [];
    if (!table || name === undefined || meaning === undefined) continue;
    const values = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
    table[name] = { meaning, type: TYPES[type] ?? 'string', source, ...(values && { values }) };
  }
  const { header = {}, common = {}, registered = {}, ...ofIssuers } = tables;
  const ofAnybody = Object.assign({}, ...Object.values(ofIssuers).reverse(), registered, common);
  return {
    common,
    of: (issuer) => (issuer?.claims ? { ...ofAnybody, ...ofIssuers[issuer.claims] } : ofAnybody),
    header,
    all: Object.values(tables),
  };
}
