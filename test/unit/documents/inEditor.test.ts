import { createCipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { documentSchema } from '../../../src/documents/schema.ts';
import { readClaimTables } from '../../../src/kinds/claims.ts';
import { hs256 } from '../../hs256.ts';
import type { TextDocument } from '../../standIn/textDocuments.ts';
import {
  type CodeLens,
  type CompletionItem,
  closeTab,
  commands,
  files,
  focusWindow,
  type InlayHint,
  page,
  provided,
  Range,
  setSetting,
  tellOfFile,
  Uri,
  watching,
  window,
} from '../../standIn/vscode.ts';
import { marksOf, seenLens, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What people see in the document of a token, with the whole extension in the stand-in for VS Code. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const signed = (payload: object, key = secret) => hs256(payload, key);
const now = Math.floor(Date.now() / 1000);
const times = { iat: now - 7200, exp: now - 3600 };
const [old, foreign] = [signed({ sub: 'me', ...times }), signed({ sub: 'me' }, stranger)];
const uri = Uri.file('/work/a.txt');
useWholeExtension({ uri, text: `${old}\n${foreign}\n`, secret });

async function opened(command: string, argument: object = { uri: uri.toString(), offset: 0 }) {
  const shown = Uri.parse(String(await commands.executeCommand(`tokensmith.${command}`, argument)));
  return { shown, document: await page.open(shown) };
}
const titles = async (document: TextDocument) =>
  ((await provided('CodeLenses', document)) as (CodeLens & { command: { title: string; command: string } })[]).map(
    ({ command }) => [command.title, command.command],
  );
async function write(shown: Uri, text: string) {
  const model = page.model(shown);
  if (model) page.type(model, [{ start: 0, end: model.text.length, text }]);
  await page.idle();
}
const all = new Range(0, 0, 100, 0);

describe('the line above it', () => {
  it('says what saving does, what the token is for and how long it lives', async () => {
    const { document } = await opened('editToken');
    await vi.waitFor(async () => expect(await titles(document)).toHaveLength(2));
    expect(await titles(document)).toEqual([
      ['Save and Sign in a.txt', 'workbench.action.files.save'],
      [expect.stringMatching(/^JWT · expired 1 hour ago · /), ''],
    ]);
  });

  it('follows what is typed', async () => {
    const { shown, document } = await opened('editToken');
    await write(shown, document.getText().replace(String(times.exp), String(now + 8000)));
    expect((await titles(document))[1]?.[0]).toMatch(/^JWT · expires in 2 hours · /);
    await write(shown, '{');
    expect(await titles(document)).toHaveLength(1);
  });

  it('tells the time as it passes, and what is known of the key', async () => {
    const soonGone = signed({ sub: 'me', exp: now + 7201 }, stranger);
    await write(uri, `${soonGone}\n`);
    const { document } = await opened('decodeToken');
    const lenses = watching('CodeLenses', document);
    const hints = watching('InlayHints', document, all);
    const said = () => lenses().map((lens) => seenLens(lens).title);
    const tips = () => hints().map((hint) => (hint as { tooltip: { value: string } }).tooltip.value);
    await soon(() => expect(said()).toEqual([expect.stringMatching(/^JWT · expires in 2 hours$/), expect.anything()]));
    await soon(() => expect(tips()).toEqual([expect.stringMatching(/^in 2 hours/)]));
    // The machine slept.
    const date = vi.spyOn(Date, 'now').mockReturnValue((now + 3600) * 1000);
    focusWindow();
    await soon(() => expect(said()[0]).toBe('JWT · expires in 1 hour'));
    await soon(() => expect(tips()).toEqual([expect.stringMatching(/^in 1 hour/)]));
    date.mockRestore();
    const key = JSON.stringify({ kty: 'oct', k: stranger.toString('base64url') });
    await files.writeFile(Uri.file('/work/other.jwk'), Buffer.from(key));
    tellOfFile('created', '/work/other.jwk');
    await soon(() => expect(said()).toHaveLength(1));
  });

  it('of one that is only read says that nobody here knows its key', async () => {
    const { document } = await opened('decodeToken', { token: foreign });
    expect((await titles(document)).map(([title]) => title)).toEqual([
      expect.stringMatching(/^JWT/),
      expect.stringMatching(/key/),
    ]);
    const known = await opened('decodeToken', { token: old });
    expect(await titles(known.document)).toHaveLength(1);
    setSetting('tokensmith.codeLens.enabled', false);
    expect(await titles(document)).toEqual([]);
  });
});

describe('behind its times', () => {
  it('stand dates, and behind other numbers none', async () => {
    const { shown, document } = await opened('editToken');
    const lines = async () =>
      ((await provided('InlayHints', document, all)) as InlayHint[]).map(({ position }) =>
        document.getText().split('\n')[position.line]?.trim().slice(0, 5),
      );
    expect(await lines()).toEqual(['"iat"', '"exp"']);
    const [hint] = (await provided('InlayHints', document, all)) as (InlayHint & { tooltip: { value: string } })[];
    expect(hint?.tooltip.value).toMatch(/^2 hours ago .*!\[expired 1 hour ago\]/);
    // Only those in sight.
    const first = document.positionAt(document.getText().indexOf('"exp"')).line;
    const below = (await provided('InlayHints', document, new Range(first, 0, first + 1, 0))) as InlayHint[];
    expect(below.map(({ position }) => position.line)).toEqual([first]);
    await write(shown, document.getText().replace('"sub": "me"', `"count": ${now}`));
    expect(await lines()).toEqual(['"iat"', '"exp"']);
    // A text and a list are no times, whatever their names, and a claim of another kind may be one.
    await write(shown, `{"header":{"alg":"HS256"},"payload":{"exp":"${now}","nbf":[${now}],\n"iat": ${now}\n}}`);
    expect(await lines()).toEqual(['"iat"']);
    for (const none of ['{', '{"header":{"alg":"HS256"},"payload":"text"}', '{"header":{"alg":"HS256"}}']) {
      await write(shown, none);
      expect(await lines()).toEqual([]);
    }
    await write(shown, `{"header":{"alg":"HS256"},"payload":{"exp":${now}}}`);
    expect(await lines()).toHaveLength(1);
    setSetting('tokensmith.inlayHints.enabled', false);
    expect(await lines()).toEqual([]);
  });

  it('has no picture where a token does not say how long it lives', async () => {
    const { document } = await opened('decodeToken', { token: signed({ iat: now - 7200 }) });
    const [hint] = (await provided('InlayHints', document, all)) as { readonly tooltip: { readonly value: string } }[];
    expect(hint?.tooltip.value).toMatch(/^2 hours ago .*\w $/);
  });

  it('are offered times from now on, for claims that hold one', async () => {
    const { document } = await opened('editToken');
    const text = document.getText();
    const at = async (words: string) =>
      (await provided(
        'CompletionItems',
        document,
        document.positionAt(text.indexOf(words) + words.length),
      )) as (CompletionItem & {
        insertText: string;
        filterText: string;
        sortText?: string;
        range: Range;
      })[];
    const found = await at('"exp": ');
    expect(found.map(({ insertText }) => Math.round((Number(insertText) - now) / 60))).toEqual([
      0, 5, 15, 60, 480, 1440, 10_080,
    ]);
    expect(found.map(({ label }) => (label as { label: string }).label)).toEqual([
      'now',
      'in 5 minutes',
      'in 15 minutes',
      'in 1 hour',
      'in 8 hours',
      'in 24 hours',
      'in 7 days',
    ]);
    for (const { label, insertText, filterText } of found) {
      expect((label as { description: string }).description).toMatch(/\d{4}/);
      expect(filterText).toBe(insertText);
    }
    expect(found.map(({ sortText = '' }) => sortText).toSorted()).toEqual(found.map(({ sortText }) => sortText));
    // From whatever is typed of it, all of it goes.
    const rangeAt = async (words: string) => {
      const [{ range } = { range: undefined }] = await at(words);
      return range && document.getText(range);
    };
    expect(await rangeAt('"exp": ')).toBe(String(times.exp));
    expect(await rangeAt(`"exp": ${String(times.exp).slice(0, 4)}`)).toBe(String(times.exp));
    expect(await rangeAt(`"exp": ${times.exp}`)).toBe(String(times.exp));
    expect(await at('"sub": ')).toEqual([]);
    expect(await at('"payl')).toEqual([]);
    expect(await at('"exp"')).toEqual([]);
  });

  it('are offered where the document is no JSON yet, and for the claims of its kind', async () => {
    const { shown, document } = await opened('editToken');
    const countAt = async (text: string) => {
      await write(shown, text);
      return (await provided('CompletionItems', document, document.positionAt(text.indexOf('|')))).length;
    };
    expect(await countAt('{ "header": { "alg": "HS256" }, "payload": { "exp":|')).toBe(7);
    expect(await countAt('{ "header": { "alg": "HS256" }, "payload": { "exp" : 17|')).toBe(7);
    expect(await countAt('{ "header": { "alg": "HS256" }, "payload": { "exp": "|')).toBe(0);
    expect(await countAt('{ "header": { "alg": "HS256" }, "payload": { "sub":|')).toBe(0);
  });
});

describe('a token that is renewed elsewhere', () => {
  const renew = () => commands.executeCommand('tokensmith.renewToken', { uri: uri.toString(), offset: 0 });
  const expiry = (document: TextDocument) => JSON.parse(document.getText()).payload.exp;

  it('is shown as it is now, in front and once its tab comes back', async () => {
    const { shown, document } = await opened('editToken');
    await renew();
    await page.idle();
    await vi.waitFor(() => expect(expiry(document)).toBeGreaterThan(now));
    const first = expiry(document);
    closeTab(shown);
    vi.spyOn(Date, 'now').mockReturnValue((now + 500) * 1000);
    await renew();
    await page.idle();
    await window.showTextDocument(document);
    await page.idle();
    await vi.waitFor(() => expect(expiry(document)).toBeGreaterThan(first));
  });

  it('stays as somebody has edited it', async () => {
    const { shown, document } = await opened('editToken');
    await write(shown, document.getText().replace('"me"', '"you"'));
    const edited = document.getText();
    await renew();
    await page.idle();
    expect(document.getText()).toBe(edited);
    expect(await opened('editToken')).toEqual({ shown, document });
    expect(document.getText()).toBe(edited);
  });

  it('is the same document for the same token, and another for another', async () => {
    const [one, again] = [await opened('editToken'), await opened('editToken')];
    const other = await opened('editToken', { uri: uri.toString(), offset: old.length + 1 });
    expect([String(again.shown) === String(one.shown), String(other.shown) === String(one.shown)]).toEqual([
      true,
      false,
    ]);
    expect(String(one.shown)).toMatch(/a\.txt:1 – JWT\.json$/);
  });
});

describe('its problems', () => {
  const ofExpiry = { 'no-expiry': 'warning' };

  it('stand at their claims as one types, and what is missing at the part', async () => {
    setSetting('tokensmith.problems.severity', ofExpiry);
    const { shown, document } = await opened('editToken');
    const found = () => marksOf(document);
    await soon(() => expect(found()).toContainEqual(['expired', String(times.exp)]));
    await write(shown, '{\n  "header": { "alg": "HS256" },\n  "payload": { "exp": "soon" }\n}\n');
    expect(found()).toContainEqual(['time-not-a-number', '"soon"']);
    await write(shown, '{\n  "header": { "alg": "none" },\n  "payload": {}\n}\n');
    expect(found()).toEqual([
      ['unsigned', '"none"'],
      ['no-expiry', '"payload"'],
    ]);
    setSetting('tokensmith.problems.enabled', false);
    await soon(() => expect(found()).toEqual([]));
  });

  it.each([
    ['no payload yet', '{"header":{"alg":"HS256"}}', [['malformed', '"header"']]],
    [
      'nothing yet',
      ' {}',
      [
        ['malformed', ' '],
        ['malformed', ' '],
      ],
    ],
    ['what VS Code says itself', '{"header":{"alg":"HS256"},"payload":{"exp":9e9,"exp":9e9}}', []],
    ['what is off', '{"header":{"alg":"HS256"},"payload":{"exp":9e12}}', []],
    ['no JSON', '{"header":{"alg":"none"},', []],
  ])('are as people know them: %s', async (_what, text, problems) => {
    setSetting('tokensmith.problems.severity', { 'time-in-milliseconds': 'off' });
    const { shown, document } = await opened('editToken');
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    await write(shown, text);
    expect(marksOf(document)).toEqual(problems);
  });

  it('are gone with its tab, while VS Code still holds it, and come back with it', async () => {
    const { shown, document } = await opened('decodeToken');
    await soon(() => expect(marksOf(document)).toEqual([['expired', String(times.exp)]]));
    closeTab(shown);
    expect(marksOf(document)).toEqual([]);
    await commands.executeCommand('vscode.diff', uri, shown);
    expect(marksOf(document)).toEqual([['expired', String(times.exp)]]);
    page.close(shown);
    await page.idle();
    expect(marksOf(document)).toEqual([]);
  });

  it('come as time passes', async () => {
    const { document } = await opened('decodeToken', { token: signed({ sub: 'me', exp: now + 7200 }) });
    await soon(async () => expect(await titles(document)).toHaveLength(1));
    expect(marksOf(document)).toEqual([]);
    vi.spyOn(Date, 'now').mockReturnValue((now + 9000) * 1000);
    focusWindow();
    await soon(() => expect(marksOf(document)).toEqual([['expired', String(now + 7200)]]));
  });
});

describe('what explains it', () => {
  const tables = readClaimTables(readFileSync('src/kinds/claims.txt', 'utf8'));
  interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly patternProperties?: Readonly<Record<string, Schema>>;
  }
  const schema = (id: string) => documentSchema(id, tables) as Schema | undefined;
  const member = (id: string, ...path: readonly string[]) =>
    path.reduce((at, name) => at?.properties?.[name], schema(id));

  it('is a schema for each kind, with the meaning, the source and examples of its members', () => {
    expect(member('vonage-video', 'header', 'alg')).toMatchObject({ examples: ['RS256'] });
    expect(member('vonage-video', 'payload', 'role')).toMatchObject({
      examples: expect.arrayContaining(['moderator']),
    });
    expect(member('vonage-video', 'payload', 'session_id')).toMatchObject({
      description: expect.stringMatching(/session/),
    });
    expect(member('vonage-video', 'payload', 'exp')).toMatchObject({
      markdownDescription: expect.stringMatching(/\[[\w.-]+\]\(https:/),
      defaultSnippets: [{ body: '^$1' }],
    });
    expect(member('custom', 'header', 'alg')).toMatchObject({ examples: expect.arrayContaining(['EdDSA']) });
    expect(member('encrypted', 'payload', 'exp')).toBeDefined();
    const { properties = {}, patternProperties } = member('custom', 'payload') ?? {};
    expect(Object.keys(properties)).not.toContain('custom:*');
    expect(patternProperties).toMatchObject({ '^custom:': { description: expect.stringMatching(/owner/) } });
  });

  it('is not there for anything else', async () => {
    expect(schema('nothing')).toBeUndefined();
    await expect(page.open(Uri.parse('jwt:/1234/JWT.json'))).rejects.toThrow();
  });
});

describe('what is in a token', () => {
  const inner = signed({ sub: 'inner', exp: now - 3600 });
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  /** An encrypted token, of a key that lies beside it. */
  function encrypted(content: string): string {
    const iv = randomBytes(12);
    const header = part({ alg: 'dir', enc: 'A256GCM' });
    const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(header));
    const text = Buffer.concat([cipher.update(content), cipher.final()]);
    return [header, '', ...[iv, text, cipher.getAuthTag()].map((each) => each.toString('base64url'))].join('.');
  }
  const nested = `${part({ alg: 'HS256', cty: 'JWT' })}.${Buffer.from(inner).toString('base64url')}.AAAA`;

  it.each([
    ['the claims of an encrypted one', encrypted(JSON.stringify({ sub: 'inner', exp: now - 3600 }))],
    ['a token in an encrypted one', encrypted(inner)],
    ['a token in a signed one', nested],
  ])('has dates, problems and a line as it has in the open: %s', async (_what, token) => {
    const { document } = await opened('decodeToken', { token });
    expect(document.getText()).toContain('"inner"');
    await soon(async () => expect((await titles(document))[0]?.[0]).toMatch(/expired 1 hour ago/));
    await soon(() => expect(marksOf(document)).toEqual([['expired', String(now - 3600)]]));
  });

  it('stays as it was where there is no key, and is no claim', async () => {
    const [header = '', ...rest] = encrypted('{"exp":1}').split('.');
    const { document } = await opened('decodeToken', { token: [header, ...rest.slice(0, -1), 'AAAA'].join('.') });
    expect(JSON.parse(document.getText())).toEqual({ header: { alg: 'dir', enc: 'A256GCM' } });
    await soon(async () => expect((await titles(document))[0]?.[0]).toMatch(/^Encrypted JWT/));
    expect(marksOf(document)).toEqual([]);
  });

  it('is a text where the payload is one', async () => {
    const { shown, document } = await opened('decodeToken', { token: `${part({ alg: 'HS256' })}.dGV4dA.AAAA` });
    expect(JSON.parse(document.getText()).payload).toBe('text');
    expect(page.model(shown)?.isReadonly).toBe(true);
    await soon(async () => expect((await titles(document))[0]?.[0]).toBe('JWT · no readable expiry'));
  });
});
