import { generalChecks } from '../src/inspection/checks.ts';
import type { Severity } from '../src/jwt/problem.ts';
import { kinds } from '../src/kinds/index.ts';
import { keyProblems } from '../src/vault/keyProblems.ts';

/** What the tables of the source say of one code. */
export interface ProblemRow {
  readonly code: string;
  /** The default severity. */
  readonly severity: Severity;
  /** The page of the one who issued the rule. */
  readonly source: string;
}

const rows: readonly ProblemRow[] = [
  ...generalChecks,
  ...kinds.flatMap(({ checks }) => checks),
  ...Object.values(keyProblems),
];

/** Every code once, in the order of the tables. */
export const problemRows: readonly ProblemRow[] = rows.filter(
  ({ code }, i) => rows.findIndex((row) => row.code === code) === i,
);
