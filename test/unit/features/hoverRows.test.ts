import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import {
  commands,
  focusWindow,
  type Hover,
  page,
  provided,
  type Range,
  setSetting,
  Uri,
  window,
} from '../../standIn/vscode.ts';
import { retype, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What the hover of a token says and leads to, in a document. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const now = Math.floor(Date.now() / 1000);
const uri = Uri.file('/work/a (1).txt');
useWholeExtension({ uri, text: 'none\n', secret });
const signed = (payload: object, key = secret) => hs256(payload, key);

async function hovered(token: string, before = 'x ') {
  await retype(uri, `${before}${token}\n`);
  const document = await page.open(uri);
  const [shown] = (await provided('Hover', document, document.positionAt(before.length + 5))) as (Hover & {
    range: Range;
  })[];
  const { value = '', isTrusted } = (shown?.contents[0] ?? {}) as {
    value?: string;
    isTrusted?: { enabledCommands: readonly string[] };
  };
  const links = [...value.matchAll(/\[([^[\]]*)\]\(command:([\w.]+)\?([^)]*)\)/g)].map(
    ([, title, command, given]) => [title, command, JSON.parse(decodeURIComponent(given ?? ''))] as const,
  );
  const plain = value
    .replaceAll('\u00a0', ' ')
    .replaceAll('\\', '')
    .replace(/\(command:[^)]*\)/g, '');
  return { document, shown, links, isTrusted, rows: plain.split('\n'), value };
}
const rowOf = (rows: readonly string[], name: string) => rows.find((row) => row.startsWith(`| \`${name}\` |`));
const follow = ([, command, given]: readonly [unknown, string | undefined, unknown[]]) =>
  commands.executeCommand(command ?? '', ...given);
const selected = () => {
  const { document, selection } = window.activeTextEditor ?? {};
  return selection && document?.getText().slice(document.offsetAt(selection.start), document.offsetAt(selection.end));
};

