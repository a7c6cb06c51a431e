import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import { closeTab, commands, env, files, page, Uri, window } from '../../standIn/vscode.ts';
import { answering, enter, goBack, leave, look } from '../answering.ts';
import { hearing } from '../hearing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** How broken tokens are chosen and where they go, with the whole extension in the stand-in for VS Code. */

const secret = randomBytes(32);
const now = Math.floor(Date.now() / 1000);
const token = hs256({ sub: 'me', aud: 'us', iat: now, exp: now + 600 }, secret);
const uri = Uri.file('/work/a.http');
const request = `GET https://a.test\nAuthorization: Bearer ${token}\n`;
const json = `{\n  "token": "${token}",\n  "a": 1\n}\n`;
useWholeExtension({ uri, text: request, secret, beside: { '/work/a.json': json } });

const run = (argument?: object): Promise<unknown> =>
  commands.executeCommand('tokensmith.createVariant', ...(argument ? [argument] : []));
const open = async (path: string, at = 0) => {
  const editor = await window.showTextDocument(await page.open(Uri.file(path)));
  const position = editor.document.positionAt(at);
  editor.selection = { active: position, start: position, end: position };
  return editor;
};
const two = ['expired', 'alg-none'];
const shown = () => window.activeTextEditor?.document;

describe('what to break', () => {
  const rows = [
    'Expired one hour ago, valid signature',
    'Not yet valid starts in one hour, valid signature',
    'Wrong key signed with a random key of the same type',
    'Tampered payload adds a claim without re-signing',
    'Algorithm none unsigned: alg is none',
    'Missing claim a required claim removed, valid signature',
    'Wrong audience another aud, valid signature',
  ];
  const title = 'Create Broken Variant for Testing';

  it('is picked from a list, or several of it, all of them at first', async () => {
    await open(uri.path, request.indexOf(token));
    const asked = answering(/Several/, goBack, /Several/, enter, /Copy/);
    expect(await run()).toHaveLength(7);
    expect(asked.slice(0, 4).map(look)).toEqual([
      [
        title,
        'Select what to break',
        `> ${rows[0]}`,
        ...rows.slice(1).map((row) => `  ${row}`),
        '  $(checklist) Several as a fixture…',
      ],
      [`‹ ${title}`, 'Select what to break', `> ${rows[0]}`, ...rows.slice(1).map((row) => `x ${row}`)],
      expect.arrayContaining([title]),
      expect.arrayContaining([`‹ ${title}`]),
    ]);
    expect(asked[1]?.checked).toEqual(rows);
  });

  it('is found by how it is broken, too', async () => {
    answering('re-sign', /Copy/);
    const made = await run({ token });
    expect(env.clipboard.text).toBe(made);
    expect(String(made).split('.')[2]).toBe(token.split('.')[2]);
  });

  it('is nothing where the person leaves', async () => {
    answering(/Several/, leave);
    expect(await run({ token })).toBeUndefined();
    answering(/Several/, enter, leave);
    expect(await run({ token })).toBeUndefined();
    expect([env.clipboard.text, page.model(uri)?.text]).toEqual(['', request]);
  });
});

