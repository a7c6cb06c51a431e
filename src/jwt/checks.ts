import { criticalFindings } from './critical.ts';
import { findingAt, rfc } from './findings.ts';
import { duplicateMembers, memberValue } from './json.ts';
import type { Check, CheckContext, Problem } from './problem.ts';
import { timeChecks } from './timeChecks.ts';
import type { Token } from './token.ts';

/**
 * The problems that checks find in a token, in the order of the checks and of each check's findings.
 * @param replaced codes of checks to leave out, because others stand in for them
 */
export function runChecks(
  token: Token,
  checks: readonly Check[],
  context: CheckContext,
  replaced: readonly string[] = [],
): Problem[] {
  return checks
    .filter(({ code }) => !replaced.includes(code))
    .flatMap(({ code, severity, find }) =>
      [...find(token, context)].map((finding) => ({ ...finding, code, severity })),
    );
}

/** The checks that hold for a token of any kind. */
export const generalChecks: readonly Check[] = [
  {
    // data: `part`, and `reason`: a fault's, `algorithm` for an `alg` that is no string, or one of critical.ts
    code: 'malformed',
    severity: 'error',
    source: rfc(7519, '7.2'),
    *find({ text, header, faults }) {
      for (const { part, reason, offset } of faults) {
        const tokenSpan = { start: offset, end: Math.min(offset + 1, text.length) };
        yield { ...((part === 'header' || part === 'payload') && { part }), tokenSpan, data: { part, reason } };
      }
      if (!header.value) return;
      if (typeof memberValue(header.value, 'alg') !== 'string') {
        yield findingAt(header, 'alg', { part: header.name, reason: 'algorithm' });
      }
      yield* criticalFindings(header);
    },
  },
  {
    code: 'unsigned',
    severity: 'warning',
    source: rfc(7519, '6'),
    *find({ form, header }) {
      if (form === 'jws' && memberValue(header.value, 'alg') === 'none') yield findingAt(header, 'alg');
    },
  },
  {
    code: 'duplicate-claim',
    severity: 'warning',
    source: rfc(7519, '4'),
    *find({ header, payload }) {
      for (const part of payload ? [header, payload] : [header]) {
        for (const { name, nameSpan } of part.root ? duplicateMembers(part.root) : []) {
          yield { part: part.name, claim: name, span: nameSpan };
        }
      }
    },
  },
  ...timeChecks,
  {
    code: 'signature-invalid',
    severity: 'error',
    source: rfc(7515, '5.2'),
    // data: `form`: of a JWE, that it does not decrypt
    *find({ form, parts }, { signature }) {
      const tokenSpan = parts.at(-1);
      if (signature === 'invalid' && tokenSpan) yield { tokenSpan, ...(form === 'jwe' && { data: { form } }) };
    },
  },
];
