import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClaimTables } from '../src/kinds/claims.ts';

/** What claims mean, as the extension reads it. */
export const claims = readClaimTables(
  readFileSync(join(import.meta.dirname, '..', 'src', 'kinds', 'claims.txt'), 'utf8'),
);
