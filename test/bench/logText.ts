import { createPrivateKey, sign } from 'node:crypto';
import type { Fixtures } from '../workspace.ts';

const WORDS =
  'request response user error connection timeout database service-worker retry handler GET POST /api/v2/users status started finished cache_miss queue payload bytes the of in for'.split(
    ' ',
  );

/** Ordinary log text of about so many characters with so many tokens spread over it; always the same. */
export function logText(length: number, tokens: readonly string[]): string {
  const random = generator();
  const pick = (count: number) => Math.floor(random() * count);
  const hex = (digits: number) => Array.from({ length: digits }, () => pick(16).toString(16)).join('');
  const lines: string[] = [];
  let written = 0;
  let placed = 0;
  while (written < length) {
    const words = Array.from({ length: 5 + pick(12) }, () => WORDS[pick(WORDS.length)]).join(' ');
    const time = `2026-03-${10 + pick(20)}T${10 + pick(14)}:${10 + pick(50)}:${10 + pick(50)}.${100 + pick(900)}Z`;
    let line = `${time} INFO [worker-${pick(9)}] com.example.service.Handler - ${words}`;
    line += ` id=${hex(8)}-${hex(4)}-${hex(4)} took ${pick(500)}ms from 10.0.${pick(255)}.${pick(255)}`;
    if (placed < tokens.length && written >= (length / tokens.length) * placed) {
      line += ` Authorization: Bearer ${tokens[placed++]}`;
    }
    lines.push(line);
    written += line.length + 1;
  }
  return lines.join('\n');
}

/** A small linear congruential generator: the text must not differ from run to run. */
function generator(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 0x8000_0000;
    return state / 0x8000_0000;
  };
}

/** Tokens of Vonage's that have expired, each another, signed by the key of the workspace. */
export function expiredTokens({ keys, applicationId }: Fixtures, count: number): readonly string[] {
  const key = createPrivateKey(keys.rsa);
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  return Array.from({ length: count }, (_, n) => {
    const times = { iat: 1_700_000_000, exp: 1_700_000_900 };
    const payload = { application_id: applicationId, ...times, jti: `00000000-0000-4000-8000-${n}` };
    const input = `${encode('{"alg":"RS256","typ":"JWT"}')}.${encode(JSON.stringify(payload))}`;
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
  });
}
