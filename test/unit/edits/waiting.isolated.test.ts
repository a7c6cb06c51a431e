import { createHmac, randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { commands, files, page, Uri, window } from '../../standIn/vscode.ts';
import { useWholeExtension } from '../wholeExtension.ts';

const secret = randomBytes(32);
const uri = Uri.file('/work/a.txt');
const encode = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');

function expired(sub: string): string {
  const input = `${encode({ alg: 'HS256' })}.${encode({ sub, iat: 1000, exp: 1600 })}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const [one, two] = [expired('one'), expired('two')];
const text = `first\n${one}\n${two}\n`;
useWholeExtension({ uri, text, secret });

function model() {
  const found = page.model(uri);
  if (!found) throw new Error('closed');
  return found;
}

const run = (command: string, argument: object) => commands.executeCommand(`tokensmith.${command}`, argument);
/** The person takes a line out, and what stood below stands there now. */
async function takeOut(): Promise<void> {
  page.type(model(), [{ start: 6, end: 6 + one.length + 1, text: '' }]);
  await page.idle();
}

test.each(['renewToken', 'editToken'])(
  '%s: where another token comes to stand meanwhile, it stays',
  async (command) => {
    const { stat } = files;
    vi.spyOn(files, 'stat').mockImplementation(async (asked) => {
      if (asked.path === uri.path && model().text === text) await takeOut();
      return stat.call(files, asked);
    });
    await expect(run(command, { uri: uri.toString(), offset: 6 })).rejects.toThrow();
    expect(model().text).toBe(`first\n${two}\n`);
  },
);

test('a token that is picked is the one that was shown, whatever is typed meanwhile', async () => {
  const pick = vi.spyOn(window, 'showQuickPick');
  pick.mockImplementationOnce(async (items) => {
    page.type(model(), [{ start: 0, end: 0, text: `${'x'.repeat(one.length)}\n` }]);
    await page.idle();
    return (items as unknown[])[0];
  });
  const renewed = await run('renewToken', { uri: uri.toString() });
  expect(model().text).toBe(`${'x'.repeat(one.length)}\nfirst\n${renewed}\n${two}\n`);
  pick.mockImplementationOnce(async (items) => {
    page.type(model(), [{ start: one.length + 1, end: one.length + 7 + String(renewed).length, text: '' }]);
    await page.idle();
    return (items as unknown[])[0];
  });
  const before = page.model(uri)?.text;
  await expect(run('renewToken', { uri: uri.toString() })).rejects.toThrow();
  expect(model().text).toContain(two);
  expect(model().text).not.toBe(before);
});

test.each([
  ['', true],
  ['# typed before the answer\n', false],
])('a token in a file beside is saved, and nothing that people typed: %j', async (typed, isSaved) => {
  const { stat } = files;
  vi.spyOn(files, 'stat').mockImplementation(async (asked) => {
    if (typed !== '' && asked.path === uri.path && model().text === text) {
      page.type(model(), [{ start: 0, end: 0, text: typed }]);
      await page.idle();
    }
    return stat.call(files, asked);
  });
  const renewed = await run('renewToken', { uri: uri.toString(), offset: 6, isBeside: true });
  expect(model().text).toBe(`${typed}first\n${renewed}\n${two}\n`);
  expect(files.text(uri.path)).toBe(isSaved ? model().text : text);
});

test('what a message offers is done where the cursor was, and not where it is when the button is clicked', async () => {
  const request = (name: string) => `GET https://${name}.test\nAuthorization: Bearer {{${name}.response.body.token}}\n`;
  files.lay({
    '/work/b.http': `${request('a')}\n###\n\n${request('b')}`,
    '/work/s.jwk': JSON.stringify({ kty: 'oct', k: secret.toString('base64url') }),
  });
  const http = Uri.file('/work/b.http');
  const editor = await window.showTextDocument(await page.open(http));
  vi.spyOn(window, 'showErrorMessage').mockImplementationOnce(async (_message, button) => {
    const end = editor.document.positionAt(editor.document.getText().length);
    editor.selection = { active: end, start: end, end };
    const target = page.model(http);
    if (target) page.type(target, [{ start: 0, end: 0, text: '# typed\n###\n' }]);
    await page.idle();
    return button;
  });
  const { executeCommand } = commands;
  let made: unknown;
  vi.spyOn(commands, 'executeCommand').mockImplementation(async (id, argument) => {
    const recipe = { kind: 'custom', key: 'file:s.jwk', algorithm: 'HS256', claims: { sub: 'x' } };
    const isOffered = typeof argument === 'object' && argument !== null && 'replace' in argument;
    const result = await executeCommand(id, isOffered ? Object.assign(argument, { recipe }) : argument);
    if (isOffered) made = result;
    return result;
  });
  await commands.executeCommand('tokensmith.insertAuthorizationHeader').catch(() => {});
  await vi.waitFor(() => expect(made).toBeTypeOf('string'));
  const replaced = request('a').replace(/\{\{.*\}\}/, String(made));
  expect(page.model(http)?.text).toBe(`# typed\n###\n${replaced}\n###\n\n${request('b')}`);
});

