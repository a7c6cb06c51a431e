import { findingAt } from '../jwt/findings.ts';
import { memberValue } from '../jwt/json.ts';
import type { Finding } from '../jwt/problem.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonObject, Token } from '../jwt/token.ts';
import { type Kind, type KindCheck, lifeOf, requiredOf } from './kind.ts';

/** The shapes that the kinds' checks have, so that a row of a kind's table says only what is its own. */

/** What a row of a kind says of its check, but for how it finds. */
export type Row = Omit<KindCheck, 'find'>;

/** A check row that looks at one claim where the token has it. */
export function claimCheck(
  row: Row,
  claim: string,
  judge: (value: unknown, token: Token) => boolean | Finding['data'],
): KindCheck {
  return {
    ...row,
    *find(token) {
      const { payload } = token;
      const value = memberValue(payload?.value, claim);
      if (!payload || value === undefined) return;
      const verdict = judge(value, token);
      if (verdict === false || verdict === undefined) return;
      yield findingAt(payload, claim, verdict === true ? undefined : verdict);
    },
  };
}

/** Whether a claim is absent, or as good as that: `null`, an empty text, an audience of nobody. */
export function isMissing(payload: JsonObject, claim: string): boolean {
  const value = memberValue(payload, claim);
  return value === undefined || value === null || value === '' || (claim === 'aud' && isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Whether a problem is that a claim is missing. */
export function saysMissing(code: string): boolean {
  return code.endsWith('.missing-claim');
}

/** A check row that wants claims to be there, and not to be empty. */
export function requiredClaims(kind: Pick<Kind, 'issuer' | 'required'>, row: Row): KindCheck {
  const { issuer = '' } = kind;
  return {
    ...row,
    *find({ header, payload }) {
      if (!payload?.value) return;
      for (const claim of requiredOf(kind, payload.value, header.value)) {
        if (isMissing(payload.value, claim)) yield findingAt(payload, claim, { issuer });
      }
    },
  };
}

/** A check row that wants one of the issuer's algorithms. */
export function algorithmCheck(row: Row, issuer: string, algorithms: readonly string[]): KindCheck {
  return {
    ...row,
    *find({ header }) {
      const algorithm = header.value?.alg;
      if (typeof algorithm === 'string' && !algorithms.includes(algorithm)) {
        yield findingAt(header, 'alg', { issuer, allowed: algorithms.join(', ') });
      }
    },
  };
}

/** A check row about the longest life. It measures from `iat`; of a token that is being made, from now at the latest, so that no issue to come puts the limit off. */
export function lifetimeCheck(kind: Pick<Kind, 'issuer' | 'life' | 'issuedBack'>, row: Row): KindCheck {
  const { issuer = '', issuedBack = 0 } = kind;
  return {
    ...row,
    ...(issuedBack > 0 && {
      messages: { 'from-now': '{issuer} accepts an `exp` of at most {longest} from now; this token has {life}.' },
    }),
    *find({ header, payload }, { now, tolerance, isNew }) {
      const { longest } = lifeOf(kind, payload?.value, header.value);
      const { iat, exp } = payload?.value ?? {};
      if (!payload || longest === undefined || !isTime(exp)) return;
      const issued = isTime(iat) ? iat : Number.POSITIVE_INFINITY;
      const life = exp - (isNew ? Math.min(issued, now / 1000 - issuedBack) : issued);
      if (life <= longest + tolerance) return;
      const fromNow = isNew &&
        issuedBack > 0 && { reason: 'from-now', longest: longest - issuedBack, life: life - issuedBack };
      yield findingAt(payload, 'exp', { issuer, longest, life: Math.ceil(life), ...fromNow });
    },
  };
}
