import { decodeJwt } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { expect, it, vi } from 'vitest';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';

vi.setConfig({ testTimeout: 120_000 });

const vscode = useWorkbench({ host: 'web', open: 'requests.http' });
const flow = useFlow(vscode);

type Step = readonly [says: string | RegExp, answer?: string];
const application: Step = [/: Application ID \(/];
const acl: Step = [/: ACL \(/];
const key: Step = ['Select the key to sign with'];

/** Each kind with its steps, in which the default is taken where there is no answer, and what comes out. */
const kinds: Readonly<Record<string, { readonly steps: readonly Step[]; readonly claims: object }>> = {
  'JWT: Create Vonage REST Token': { steps: [application, key], claims: {} },
  'JWT: Create Vonage Video Token': {
    steps: [application, [/: Session ID \(/, '1_MX4'], [/: Role \(/], [/: Connection data \(/, ''], key],
    claims: { session_id: '1_MX4', role: 'publisher', scope: 'session.connect' },
  },
  'JWT: Create Vonage User Token': {
    steps: [application, [/: User name \(/, 'Alice'], acl, key],
    claims: { sub: 'Alice', acl: { paths: { '/*/rtc/**': {} } } },
  },
  'JWT: Create Vanilla Token': {
    steps: [
      [/: Issuer \(/, 'https://sso.example.com'],
      [/: Subject \(/, '42'],
      [/: Audience \(/, 'https://community.example.com'],
      [/: E-mail \(/, 'alice@example.com'],
      [/: Display name \(/, 'Alice'],
      key,
    ],
    claims: { sub: '42', displayname: 'Alice' },
  },
  'JWT: Create Token…': {
    steps: [
      ['Select a recipe or a kind of token', 'Any other token'],
      key,
      [/The algorithm that signs/],
      [/: Expires in \(/],
      [/: Claims \(/, '{"sub": "me"}'],
    ],
    claims: { sub: 'me' },
  },
};

for (const [command, { steps, claims }] of Object.entries(kinds))
  it(`${command}, in the web worker host`, async () => {
    const { applicationId, keys, vanillaSecret } = vscode().fixtures;
    const { start, step, answer, copied } = flow();
    await start(command);
    for (const [says, text] of steps) {
      await step(says);
      await answer(text);
    }
    const token = await copied();
    const isVanilla = command.includes('Vanilla');
    const payload = jsonwebtoken.verify(token, isVanilla ? vanillaSecret : keys.rsaPublic);
    expect(payload).toMatchObject(claims);
    if (command.includes('Vonage')) expect(decodeJwt(token).application_id).toBe(applicationId);
  });
