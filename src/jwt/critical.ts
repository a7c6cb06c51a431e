import type { JsonNode } from './json.ts';
import { member, memberValue } from './json.ts';
import type { Finding } from './problem.ts';
import type { JsonPart } from './token.ts';

/** Header parameters of RFC 7515, 7516 and 7518, which every implementation must understand and `crit` must not name. */
const REGISTERED: ReadonlySet<string> = new Set(
  'alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c'.split(' '),
);

/**
 * What is wrong with a header's `crit` (RFC 7515 section 4.1.11). `data.reason` is `crit-not-a-list` (of names),
 * `crit-empty`, or of the name in `data.name`: `crit-registered`, `crit-duplicate`, `crit-absent`, `crit-unknown`.
 *
 * `b64` is understood where it is `true`: a JWT is always base64url encoded (RFC 7797 section 7).
 */
export function* criticalFindings(header: JsonPart): Generator<Finding> {
  const list = member(header.root, 'crit')?.value;
  if (!list) return;
  const finding = ({ start, end }: JsonNode, reason: string, name?: string): Finding => ({
    part: header.name,
    claim: 'crit',
    span: { start, end },
    data: { part: header.name, reason, ...(name !== undefined && { name }) },
  });
  if (list.type !== 'array') return yield finding(list, 'crit-not-a-list');
  if (list.items.length === 0) yield finding(list, 'crit-empty');

  const seen = new Set<string>();
  for (const item of list.items) {
    if (item.type !== 'string') {
      yield finding(item, 'crit-not-a-list');
      continue;
    }
    const reason = reasonAgainst(item.value, seen, header);
    if (reason) yield finding(item, reason, item.value);
    seen.add(item.value);
  }
}

function reasonAgainst(name: string, seen: ReadonlySet<string>, header: JsonPart): string | undefined {
  if (REGISTERED.has(name)) return 'crit-registered';
  if (seen.has(name)) return 'crit-duplicate';
  if (!Object.hasOwn(header.value ?? {}, name)) return 'crit-absent';
  return name === 'b64' && memberValue(header.value, name) === true ? undefined : 'crit-unknown';
}