describe('a fixture goes', () => {
  it('into requests, which a person is asked for first, and comes into sight', async () => {
    const editor = await open(uri.path, request.indexOf(token));
    const asked = answering(/Insert as Requests/);
    const made = (await run({ variants: two })) as string[];
    expect(asked.map(look)).toEqual([
      [
        'The tokens are ready',
        'Select where to put the fixture',
        '> $(insert) Insert as Requests',
        '  $(new-file) Open in New File',
        '  $(copy) Copy',
      ],
    ]);
    await page.idle();
    expect(page.model(uri)?.text).toMatch(
      new RegExp(
        [
          `^${request}`,
          '### Expired – one hour ago, valid signature',
          '# expect 401 Unauthorized',
          'GET https://a.test',
          `Authorization: Bearer ${made[0]}`,
          '',
          '### Algorithm none – unsigned: alg is none',
          '# expect 401 Unauthorized',
          'GET https://a.test',
          `Authorization: Bearer ${made[1]}`,
        ].join('\\n+'),
      ),
    );
    expect(editor.revealed?.start.line).toBe(2);
  });

  it('to the cursor of any other document', async () => {
    await open('/work/a.json', json.indexOf('  "a"'));
    const asked = answering(/Insert at Cursor/);
    const made = (await run({ variants: two })) as string[];
    expect(asked[0]?.rows).toEqual(['$(insert) Insert at Cursor', '$(new-file) Open in New File', '$(copy) Copy']);
    await page.idle();
    expect(JSON.parse(page.model(Uri.file('/work/a.json'))?.text ?? '')).toEqual({
      token,
      brokenTokens: { expired: made[0], 'alg-none': made[1] },
      a: 1,
    });
  });

  it('into a new document of the same language', async () => {
    await open('/work/a.json', json.indexOf(token));
    answering(/Open in New File/);
    const made = (await run({ variants: two })) as string[];
    expect([shown()?.isUntitled, shown()?.languageId]).toEqual([true, 'json']);
    expect(shown()?.getText()).toMatch(/^\{\n.*\n\}\n$/s);
    expect(JSON.parse(shown()?.getText() ?? '')).toEqual({ expired: made[0], 'alg-none': made[1] });
    expect(page.model(Uri.file('/work/a.json'))?.text).toBe(json);
  });

  it('into a new document of requests as those that stand there', async () => {
    await open(uri.path, request.indexOf(token));
    answering(/Open in New File/);
    const [first] = (await run({ variants: two })) as string[];
    expect(shown()?.getText()).toMatch(
      new RegExp(`^### Expired[^]*\\nGET https://a.test\\nAuthorization: Bearer ${first}\\n`),
    );
    expect(shown()?.getText()).toMatch(/[^\n]\n$/);
  });

  it('into a new document of JSON where no editor is open', async () => {
    closeTab(uri);
    await expect(run({ token, variants: two, output: 'cursor' })).rejects.toThrow(/editor/);
    const asked = answering(/Open in New File/);
    const made = (await run({ token, variants: two })) as string[];
    expect(asked[0]?.rows).toEqual(['$(new-file) Open in New File', '$(copy) Copy']);
    expect([shown()?.languageId, JSON.parse(shown()?.getText() ?? '')]).toEqual([
      'json',
      { expired: made[0], 'alg-none': made[1] },
    ]);
  });

  it('to the clipboard, which is said', async () => {
    const heard = hearing();
    answering(/Copy/);
    await open('/work/a.json', json.indexOf(token));
    const made = (await run({ variants: two })) as string[];
    expect(JSON.parse(env.clipboard.text)).toEqual({ expired: made[0], 'alg-none': made[1] });
    expect(heard).toEqual(['status: 2 tokens copied']);
    await open(uri.path, request.indexOf(token));
    const [one, other] = (await run({ variants: two, output: 'clipboard' })) as string[];
    expect(env.clipboard.text.split('###')).toEqual([
      '',
      expect.stringContaining(`Bearer ${one}\n`),
      expect.stringContaining(`Bearer ${other}`),
    ]);
  });

  it('to no document that cannot be written', async () => {
    await open('/work/a.json', json.indexOf(token));
    vi.spyOn(files, 'isWritableFileSystem').mockReturnValue(false as never);
    const asked = answering(leave);
    expect(await run({ variants: two })).toBeUndefined();
    expect(asked[0]?.rows).toEqual(['$(new-file) Open in New File', '$(copy) Copy']);
  });

  it('nowhere, and not into a header', async () => {
    expect(await run({ token, variants: two, output: 'none' })).toHaveLength(2);
    await expect(run({ token, variants: two, output: 'header' })).rejects.toThrow(
      '"output" must be "ask" | "clipboard" | "cursor" | "none"',
    );
    expect([env.clipboard.text, page.model(uri)?.text]).toEqual(['', request]);
  });
});

describe('one broken token', () => {
  it('goes where any new token goes', async () => {
    const asked = answering(/Expired/, /Copy/);
    expect(await run({ token })).toBe(env.clipboard.text);
    expect(asked[1] && look(asked[1])).toEqual([
      'The token is ready',
      'Select where to put the token',
      '> $(copy) Copy',
      '  $(globe) Insert Authorization Header',
      '  $(insert) Insert at Cursor',
    ]);
  });

  it('is known again by what it is broken in, where nothing else tells', async () => {
    const audience = await run({ token, variant: 'wrong-audience', output: 'none' });
    const missing = await run({ token, variant: 'missing-claim', output: 'none' });
    await files.writeFile(Uri.file('/work/b.txt'), Buffer.from(`${audience}\n${missing}\n`));
    await open('/work/b.txt');
    const editor = window.activeTextEditor;
    if (editor) {
      const [start, end] = [editor.document.positionAt(0), editor.document.positionAt(1e6)];
      editor.selection = { active: end, start, end };
    }
    await vi.waitFor(async () => {
      const asked = answering(leave);
      await commands.executeCommand('tokensmith.copyToken', {});
      expect(asked[0]?.rows).toEqual([
        expect.stringMatching(/ · wrong audience line 1$/),
        expect.stringMatching(/ · missing claim line 2$/),
      ]);
    });
  });

  it.each(['RS256', 'ES384', 'EdDSA', 'HS512'])('of %s, whose key nobody knows, is signed by another', async (alg) => {
    const foreign = `${encodePart({ alg })}.${encodePart({ sub: 'me' })}.AAAA`;
    const made = String(await run({ token: foreign, variant: 'wrong-key', output: 'none' }));
    const [header, payload, signature = ''] = made.split('.');
    const bytes = { RS256: 256, ES384: 96, EdDSA: 64, HS512: 64 }[alg];
    expect([`${header}.${payload}.AAAA`, Buffer.from(signature, 'base64url')]).toEqual([
      foreign,
      expect.objectContaining({ length: bytes }),
    ]);
  });

  it.each([
    ['XX1', /XX1/],
    ['none', /isn't signed/],
  ])('of %s, which nobody signs with, is refused', async (alg, words) => {
    const foreign = `${encodePart({ alg })}.${encodePart({ sub: 'me' })}.AAAA`;
    await expect(run({ token: foreign, variant: 'wrong-key', output: 'none' })).rejects.toThrow(words);
  });
});
