import { describe, expect, it } from 'vitest';
import type { TextDocument } from 'vscode';
import { viewToken } from '../../../src/builder/tokenView.ts';
import { hoverContent } from '../../../src/features/hoverContent.ts';
import { type Inspection, inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { lifePicture } from '../../../src/messages/life.ts';
import { problemWords } from '../../../src/messages/problems.ts';
import { summary } from '../../../src/messages/summary.ts';
import { timeWords } from '../../../src/messages/time.ts';
import { timeHint } from '../../../src/messages/timeHint.ts';
import { verdictOf } from '../../../src/tokens/verdict.ts';
import { claims } from '../../claims.ts';
import { documentOf, Position } from '../../standIn/vscode.ts';
import { tokenOf } from '../jwt/tokens.ts';

const now = 1_700_000_000;
const minute = 60;
const day = 86_400;
const vonage = { application_id: '78d335fa-323d-0114-9c3d-d6f0d48968cf', jti: '1' };
const document = documentOf('', 'plaintext', '/a.txt') as unknown as TextDocument;

/** What a lens says of a state, of which no other state says anything alike. */
const spoken = {
  'not-yet-valid': /not valid for/,
  valid: /expires in/,
  'expires-soon': /expires in/,
  expired: /expired .* ago/,
  'no-expiry': /no expiry/,
};
type State = keyof typeof spoken;

interface Row {
  readonly what: string;
  readonly claims: object;
  readonly typ?: string;
  /** Each state, and when it begins, in seconds from `now`; before the first one, the one before it in time. */
  readonly states: readonly (readonly [from: number, state: State, by?: RegExp])[];
}

/** The tolerance is 5 seconds, and "expires soon" begins 5 minutes before the expiry, but never before the last quarter. */
const rows: readonly Row[] = [
  {
    what: 'of an hour',
    claims: { iat: now, exp: now + 60 * minute },
    states: [
      [-day, 'valid'],
      [55 * minute, 'expires-soon'],
      [60 * minute + 5, 'expired', /ago(?! by)/],
    ],
  },
  {
    what: 'of five minutes, of which the last quarter is soon',
    claims: { iat: now, exp: now + 5 * minute },
    states: [
      [-day, 'valid'],
      [5 * minute - 75, 'expires-soon'],
      [5 * minute + 5, 'expired'],
    ],
  },
  {
    what: 'that is valid later',
    claims: { iat: now, nbf: now + 10 * minute, exp: now + 70 * minute },
    states: [
      [-day, 'not-yet-valid'],
      [10 * minute - 5, 'valid'],
      [65 * minute, 'expires-soon'],
      [70 * minute + 5, 'expired'],
    ],
  },
  {
    what: 'of Vonage without an expiry',
    claims: { ...vonage, iat: now },
    states: [
      [-day, 'valid', /by default/],
      [15 * minute - 225, 'expires-soon', /by default/],
      [15 * minute + 5, 'expired', /by default/],
    ],
  },
  {
    what: 'of Vonage beyond its longest life',
    claims: { ...vonage, iat: now, exp: now + 7 * day },
    states: [
      [-minute, 'valid', /by Vonage's limit/],
      [day - 5 * minute, 'expires-soon', /by Vonage's limit/],
      [day + 5, 'expired', /by Vonage's limit/],
    ],
  },
  {
    what: 'of Vonage a second beyond it, as its SDK writes',
    claims: { ...vonage, iat: now, exp: now + day + 1 },
    states: [
      [-minute, 'valid', /expires in (?!.* by )/],
      [day + 1 - 5 * minute, 'expires-soon'],
      [day + 6, 'expired', /ago(?! by)/],
    ],
  },
  {
    what: 'of OpenTok, by the claims of its own',
    claims: { ist: 'project', create_time: now, expire_time: now + 60 * minute },
    states: [
      [-minute, 'valid'],
      [55 * minute, 'expires-soon'],
      [60 * minute + 5, 'expired'],
    ],
  },
  { what: 'without an expiry', claims: { iat: now }, states: [[-day, 'no-expiry']] },
];

/** An instant around which something changes, and a while before and after it. */
const around = (seconds: number) => [-1, 0, 1, 999].map((milliseconds) => (now + seconds) * 1000 + milliseconds);

function inspected({ claims: payload, typ = 'JWT' }: Row, at: number): Inspection {
  const token = decodeToken(tokenOf(payload, { alg: 'RS256', typ }));
  return inspect(token, { signature: 'unknown-key' }, { now: at, tolerance: 5, expiresSoon: 300 });
}

describe.each(rows)('a token $what', (row) => {
  const turns = row.states.slice(1).flatMap(([from]) => around(from));
  it.each([(now - 1) * 1000, ...turns, (now + 30 * day) * 1000])('is the same to all at %d', async (at) => {
    const [, state, by = /(?:)/] = row.states.findLast(([from]) => at >= (now + from) * 1000) ?? [0, 'valid' as State];
    const inspection = inspected(row, at);
    const { problems, claims: verdict } = inspection;
    const codes = problems.map(({ code }) => code);
    const isOver = state === 'expired' || state === 'not-yet-valid';

    expect(inspection.state).toBe(state);
    expect(inspection.validUntil).toBeGreaterThan(at);
    // The lens.
    const words = timeWords(inspection) ?? '';
    expect(words).toMatch(spoken[state]);
    expect(words).toMatch(by);
    expect(summary(inspection)).toContain(words);
    // The problems.
    expect(codes.includes('expired')).toBe(state === 'expired');
    expect(codes.includes('expires-soon')).toBe(state === 'expires-soon');
    expect(codes.includes('not-yet-valid')).toBe(state === 'not-yet-valid');
    expect(codes.includes('no-expiry')).toBe(state === 'no-expiry');
    const said = { expired: 'expired', 'expires-soon': 'expires-soon', 'not-yet-valid': 'not-yet-valid' }[
      state as string
    ];
    const problem = problems.find(({ code }) => code === said);
    const distance = /(\d+ \w+|less than a minute)/.exec(words)?.[0] ?? 'never';
    if (problem) expect(problemWords(problem.code, problem, inspection.kind)).toContain(distance);
    // The date behind the claim, where one decides.
    if (inspection.at !== undefined) {
      const { label } = timeHint(new Position(0, 0) as never, inspection.at, inspection.now) ?? {};
      const when = String(label).split(' · ')[0] ?? '';
      // VS Code would cut it.
      expect(String(label).length).toBeLessThanOrEqual(43 + Math.max(0, when.length - '45 minutes ago'.length));
      expect(when).toMatch(state === 'expired' ? /ago$|^just now$/ : /^in |^just now$/);
      if (distance !== 'less than a minute') expect(when).toContain(distance);
    }
    // The command.
    const others = problems.some(({ code, severity }) => severity === 'error' && code !== 'signature-invalid');
    expect(verdict).toBe(isOver ? state : others ? 'problems' : 'ok');
    expect(verdictOf(inspection)).toMatchObject({ claims: verdict, structure: 'ok', signature: 'unknown-key' });
    expect(verdictOf(inspection).problems.map(({ code }) => code)).toEqual(codes);
    // The hover.
    const hover = hoverContent(inspection, claims, document, 0).value.replaceAll('\\', '');
    const [head = ''] = hover.split('\n');
    expect(/[|·] expired .* ago/.test(head)).toBe(verdict === 'expired');
    expect(head.includes('not yet valid (in ')).toBe(verdict === 'not-yet-valid');
    if (!isOver) expect(hover).toContain(words);
    if (state === 'expired') expect(hover).toMatch(by);
    // The builder.
    const view = await viewToken(
      { tokens: { judge: async () => inspection } as never, claims: async () => claims },
      inspection.token.text,
    );
    expect(view.time).toBe(words);
    expect(view.claims.words).toMatch(isOver ? /^(expired|not yet valid)$/ : others ? /problems/ : /^not expired$/);
    // The picture of a hint.
    expect(lifePicture(inspection) === undefined).toBe(state === 'no-expiry');
  });

  it('holds until the instant that it says', () => {
    for (const [from] of row.states) {
      const { state, validUntil } = inspected(row, (now + from) * 1000);
      for (let at = (now + from) * 1000; at < validUntil && at < (now + from + 2 * day) * 1000; at += 7 * minute * 1000)
        expect(inspected(row, at).state).toBe(state);
    }
  });
});

describe.each(['dpop+jwt', 'kb+jwt', 'secevent+jwt', 'passport'])('a token of the type %s without an expiry', (typ) => {
  it('has nothing said about one', () => {
    const inspection = inspected({ what: '', claims: { iat: now }, typ, states: [] }, now * 1000);
    expect(inspection.problems).toEqual([]);
    expect(timeWords(inspection)).toBeUndefined();
    expect(verdictOf(inspection).claims).toBe('ok');
  });
});
