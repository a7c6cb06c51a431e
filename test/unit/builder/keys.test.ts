import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysOf } from '../../../src/builder/keys.ts';
import { files, folderAt, resetVSCode, workspace } from '../../standIn/vscode.ts';
import { openWindow } from '../vault/window.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

it('offers of a file with several keys to each kind the one that signs its tokens', async () => {
  files.lay({ '/work/both.jwks': JSON.stringify({ keys: [ec, rsa].map((key) => key.export({ format: 'jwk' })) }) });
  const { choices } = await keysOf(openWindow());
  const of = (kind: string) =>
    choices.filter(({ kinds }) => kinds.includes(kind)).map(({ description }) => description);
  expect(of('vonage-rest')).toEqual(['RSA 2048']);
  expect(of('apple')).toEqual(['EC P-256']);
  expect(of('custom')).toEqual(['EC P-256']);
  expect(of('vanilla')).toEqual([]);
});

it('offers an encrypted key to every kind but those that take secrets alone', async () => {
  const pem = rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
  files.lay({ '/work/private.key': String(pem) });
  const { choices } = await keysOf(openWindow());
  const [{ kinds, ...choice } = { kinds: [] }] = choices;
  expect(choice).toEqual({ source: 'workspace', reference: 'file:private.key', name: 'private.key', description: '' });
  expect(kinds).toContain('vonage-rest');
  expect(kinds).not.toContain('vanilla');
});

describe('references that are offered for a field', () => {
  const id = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
  const offered = async (beside: Record<string, string>) => {
    files.lay(beside);
    return (await keysOf(openWindow())).suggestions;
  };

  it('are variables that are called like it, and Vonage’s configuration where that has it', async () => {
    const env = [
      `VONAGE_APPLICATION_ID=${id}`,
      `appl1cation-id=${id}`,
      'APPLICATION_ID_OLD=x',
      'session.id=1_MX4',
      'API_KEY=k',
    ].join('\n');
    expect(await offered({ '/work/.env': env, '/work/.vonagerc': JSON.stringify({ appId: id }) })).toEqual({
      applicationId: ['env:VONAGE_APPLICATION_ID', 'vonage-config'],
      sessionId: ['env:session.id'],
      apiKey: ['env:API_KEY'],
    });
  });

  it('are no configuration that is absent, broken, or has another value', async () => {
    const none = { applicationId: [], sessionId: [], apiKey: [] };
    expect(await offered({})).toEqual(none);
    expect(await offered({ '/work/.vonagerc': '{' })).toEqual(none);
    expect(await offered({ '/work/.vonagerc': JSON.stringify({ appId: 'no UUID', apiKey: 'abcd1234' }) })).toEqual({
      ...none,
      apiKey: ['vonage-config'],
    });
  });

  it('are none where nobody trusts the workspace, and no keys either', async () => {
    workspace.isTrusted = false;
    files.lay({ '/work/.env': `APPLICATION_ID=${id}`, '/work/a.key': '' });
    expect(await keysOf(openWindow())).toMatchObject({ isTrusted: false, choices: [], suggestions: {} });
  });
});

it('tells of each key what it can sign with, files first, and of no kind that cannot', async () => {
  const pem = String(rsa.export({ type: 'pkcs8', format: 'pem' }));
  files.lay({ '/work/private.key': pem, '/work/.env': 'JWT_SECRET=correct-horse-battery-staple-and-more' });
  const { choices } = await keysOf(openWindow());
  expect(choices).toMatchObject([
    { source: 'workspace', reference: 'file:private.key', algorithms: expect.arrayContaining(['RS256', 'PS512']) },
    { reference: 'env:JWT_SECRET', name: 'JWT_SECRET', algorithms: expect.arrayContaining(['HS256']) },
  ]);
  expect(choices.map(({ kinds }) => kinds.includes('vanilla'))).toEqual([false, true]);
  expect(choices.map(({ kinds }) => kinds.includes('vonage-rest'))).toEqual([true, false]);
});
