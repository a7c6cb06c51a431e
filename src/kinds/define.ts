import { algorithmCheck, lifetimeCheck, type Row, requiredClaims } from './checks.ts';
import type { ClaimDescription, Field, Kind } from './kind.ts';

/** What each claim means; a text alone is about a string. */
export type ClaimTexts = Readonly<Record<string, string | ClaimDescription>>;

/** What a kind's file says of it; what follows from that is added. */
type KindData = Omit<Kind, 'claims'> & {
  readonly issuer: string;
  readonly claims: ClaimTexts;
  /** The issuer's page about its tokens. */
  readonly source: string;
};

/**
 * A kind with what follows from its data: the checks of required claims, algorithms and the longest life, and its page
 * as the source of each claim and field that names no other.
 */
export function defineKind({ source, claims, writing, ...kind }: KindData): Kind {
  const { id, family = id, issuer, life } = kind;
  const row = (name: string, message: string): Row => ({
    code: `${family}.${name}`,
    severity: 'error',
    source,
    message,
  });
  const algorithms = writing?.algorithms;
  const hasLongest = typeof life === 'function' || life.longest !== undefined;
  return {
    ...kind,
    claims: Object.fromEntries(
      Object.entries(claims).map(([name, claim]) => [
        name,
        typeof claim === 'string' ? { meaning: claim, type: 'string', source } : { source, ...claim },
      ]),
    ),
    ...(writing && { writing: { ...writing, fields: writing.fields.map((own) => ({ source, ...own })) } }),
    checks: [
      ...(kind.required.length > 0 ? [requiredClaims(kind, row('missing-claim', '{issuer} requires `{claim}`.'))] : []),
      ...(algorithms
        ? [algorithmCheck(row('wrong-algorithm', '{issuer} accepts {allowed} only.'), issuer, algorithms)]
        : []),
      ...(hasLongest
        ? [
            lifetimeCheck(
              kind,
              row(
                'lifetime-too-long',
                '{issuer} accepts a lifetime of at most {longest}; this token has {life}. Set `exp` to at most {longest} after `iat`.',
              ),
            ),
          ]
        : []),
      ...kind.checks,
    ],
  };
}

/** A field of a kind's recipes: a text, if `more` does not say otherwise. */
export function field(name: string, label: string, help: string, more: Partial<Field> = {}): Field {
  return { name, type: 'text', label, help, ...more };
}
