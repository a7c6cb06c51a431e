import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import {
  actionsAt,
  type CodeAction,
  CodeActionKind,
  closeTab,
  commands,
  files,
  focusWindow,
  grantTrust,
  Position,
  page,
  problemsOf,
  Range,
  setSetting,
  settings,
  Uri,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { answering } from '../answering.ts';
import { hearing } from '../hearing.ts';
import { marksOf, retype, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** The problems of tokens in documents, and what can be done about them. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const now = Math.floor(Date.now() / 1000);
const signed = (payload: object, key = secret) => hs256(payload, key);
const old = signed({ sub: 'old', iat: now - 7200, exp: now - 3600 });
const valid = signed({ sub: 'new', iat: now, exp: now + 36_000 });
const uri = Uri.file('/work/a.txt');
useWholeExtension({ uri, text: 'none\n', secret });

async function open(text: string) {
  await retype(uri, text);
  return page.open(uri);
}
const actionsOn = (document: Awaited<ReturnType<typeof open>>, line = 0) =>
  actionsAt(document, new Range(line, 2, line, 2)) as Promise<
    readonly (CodeAction & { isPreferred?: boolean; diagnostics?: readonly { message: string }[] })[]
  >;
const click = ({ command }: CodeAction) =>
  commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
const type = async (start: number, end: number, text: string) => {
  const model = page.model(uri);
  if (model) page.type(model, [{ start, end, text }]);
  await page.idle();
};

describe('the problems of a document', () => {
  it('mark each token whole, and move with it', async () => {
    const document = await open(`x ${old}\n${valid}\ny ${old}\n`);
    await soon(() =>
      expect(marksOf(document)).toEqual([
        ['expired', old],
        ['expired', old],
      ]),
    );
    await type(0, 0, '\n\n');
    await soon(() => expect(problemsOf(uri).map(({ range }) => range.start.line)).toEqual([2, 4]));
    expect(marksOf(document)).toEqual([
      ['expired', old],
      ['expired', old],
    ]);
    await type(2, 2 + old.length + 2, 'gone');
    await soon(() => expect(problemsOf(uri).map(({ range }) => range.start.line)).toEqual([4]));
    await type(0, 0, `${old}\n`);
    await soon(() =>
      expect(
        problemsOf(uri)
          .map(({ range }) => range.start.line)
          .sort(),
      ).toEqual([0, 5]),
    );
  });

  it('mark the characters that are wrong in themselves', async () => {
    const text = `${old.slice(0, -3)}=${old.slice(-3)}`;
    const document = await open(`Authorization: Bearer ${text}\n`);
    await soon(() => expect(marksOf(document).length).toBeGreaterThan(0));
    expect(marksOf(document).map(([, marked]) => text.includes(marked))).not.toContain(false);
  });

  it('come and go as time passes, with keys, with settings and with the document', async () => {
    const document = await open(`${signed({ iat: now, exp: now + 7200 })}\n`);
    await page.idle();
    expect(marksOf(document)).toEqual([]);
    const date = vi.spyOn(Date, 'now').mockReturnValue((now + 7100) * 1000);
    focusWindow();
    await soon(() => expect(marksOf(document).map(([code]) => code)).toEqual(['expires-soon']));
    date.mockReturnValue((now + 9000) * 1000);
    focusWindow();
    await soon(() => expect(marksOf(document).map(([code]) => code)).toEqual(['expired']));
    setSetting('tokensmith.problems.severity', { expired: 'error' });
    await soon(() => expect(problemsOf(uri).map(({ severity }) => severity)).toEqual([0]));
    setSetting('tokensmith.exclude', ['**/a.*']);
    await soon(() => expect(marksOf(document)).toEqual([]));
    setSetting('tokensmith.exclude', []);
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    closeTab(uri);
    expect(marksOf(document)).toHaveLength(1);
    page.close(uri);
    await page.idle();
    await soon(() => expect(problemsOf(uri)).toEqual([]));
  });

  it('are none of what cannot be written', async () => {
    const output = Uri.parse('output:/channel');
    await page.restore(output, `${old}\n`);
    const document = await open(`${old}\n`);
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    expect(problemsOf(output)).toEqual([]);
  });

  it('are at most a thousand, of which the last counts the others', async () => {
    const document = await open(`${old}\n`.repeat(1003));
    await soon(() => expect(problemsOf(uri)).toHaveLength(1000));
    const rest = problemsOf(uri).filter(({ code }) => code === undefined);
    expect(rest.map(({ message, severity, source, range }) => [message, severity, source, range.start.line])).toEqual([
      ["4 more token problems in this file aren't shown.", 2, 'jwt', 0],
    ]);
    const lines = marksOf(document).flatMap(([code, marked]) => (code === 'expired' ? [marked] : []));
    expect(lines).toEqual(Array.from({ length: 999 }, () => old));
    // Each line that goes makes room for another.
    await type(0, 3 * (old.length + 1), '');
    await soon(() => expect(marksOf(document)).toEqual(Array.from({ length: 1000 }, () => ['expired', old])));
  });

  it('are of each token that has several', async () => {
    setSetting('tokensmith.problems.severity', { 'no-expiry': 'warning' });
    const document = await open(`${encodePart({ alg: 'none' })}.${encodePart({ iat: 'x' })}.\n`);
    await soon(() =>
      expect(
        marksOf(document)
          .map(([code]) => code)
          .toSorted(),
      ).toEqual(['no-expiry', 'time-not-a-number', 'unsigned']),
    );
  });
});

describe('what can be done about a token', () => {
  const soonGone = signed({ iat: now - 7200, exp: now + 200 });
  const invalid = `${valid.slice(0, -4)}AAAA`;
  const rest = ['Edit token', 'Verify with…'];
  const off = (code: string) => `Don't show "${code}" problems`;
  const rows: readonly (readonly [what: string, text: string, titles: readonly string[]])[] = [
    ['nothing is wrong with', valid, ['Renew token', ...rest]],
    ['has expired', old, ['Renew token*', 'Renew all expired tokens in file', ...rest, off('expired')]],
    ['expires soon', soonGone, ['Renew token*', ...rest, off('expires-soon')]],
    [
      'is issued in the future',
      signed({ iat: now + 7200, exp: now + 9000 }),
      ['Renew token', ...rest, off('issued-in-future')],
    ],
    [
      'has a time that is none',
      signed({ iat: 'x', exp: now + 9000 }),
      ['Renew token', ...rest, off('time-not-a-number')],
    ],
    [
      'is not signed',
      `${encodePart({ alg: 'none' })}.${encodePart({ exp: now + 9000 })}.`,
      ['Renew token', ...rest, off('unsigned')],
    ],
    ['is encrypted', `${encodePart({ alg: 'dir', enc: 'A128GCM' })}..aXY.Y3Q.dGFn`, []],
    [
      'is of an algorithm that nobody knows',
      `${encodePart({ alg: 'XY1' })}.${encodePart({ exp: now + 9000 })}.AAAA`,
      ['Verify with…'],
    ],
  ];
  it.each(rows)('is offered for one that %s', async (_what, text, titles) => {
    const document = await open(`${text}\n${valid}\n`);
    const found = async () =>
      (await actionsOn(document)).map(({ title, isPreferred }) => `${title}${isPreferred ? '*' : ''}`);
    await soon(async () => expect(await found()).toEqual(titles));
  });

  it('is a fix of the problems that it mends, and else what changes the token', async () => {
    const document = await open(`${old}\n${valid}\n${invalid}\n`);
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    const kinds = async (line: number) =>
      (await actionsOn(document, line)).map(({ title, kind, diagnostics = [] }) => [
        title,
        kind?.value,
        diagnostics.length,
      ]);
    expect(await kinds(0)).toEqual([
      ['Renew token', 'quickfix', 1],
      ['Renew all expired tokens in file', 'quickfix', 1],
      ['Edit token', 'quickfix', 1],
      ['Verify with…', 'quickfix', 1],
      [off('expired'), 'quickfix', 1],
    ]);
    expect(await kinds(1)).toEqual([
      ['Renew token', 'refactor.rewrite', 0],
      ['Edit token', 'refactor.rewrite', 0],
      ['Verify with…', '', 0],
    ]);
  });

  it('is done to the token that it was offered for, wherever the cursor is', async () => {
    const document = await open(`${old}\n${valid}\n${old}\n`);
    await soon(() => expect(marksOf(document)).toHaveLength(2));
    const named = async (title: string) => (await actionsOn(document, 2)).find((each) => each.title === title);
    const verify = await named('Verify with…');
    const renew = await named('Renew token');
    await type(0, 0, 'above\n');
    const renewed = renew && (await click(renew));
    expect(document.getText()).toBe(`above\n${old}\n${valid}\n${renewed}\n`);
    const all = (await actionsOn(document, 1)).find(({ title }) => title === 'Renew all expired tokens in file');
    const asked = answering(/s\.jwk/);
    const heard = hearing();
    if (verify) await click(verify);
    expect(asked).toHaveLength(1);
    await soon(() => expect(heard).toHaveLength(1));
    expect(heard[0]).not.toMatch(/expired/);
    expect(all && (await click(all))).toBe(1);
    expect(document.getText()).not.toContain(old);
  });

  it('is no renewal of others where nothing has expired, or nothing can be written or signed', async () => {
    const titles = async (text: string) => (await actionsOn(await open(text))).map(({ title }) => title);
    await soon(async () => expect(await titles(`${soonGone}\n`)).toContain(off('expires-soon')));
    expect(await titles(`${soonGone}\n`)).not.toContain('Renew all expired tokens in file');
    await soon(async () => expect(await titles(`${soonGone}\n${old}\n`)).toContain('Renew all expired tokens in file'));
    setSetting('files.readonlyInclude', { '**/*.txt': true });
    expect((await titles(`${old}\n`)).filter((title) => /Renew|Edit/.test(title))).toEqual([]);
    setSetting('files.readonlyInclude', undefined);
    workspace.isTrusted = false;
    expect((await titles(`${old}\n`)).filter((title) => /Renew|Edit|Verify/.test(title))).toEqual([]);
    grantTrust();
    expect(await titles(`${old}\n`)).toContain('Verify with…');
    setSetting('tokensmith.exclude', ['**/*.txt']);
    expect(await titles(`${old}\n`)).toEqual([]);
  });

  it('is switched off by code, each once, also where several tokens are selected', async () => {
    const both = signed({ sub: 'me', iat: 'x', exp: now - 60 });
    const document = await open(`${both} ${both}\n`);
    await soon(() => expect(marksOf(document)).toHaveLength(4));
    const found = (await actionsAt(document, new Range(0, 0, 0, 1000))) as readonly (CodeAction & {
      diagnostics: readonly unknown[];
    })[];
    const switches = found.filter(({ title }) => title.startsWith("Don't"));
    expect(switches.map(({ title, diagnostics }) => [title, diagnostics.length]).toSorted()).toEqual([
      [off('expired'), 2],
      [off('time-not-a-number'), 2],
    ]);
    for (const each of switches) await click(each);
    expect(settings.workspace['tokensmith.problems.severity']).toEqual({ expired: 'off', 'time-not-a-number': 'off' });
    await soon(() => expect(marksOf(document)).toEqual([]));
  });

  it('is the recipe’s encoding of its secret, where that is another', async () => {
    const text = secret.toString('base64');
    const key = Buffer.from(text);
    setSetting('tokensmith.recipes', {
      mine: { kind: 'custom', key: 'env:SECRET', claims: {}, secretEncoding: 'base64' },
    });
    await workspace.fs.writeFile(Uri.file('/work/.env'), Buffer.from(`SECRET=${text}\n`));
    const document = await open(`${signed({ sub: 'me', exp: now + 9000 }, key)}\n`);
    await soon(() => expect(marksOf(document).map(([code]) => code)).toEqual(['secret-encoding']));
    // At the signature, which is what the encoding is of.
    const end = document.positionAt(document.getText().length - 3);
    const [fix] = await actionsAt(document, new Range(end, end));
    expect(fix?.title).toBe('Set "secretEncoding" to "utf8" in the recipe "mine"');
    if (fix) await click(fix);
    expect(settings.workspace['tokensmith.recipes']).toMatchObject({ mine: { secretEncoding: 'utf8' } });
    await soon(() => expect(marksOf(document)).toEqual([]));
  });
});

describe('a place that takes a token', () => {
  const http = Uri.file('/work/a.http');
  const offered = async (line: string) => {
    await files.writeFile(http, Buffer.from(`GET https://a.test\n${line}\n`));
    const at = new Position(1, line.length);
    return (await actionsAt(await page.open(http), new Range(at, at))).map(({ title, kind }) => [title, kind?.value]);
  };
  const insert = ['Insert token…', 'refactor.rewrite'];

  it.each([
    ['Authorization: ', [insert]],
    ['Authorization: Bearer ', [insert]],
    ['nothing', []],
    [`${' '.repeat(2000)}Authorization: `, []],
  ])('is offered one: %j', async (line, actions) => {
    expect(await offered(line)).toEqual(actions);
  });

  it('gets one where it was offered, wherever the cursor is', async () => {
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:s.jwk', claims: {}, expiresIn: '1h' } });
    await files.writeFile(http, Buffer.from('GET https://a.test\n\n###\nGET https://b.test\nAuthorization: \n'));
    const document = await page.open(http);
    const [insert] = await actionsAt(document, new Range(4, 15, 4, 15));
    const place = Object.assign(insert?.command?.arguments?.[0] as object, { recipe: 'mine' });
    const made = await commands.executeCommand(insert?.command?.command ?? '', place);
    expect(document.getText()).toBe(`GET https://a.test\n\n###\nGET https://b.test\nAuthorization: Bearer ${made}\n`);
  });

  it('is offered none where it cannot be written', async () => {
    setSetting('files.readonlyInclude', { '**/*.http': true });
    expect(await offered('Authorization: ')).toEqual([]);
  });
});

describe('a save', () => {
  const save = () => {
    setSetting('editor.codeActionsOnSave', { 'source.renewTokens.jwt': 'explicit' });
    return page.save(uri);
  };
  const foreign = signed({ sub: 'theirs', iat: now - 7200, exp: now - 3600 }, stranger);
  const text = `${old}\n${valid}\n${foreign}\n`;
  const lines = () => page.model(uri)?.text.split('\n') ?? [];

  it('renews what has expired and whose key is known, where that is wanted, and asks nobody anything', async () => {
    const heard = hearing();
    await open(text);
    expect(await page.save(uri)).toBe(true);
    expect(page.model(uri)?.text).toBe(text);
    expect(await save()).toBe(true);
    expect(lines()[0]).not.toBe(old);
    expect(lines().slice(1)).toEqual([valid, foreign, '']);
    expect(heard).toEqual([]);
    // Nothing is written that has not changed.
    const once = page.model(uri)?.text;
    expect(await save()).toBe(true);
    expect(page.model(uri)?.text).toBe(once);
  });

  it.each([
    ['is not trusted', () => Object.assign(workspace, { isTrusted: false })],
    ['leaves the file out', () => setSetting('tokensmith.exclude', ['**/*.txt'])],
  ])('leaves all as it is where the workspace %s', async (_what, prepare) => {
    await open(text);
    prepare();
    expect(await save()).toBe(true);
    expect(page.model(uri)?.text).toBe(text);
  });

  it('is offered as an action of its own kind alone, where something has expired', async () => {
    const document = await open(text);
    const kind = CodeActionKind.Source.append('renewTokens.jwt');
    const all = new Range(0, 0, 9, 0);
    const offered = async (only: CodeActionKind) =>
      (await actionsAt(document, all, only)).flatMap(({ title, kind: its }) =>
        only.contains(its ?? only) ? [title] : [],
      );
    expect(await offered(kind)).toEqual(['Renew expired tokens']);
    expect(await offered(CodeActionKind.Source)).toEqual(['Renew expired tokens']);
    expect(await offered(CodeActionKind.Source.append('organizeImports'))).toEqual([]);
    await retype(uri, `${valid}\n`);
    expect(await offered(kind)).toEqual([]);
  });

  it('says what it could not do, and saves nevertheless', async () => {
    await open(text);
    const heard = hearing();
    vi.spyOn(page, 'edit').mockResolvedValue(false);
    expect(await save()).toBe(true);
    expect(heard).toEqual([expect.stringMatching(/^status: .*a\.txt/)]);
    await window.showTextDocument(uri);
  });
});
