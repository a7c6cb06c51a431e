import { findingAt } from '../jwt/findings.ts';
import { memberValue } from '../jwt/json.ts';
import type { Finding } from '../jwt/problem.ts';
import type { Token } from '../jwt/token.ts';
import type { KindCheck } from './kind.ts';

/** The shapes that the kinds' checks have, so that a row of a kind's table says only what is its own. */

type Row = Omit<KindCheck, 'find'>;

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

/** A check row that wants claims to be there, and not to be empty. */
export function requiredClaims(row: Row, claims: readonly string[]): KindCheck {
  return {
    ...row,
    *find(token) {
      const { payload } = token;
      if (!payload?.value) return;
      for (const claim of claims) {
        const value = memberValue(payload.value, claim);
        if (value === undefined || value === null || value === '') yield findingAt(payload, claim);
      }
    },
  };
}

/** A check row that wants one of the issuer's algorithms. */
export function algorithmCheck(row: Row, algorithms: readonly string[]): KindCheck {
  return {
    ...row,
    *find(token) {
      const algorithm = token.header.value?.alg;
      if (typeof algorithm === 'string' && !algorithms.includes(algorithm)) {
        yield findingAt(token.header, 'alg', { allowed: algorithms.join(', ') });
      }
    },
  };
}