test('a token goes where the cursor was, and not over what is selected by then', async () => {
  const { readFile } = files;
  const editor = await window.showTextDocument(await page.open(uri));
  const at = (offset: number) => editor.document.positionAt(offset);
  editor.selection = { active: at(5), start: at(5), end: at(5) };
  vi.spyOn(files, 'readFile').mockImplementation(async (asked) => {
    if (asked.path === '/work/s.jwk') editor.selection = { active: at(0), start: at(0), end: at(text.length) };
    return readFile.call(files, asked);
  });
  const recipe = { kind: 'custom', key: 'file:s.jwk', algorithm: 'HS256', claims: { sub: 'x' } };
  const token = await run('createToken', { recipe, output: 'cursor' });
  expect(model().text).toBe(`first${token}\n${one}\n${two}\n`);
});

test.each([
  ['a request that is typed above', () => [0, 0, 'GET https://z.test\n\n###\n\n'] as const, 'GET https://b'],
  [
    'the request above that goes',
    (requests: string) => [0, requests.indexOf('GET https://b'), ''] as const,
    'GET https://b',
  ],
  [
    'its own that goes',
    (requests: string) => [requests.indexOf('GET https://b'), requests.indexOf('###\n\nGET https://c'), ''] as const,
    undefined,
  ],
])('a new token goes into the request that it was asked for: %s', async (_what, change, request) => {
  const requests = 'GET https://a.test\n\n###\n\nGET https://b.test\n\n###\n\nGET https://c.test\n\n###\n\n';
  const http = Uri.file('/work/b.http');
  files.lay({
    '/work/b.http': requests,
    '/work/s.jwk': JSON.stringify({ kty: 'oct', k: secret.toString('base64url') }),
  });
  await window.showTextDocument(await page.open(http));
  const shown = () => page.model(http)?.text ?? '';
  const { readFile } = files;
  vi.spyOn(files, 'readFile').mockImplementation(async (asked) => {
    const target = page.model(http);
    if (asked.path === '/work/s.jwk' && target?.text === requests) {
      const [start, end, text] = change(requests);
      page.type(target, [{ start, end, text }]);
      await page.idle();
    }
    return readFile.call(files, asked);
  });
  const recipe = { kind: 'custom', key: 'file:s.jwk', algorithm: 'HS256', claims: { sub: 'x' } };
  const offset = requests.indexOf('GET https://b');
  const made = run('createToken', { recipe, output: 'header', uri: http.toString(), offset });
  if (request === undefined) {
    await expect(made).rejects.toThrow();
    expect(shown()).not.toContain('Authorization');
  } else {
    const token = await made;
    expect(shown().match(/^.*\nAuthorization: .*$/m)?.[0]).toBe(`${request}.test\nAuthorization: Bearer ${token}`);
  }
});
