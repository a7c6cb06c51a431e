import { member, parseJson } from '../jwt/json.ts';
import type { Finding } from '../jwt/problem.ts';
import type { JsonPart, Token } from '../jwt/token.ts';
import type { KindCheck } from './kind.ts';

/** The shapes that the kinds' checks have, so that a row of a kind's table says only what is its own. */

type Row = Omit<KindCheck, 'find'>;

/** Where a claim stands in a part: the finding's place. */
export function at(part: JsonPart | undefined, claim: string): Finding {
  const found = part?.text === undefined || part.value === undefined ? undefined : member(parseJson(part.text), claim);
  const name = part?.name ?? 'payload';
  return found
    ? { part: name, claim, span: { start: found.value.start, end: found.value.end } }
    : { part: name, claim };
}

/** A check row that looks at one claim where the token has it. */
export function claimCheck(
  row: Row,
  claim: string,
  judge: (value: unknown, token: Token) => boolean | Finding['data'],
): KindCheck {
  return {
    ...row,
    *find(token) {
      const value = token.payload?.value?.[claim];
      if (value === undefined) return;
      const verdict = judge(value, token);
      if (verdict === false || verdict === undefined) return;
      yield { ...at(token.payload, claim), ...(verdict === true ? {} : { data: verdict }) };
    },
  };
}

/** A check row that wants claims to be there. */
export function requiredClaims(row: Row, claims: readonly string[]): KindCheck {
  return {
    ...row,
    *find(token) {
      const payload = token.payload?.value;
      if (!payload) return;
      for (const claim of claims) {
        if (payload[claim] === undefined || payload[claim] === '' || payload[claim] === null)
          yield { part: 'payload', claim, data: { claim } };
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
        yield { ...at(token.header, 'alg'), data: { allowed: algorithms.join(', ') } };
      }
    },
  };
}
