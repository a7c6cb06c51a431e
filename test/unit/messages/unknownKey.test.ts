import { expect, it } from 'vitest';
import { viewToken } from '../../../src/builder/tokenView.ts';
import { type ChatFacts, chatAnswer } from '../../../src/chat/answers.ts';
import { hoverContent } from '../../../src/features/hoverContent.ts';
import { summary } from '../../../src/messages/summary.ts';
import { publishedKeys, verdictMessage } from '../../../src/messages/verdicts.ts';
import { claims } from '../../claims.ts';
import { inspecting } from '../../inspecting.ts';
import { documentOf } from '../../standIn/vscode.ts';
import { tokenOf } from '../jwt/tokens.ts';

/** One sentence, in words that nobody takes for a verified signature, wherever a token is told of. */

const now = Math.floor(Date.now() / 1000);
const iss = 'https://accounts.google.com';
const text = tokenOf({ iss, iat: now, exp: now + 600 }, { alg: 'RS256', kid: 'k1' });
const inspection = inspecting(text, { signature: 'unknown-key' });
const sentence = 'ignature not verified: no key in this workspace matches';

it('is in the message, the hover, the builder and the chat, and no mark in the lens', async () => {
  expect(verdictMessage(inspection)).toMatch(new RegExp(`^S${sentence} \\(kid k1\\)\\. `));
  const { value } = hoverContent(inspection, claims, documentOf(text, 'plaintext', '/a.txt') as never, 0);
  expect(value.split('\n')[0]?.replaceAll('\\', '')).toContain(`s${sentence} `);
  expect(value).toContain('| `kid` | `"k1"`');
  const view = await viewToken(
    { tokens: { judge: async () => inspection } as never, claims: async () => claims },
    text,
  );
  expect(view.signature).toEqual({ tone: 'unknown', words: `s${sentence} (kid k1)` });
  const tokens = { inspectBy: () => inspection };
  const told = (tellsValues: boolean) =>
    chatAnswer({ tokens, claims } as unknown as ChatFacts, inspection, tellsValues);
  expect(told(true)).toMatchObject({
    signatureSays: `S${sentence} (kid k1).`,
    wayOut: expect.stringContaining("curl -o issuer.jwks 'https://www.googleapis.com/oauth2/v3/certs'"),
  });
  // The key's id and the issuer are values.
  expect(told(false)).toMatchObject({ signatureSays: `S${sentence}.` });
  expect(JSON.stringify(told(false))).not.toMatch(/k1|googleapis/);
  expect(summary(inspection)).toBe('JWT · expires in 10 minutes');
});

it('leads to the keys that an issuer publishes, by a command that Tokensmith does not run', () => {
  expect(publishedKeys(inspection)).toEqual({
    words: 'Google publishes its keys: save its JWK Set in the workspace.',
    command: "curl -o issuer.jwks 'https://www.googleapis.com/oauth2/v3/certs'",
  });
  const others = [
    inspecting(tokenOf({ iss: 'https://other.example' }), { signature: 'unknown-key' }),
    inspecting(text, { signature: 'invalid' }),
    inspecting(text, { signature: 'not-checked' }),
    inspecting(text),
  ];
  for (const other of others) {
    expect(publishedKeys(other)).toBeUndefined();
    expect(verdictMessage(other)).not.toContain('publishes');
  }
});
