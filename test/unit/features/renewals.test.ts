import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import { CancellationTokenSource, commands, contextKeys, page, Uri, window, workspace } from '../../standIn/vscode.ts';
import { hearing } from '../hearing.ts';
import { retype, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What becomes of the expired tokens of a file when all are renewed, and what is said of those that are left. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const now = Math.floor(Date.now() / 1000);
const times = { iat: now - 7200, exp: now - 3600 };
const signed = (payload: object, key = secret) => hs256(payload, key);
const [one, two, valid, foreign] = [
  signed({ sub: 'one', ...times }),
  signed({ sub: 'two', ...times }),
  signed({ sub: 'new', exp: now + 9000 }),
  signed({ sub: 'theirs', ...times }, stranger),
];
const uri = Uri.file('/work/a.txt');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
useWholeExtension({
  uri,
  text: 'none\n',
  secret,
  beside: { '/work/public.pem': String(rsa.publicKey.export({ type: 'spki', format: 'pem' })) },
});

const renewAll = () => commands.executeCommand('tokensmith.renewAllTokens', { uri: uri.toString() });
const claimsOf = (line: string) =>
  JSON.parse(Buffer.from(line.split('.')[1] ?? '', 'base64url').toString() || '{}') as Record<string, unknown>;
const lines = () => (page.model(uri)?.text ?? '').split('\n');

describe('the expired tokens of a file', () => {
  it('are renewed in one step, each with its own claims, and the others stay', async () => {
    const text = `${one}\n${valid}\nx ${two}\n${one}\n`;
    await retype(uri, text);
    const heard = hearing();
    expect(await renewAll()).toBe(3);
    expect(heard).toEqual(['status: 3 tokens renewed. a.txt has unsaved changes.']);
    expect([0, 2, 3].map((line) => claimsOf(lines()[line] ?? ''))).toEqual(
      ['one', 'two', 'one'].map((sub) => ({ sub, iat: expect.any(Number), exp: expect.any(Number) })),
    );
    expect(lines().every((line) => !claimsOf(line).exp || Number(claimsOf(line).exp) > now)).toBe(true);
    expect(lines()[1]).toBe(valid);
    expect(contextKeys['tokensmith.hasRenewed']).toBe(true);
    const model = page.model(uri);
    if (model) page.step(model, 'undo');
    expect(page.model(uri)?.text).toBe(text);
  });

  it.each([
    ['none has expired', `${valid}\n`, 0, 'status: No token in this file has expired.'],
    ['one has', `${one}\n`, 1, 'status: 1 token renewed. a.txt has unsaved changes.'],
    [
      'nobody knows the key of one',
      `${foreign}\n${one}\n`,
      1,
      /^warning: 1 token renewed\. 1 token was not renewed: .*key.* \[Renew…\]$/,
    ],
    ['nobody knows any key', `${foreign}\n${foreign}\n`, 0, /^warning: 2 tokens were not renewed: .* \[Renew…\]$/],
    [
      'one says nothing of how long it lives',
      `${signed({ exp: now - 60, sub: 'x' })}\n`,
      0,
      /^warning: 1 token was not renewed: .* \[Renew…\]$/,
    ],
    [
      'one is of a kind that is signed by others',
      `${signed({ iss: 'https://accounts.google.com', aud: 'x', sub: 'y', ...times })}\n`,
      expect.any(Number),
      /./,
    ],
  ])('are said by their number, and why others are left: %s', async (_what, text, count, said) => {
    await retype(uri, text);
    const heard = hearing();
    expect(await renewAll()).toEqual(count);
    await soon(() => expect(heard).toEqual([expect.stringMatching(said)]));
    expect(contextKeys['tokensmith.hasRenewed']).toBe(count === 0 ? undefined : true);
  });

  it('are left alone where somebody changes them meanwhile, which is said', async () => {
    await retype(uri, `${one}\n${two}\n`);
    const heard = hearing();
    const renewing = renewAll();
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 5, end: 6, text: 'AAAA' }]);
    expect(await renewing).toBe(1);
    expect(lines()[0]).toContain('AAAA');
    expect(claimsOf(lines()[1] ?? '').sub).toBe('two');
    await soon(() =>
      expect(heard).toEqual([expect.stringMatching(/^warning: 1 token renewed\. 1 token was not renewed: .*changed/)]),
    );
  });

  it('of a file with many show how far it is, and can be cancelled', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `${signed({ n, ...times })}\n`).join('');
    await retype(uri, many);
    const told: unknown[] = [];
    const show = (isCancelled: boolean) =>
      vi.spyOn(window, 'withProgress').mockImplementation(async (_options, work) => {
        const cancellation = { ...new CancellationTokenSource().token, isCancellationRequested: isCancelled };
        return work({ report: (step: unknown) => told.push(step) }, cancellation);
      });
    show(true);
    await expect(renewAll()).resolves.toBeUndefined();
    expect(page.model(uri)?.text).toBe(many);
    told.length = 0;
    show(false);
    hearing();
    expect(await renewAll()).toBe(60);
    expect(told).toHaveLength(60);
    expect(told[30]).toEqual({ message: '30 of 60', increment: 100 / 60 });
  });

  it('of a webhook are made for the body that is sent with them', async () => {
    const http = Uri.file('/work/a.http');
    const claims = { iss: 'Vonage', jti: randomUUID(), api_key: 'abcd1234', payload_hash: 'a'.repeat(64), ...times };
    const webhook = signed(claims);
    const text = (token: string) => `POST https://a.test\nAuthorization: Bearer ${token}\n\n{"a":1}\n`;
    await workspace.fs.writeFile(http, Buffer.from(text(webhook)));
    const document = await page.open(http);
    hearing();
    expect(await commands.executeCommand('tokensmith.renewAllTokens', { uri: http.toString() })).toBe(1);
    const [, made = ''] = /Bearer (\S+)/.exec(document.getText()) ?? [];
    expect(claimsOf(made).payload_hash).toBe(createHash('sha256').update('{"a":1}').digest('hex'));
  });

  it('of no signature are made anew, too', async () => {
    const unsigned = `${encodePart({ alg: 'none' })}.${encodePart(times)}.`;
    await retype(uri, `${unsigned}\n`);
    hearing();
    expect(await renewAll()).toBe(1);
    expect(lines()[0]).toMatch(/\.$/);
    expect(claimsOf(lines()[0] ?? '').exp).toBeGreaterThan(now);
  });
});