describe('its links', () => {
  it('lead to the token itself, by its place alone', async () => {
    const token = signed({ sub: 'me' }, stranger);
    const titles = ['Decode', 'Copy decoded', 'Copy for curl'];
    const { links, shown, document, isTrusted, value } = await soon(async () => {
      const found = await hovered(token);
      expect(found.links.map(([title]) => title)).toEqual(['How to verify it', ...titles]);
      return found;
    });
    expect(shown && document.getText(shown.range)).toBe(token);
    expect([...(isTrusted?.enabledCommands ?? [])].toSorted()).toEqual(
      ['copyToken', 'decodeToken', 'verifyToken'].map((name) => `tokensmith.${name}`),
    );
    expect(value).not.toContain(token.split('.')[2]);
    const [, decode, copy, curl] = links;
    if (!decode || !copy || !curl) throw new Error('no links');
    expect((await page.open(Uri.parse(String(await follow(decode))))).getText()).toContain('"me"');
    expect(JSON.parse(String(await follow(copy))).payload).toEqual({ sub: 'me' });
    expect(await follow(curl)).toBe(`-H 'Authorization: Bearer ${token}'`);
    expect((await hovered(signed({ sub: 'me' }))).links.map(([title]) => title)).toEqual(titles);
  });

  it('lead from what is cut to the whole of it', async () => {
    const long = 'v'.repeat(200);
    const { links, rows } = await hovered(
      hs256({ first: 1, long, list: Array.from({ length: 90 }, (_, i) => i) }, secret, 'HS256'),
    );
    expect(rowOf(rows, 'long')).toMatch(/^\| `long` \| `"v{20,60}…` \[more\] \|$/);
    const more = links.filter(([title]) => title === 'more');
    expect(more).toHaveLength(2);
    for (const [i, name] of ['long', 'list'].entries()) {
      if (more[i]) await follow(more[i]);
      expect(selected()).toMatch(new RegExp(`^"${name}": `));
    }
  });

  it('lead from the header, too', async () => {
    const header = { alg: 'HS256', kid: 'k'.repeat(200) };
    const token = `${encodePart(header)}.${encodePart({ sub: 'me' })}.AAAA`;
    const { links } = await hovered(token);
    const more = links.find(([title]) => title === 'more');
    if (more) await follow(more);
    expect(selected()).toMatch(/^"kid": /);
  });

  it('lead from what an SD-JWT discloses to all that it is', async () => {
    const disclosed = encodePart(['salt', 'name', 'n'.repeat(200)]);
    const { links, rows } = await hovered(`${signed({ _sd: [] })}~${disclosed}~`);
    expect(rowOf(rows, 'name')).toMatch(/"n{20,60}…` \[more\] Full name of the user · disclosed \|$/);
    const more = links.find(([title]) => title === 'more');
    if (!more) throw new Error('no link');
    expect((await page.open(Uri.parse(String(await follow(more))))).getText()).toContain('"salt"');
  });
});

describe('its rows', () => {
  it('are the claims in their order, with what they mean and when they are', async () => {
    const { rows } = await hovered(
      signed({ sub: 'me', iat: now - 7200, own: [1, { a: 2 }], exp: now + 7300, ok: true, none: null }),
    );
    const claims = rows.filter((row) => row.startsWith('| `')).map((row) => row.replaceAll('`', ''));
    expect(claims).toEqual(
      [
        expect.stringMatching(/^\| sub \| "me" Subject/),
        expect.stringMatching(new RegExp(`^\\| iat \\| ${now - 7200} Issued at · 2 hours ago · \\w+ \\d+, \\d{4}`)),
        '| own | [1,{"a":2}]  |',
        expect.stringMatching(new RegExp(`^\\| exp \\| ${now + 7300} Expiration time · in 2 hours · `)),
        '| ok | true  |',
        '| none | null  |',
      ].map((row) => (typeof row === 'string' ? row.replace('  |', ' |') : row)),
    );
  });

  it('are on one line, however they are written in the token', async () => {
    const payload = Buffer.from('{ "own" : { "a" : [ 1.0 ,\n 2 ] } , "n" : 1e3 }').toString('base64url');
    const { rows } = await hovered(`${encodePart({ alg: 'HS256' })}.${payload}.AAAA`);
    expect(rowOf(rows, 'own')).toBe('| `own` | `{"a":[1.0,2]}` |');
    expect(rowOf(rows, 'n')).toBe('| `n` | `1e3` |');
  });

  it('are at most fifty, and the others are counted', async () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, i]));
    const { rows: fifty } = await hovered(signed(many(50)));
    expect(fifty.filter((row) => row.startsWith('| `c'))).toHaveLength(50);
    expect(fifty.join()).not.toContain('more');
    // Below so many, nobody sees the links.
    expect(fifty[2]).toContain('[Decode] · [Copy decoded] · ');
    const { rows } = await hovered(signed(many(53)));
    expect(rows.filter((row) => row.startsWith('| `c'))).toHaveLength(50);
    expect(rows).toContain('|  | 3 more |');
  });

  it('are none of a payload that is no object, which is said as it is', async () => {
    const { rows } = await hovered(
      `${encodePart({ alg: 'HS256' })}.${Buffer.from('just text').toString('base64url')}.AAAA`,
    );
    expect(rowOf(rows, 'alg')).toMatch(/"HS256"/);
    expect(rows.at(-1)).toMatch(/^`just text` · /);
    const long = await hovered(
      `${encodePart({ alg: 'HS256' })}.${Buffer.from('t'.repeat(90)).toString('base64url')}.AAAA`,
    );
    expect(long.rows.at(-1)).toMatch(/^`t{20,32}…` · /);
  });

  it('have the header beside the links, where that says nothing more', async () => {
    const { rows } = await hovered(signed({ sub: 'me' }));
    expect(rows.at(-1)).toMatch(/^`\{"alg":"HS256"\}` · /);
  });

  it('tell the time as it is', async () => {
    const token = signed({ exp: now + 7201 });
    expect((await hovered(token)).rows[0]).toMatch(/expires in 2 hours/);
    // Its life is a picture, too, where it says when that begins.
    expect((await hovered(signed({ iat: now, exp: now + 7201 }))).value).toContain('![expires in 2 hours](data:');
    expect((await hovered(token)).value).not.toContain('![');
    vi.spyOn(Date, 'now').mockReturnValue((now + 3600) * 1000);
    focusWindow();
    const { rows } = await hovered(token);
    expect(rows[0]).toMatch(/expires in 1 hour/);
    expect(rowOf(rows, 'exp')).toMatch(/in 1 hour/);
  });

  it('are none where hovers are switched off, or the file is left out', async () => {
    const token = signed({ sub: 'me' });
    setSetting('tokensmith.exclude', ['**/a*']);
    expect((await hovered(token)).shown).toBeUndefined();
    setSetting('tokensmith.exclude', []);
    expect((await hovered(token)).shown).toBeDefined();
  });
});
