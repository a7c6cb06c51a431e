import { kinds } from '../kinds/index.ts';
import { generalChecks } from './checks.ts';

const sources: ReadonlyMap<string, string> = new Map(
  [...generalChecks, ...kinds.flatMap(({ checks }) => checks)].map(({ code, source }) => [code, source]),
);

/** The page of the one who issued the rule behind a problem. */
export function problemSource(code: string): string | undefined {
  return sources.get(code);
}
