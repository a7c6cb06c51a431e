import { assert } from 'chai';
import * as vscode from 'vscode';
import { withSetting } from '../jwtDocuments.ts';
import {
  activate,
  clipboard,
  closeEditors,
  codeLenses,
  hoverText,
  lensTitles,
  open,
  openDocument,
  problemCodes,
  recipe,
  removeFile,
  until,
} from '../support.ts';
import { healthy, seconds, signed, signedBySecret, unproven } from '../tokens.ts';

const file = 'lenses.txt';
const hour = 3600;

/** The words of a lens: a token, and its summary. */
const words: readonly (readonly [string, () => string | Promise<string>, string])[] = [
  ['Vonage REST', () => signed(healthy.rest()), 'Vonage REST · expires in 15 minutes · ✓ private.key'],
  ['Vonage Video client', () => signed(healthy.video()), 'Vonage Video client · expires in 15 minutes · ✓ private.key'],
  ['Vonage user', () => signed(healthy.user()), 'Vonage user · expires in 15 minutes · ✓ private.key'],
  [
    'a default life',
    () => signed({ ...healthy.rest(), exp: undefined }),
    'Vonage REST · expires in 15 minutes by default · ✓ private.key',
  ],
  [
    'OpenTok',
    () => unproven({ alg: 'HS256' }, { ist: 'project', expire_time: seconds() - 3 * hour - 60 }),
    'OpenTok · expired 3 hours ago',
  ],
  [
    'Vanilla',
    () => unproven({ alg: 'HS256' }, { ...healthy.vanilla(), exp: seconds() + 12 * 60 + 20 }),
    'Vanilla · expires in 12 minutes',
  ],
  ['any other', () => signed({ sub: 'me', nbf: seconds() + 140 }), 'JWT · not valid for 2 minutes · ✓ private.key'],
  ['no expiry', () => signed({ sub: 'me' }), 'JWT · no expiry · ✓ private.key'],
  ['an expiry that is none', () => signed({ exp: 'soon' }), 'JWT · no readable expiry · ✓ private.key'],
  ['unsigned', () => unproven({ alg: 'none' }, { sub: 'me' }, ''), 'JWT · no expiry · unsigned'],
  ['no key', () => unproven({ alg: 'RS256' }, { sub: 'me' }), 'JWT · no expiry'],
  [
    'encrypted',
    () => `${unproven({ alg: 'dir', enc: 'A256GCM' }, '')}.AAAA.AAAA.AAAA`.replace('..AAAA', '..AAAA'),
    'Encrypted JWT',
  ],
];

async function titlesOf(text: string): Promise<readonly string[]> {
  const document = await openDocument(file, text);
  return lensTitles(document.uri);
}

describe('lenses', () => {
  before(activate);
  afterEach(closeEditors);
  after(() => removeFile(file));

  it('say what each token is, how it is in time and who signed it', async () => {
    const tokens = await Promise.all(words.map(([, make]) => make()));
    const document = await openDocument(file, tokens.join('\n'));
    for (const [line, [what, , summary]] of words.entries()) {
      await until(`${what}: ${summary}`, async () =>
        (await codeLenses(document.uri)).some(
          ({ range, command }) => range.start.line === line && command?.title === summary,
        ),
      );
    }
  });

  it('say why a signature does not hold by the key that the recipe names', async () => {
    const recipes = { rest: recipe };
    await withSetting('tokensmith.recipes', recipes, async () => {
      const document = await openDocument(file, unproven({ alg: 'RS256' }, healthy.rest()));
      await until('the reason', async () =>
        (await lensTitles(document.uri))[0]?.endsWith('· ✗ signature does not match'),
      );
    });
  });

  it('name a secret by its reference', async () => {
    const recipes = {
      forum: {
        kind: 'vanilla',
        key: 'env:VANILLA_SECRET',
        issuer: 'a',
        subject: 'b',
        audience: 'c',
        email: 'd@example.com',
        displayName: 'e',
      },
    };
    await withSetting('tokensmith.recipes', recipes, async () => {
      const document = await openDocument(file, await signedBySecret(healthy.vanilla()));
      await until('the key', async () => (await lensTitles(document.uri))[0]?.endsWith('· ✓ env:VANILLA_SECRET'));
    });
  });

  it('stand above their token in this order: the summary, Renew, Edit, Copy', async () => {
    const document = await openDocument(file, `\n\n  "${await signed(healthy.rest())}"`);
    const lenses = await codeLenses(document.uri);
    assert.deepEqual(
      lenses.map(({ command }) => command?.command),
      ['decodeToken', 'renewToken', 'editToken', 'copyToken'].map((id) => `tokensmith.${id}`),
    );
    for (const { range, command } of lenses) {
      assert.equal(range.start.line, 2);
      assert.deepEqual(command?.arguments, [{ uri: document.uri.toString(), offset: 5 }]);
    }
  });

  it('offer Renew and Edit where no key is known as well, since one can be asked for', async () => {
    const titles = await titlesOf(unproven({ alg: 'RS256' }, { sub: 'me' }));
    assert.deepEqual(titles, ['JWT · no expiry', 'Renew', 'Edit', 'Copy']);
  });

  it('offer no Renew and Edit for what cannot be written anew', async () => {
    const encrypted = unproven({ alg: 'dir', enc: 'A256GCM' }, '').replace('..', '..AAAA.AAAA.');
    for (const token of [encrypted, unproven({ alg: 'HS256' }, { ist: 'project' }), unproven({ alg: 'XY1' }, {})])
      assert.deepEqual((await titlesOf(token)).slice(1), ['Copy'], token);
  });

  it('stand above each of 50 tokens, also where several share a line that is wrapped', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, n) => signed({ ...healthy.rest(), n })));
    const lines = Array.from({ length: 10 }, (_, i) => tokens.slice(i * 5, i * 5 + 5).join(' '));
    const { document } = await open(file, lines.join('\n'));
    await vscode.commands.executeCommand('editor.action.toggleWordWrap');
    await until('all verdicts', async () => {
      const lenses = await codeLenses(document.uri);
      const summaries = lenses.filter(({ command }) => command?.title.endsWith('✓ private.key'));
      return lenses.length === 200 && summaries.length === 50;
    });
    const offsets = (await codeLenses(document.uri)).map(({ command }) => command?.arguments?.[0].offset);
    assert.deepEqual(
      [...new Set(offsets)],
      tokens.map((token) => document.getText().indexOf(token)),
    );
  });

  it('follow their tokens as the text changes, also at several cursors at once', async () => {
    const editor = await open(file, `a ${await signed(healthy.rest())}\nb ${await signed(healthy.rest())}\n`);
    const { document } = editor;
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(0, 0), 'one\n');
      builder.insert(new vscode.Position(1, 0), '  ');
    });
    const lenses = await codeLenses(document.uri);
    assert.deepEqual([...new Set(lenses.map(({ range }) => range.start.line))], [1, 2]);
    assert.deepEqual(
      [...new Set(lenses.map(({ command }) => command?.arguments?.[0].offset))],
      [6, document.offsetAt(new vscode.Position(2, 4))],
    );
    await editor.edit((builder) => builder.delete(new vscode.Range(1, 2, 1, 20)));
    assert.deepEqual([...new Set((await codeLenses(document.uri)).map(({ range }) => range.start.line))], [2]);
  });

  it('work on the token under each of two editors of one document', async () => {
    const token = await signed(healthy.rest());
    const { document } = await open(file, token);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Two });
    assert.equal(vscode.window.visibleTextEditors.filter((editor) => editor.document === document).length, 2);
    const renew = (await codeLenses(document.uri))[1]?.command;
    const renewed = await vscode.commands.executeCommand<string>(renew?.command ?? '', ...(renew?.arguments ?? []));
    assert.equal(document.getText(), renewed);
    assert.lengthOf(await codeLenses(document.uri), 4);
  });

  it('go with the switch and with tokensmith.exclude, at once', async () => {
    const document = await openDocument(file, await signed(healthy.rest()));
    for (const [name, value] of [
      ['tokensmith.codeLens.enabled', false],
      ['tokensmith.exclude', ['**/lenses.*']],
    ] as const) {
      await withSetting(name, value, async () => {
        await until('none', async () => (await codeLenses(document.uri)).length === 0);
      });
      await until('lenses again', async () => (await codeLenses(document.uri)).length === 4);
    }
  });
});

describe('documents that cannot be written', () => {
  before(activate);
  afterEach(closeEditors);

  it('say of a key that nobody here knows nothing that reads as verified, and why in their tooltip', async () => {
    const token = await unproven({ alg: 'RS256', kid: 'k1' }, { sub: 'me' });
    const { uri } = await openDocument('unknown.txt', token);
    const [summary] = await codeLenses(uri);
    assert.equal(summary?.command?.title, 'JWT · no expiry');
    assert.equal(
      summary?.command?.tooltip,
      'Signature not verified: no key in this workspace matches (kid k1). Click to decode.',
    );
  });

  it('that the settings make read-only get Copy in place of Renew and Edit', async () => {
    await withSetting('files.readonlyInclude', { '**/readonly.txt': true }, async () => {
      const document = await openDocument('readonly.txt', await signed(healthy.rest()));
      await until('the setting', async () => (await codeLenses(document.uri)).length === 2);
      assert.deepEqual((await lensTitles(document.uri)).slice(1), ['Copy']);
      assert.include(await hoverText(document.uri, new vscode.Position(0, 5)), 'Vonage REST');
    });
  });

  it('that some program shows get lenses that read and hovers, no problems and no writing', async () => {
    const token = unproven({ alg: 'none' }, { sub: 'me' }, '');
    const provider = vscode.workspace.registerTextDocumentContentProvider('tokensmith-test', {
      provideTextDocumentContent: () => token,
    });
    const uri = vscode.Uri.parse('tokensmith-test:/shown.txt');
    await vscode.window.showTextDocument(uri);
    assert.deepEqual(await lensTitles(uri), ['JWT · no expiry · unsigned', 'Copy']);
    assert.include(await hoverText(uri, new vscode.Position(0, 5)), 'unsigned');
    assert.isEmpty(problemCodes(uri));
    const [, copy] = await codeLenses(uri);
    await vscode.commands.executeCommand(copy?.command?.command ?? '', ...(copy?.command?.arguments ?? []));
    assert.equal(await clipboard(), token);
    provider.dispose();
  });

  it('of an output channel get them too', async () => {
    const channel = vscode.window.createOutputChannel('Tokensmith test');
    channel.append(`x ${unproven({ alg: 'none' }, { sub: 'me' }, '')}`);
    channel.show();
    const { document } = await until('the channel', () =>
      vscode.window.visibleTextEditors.find(
        (editor) => editor.document.uri.scheme === 'output' && editor.document.getText().startsWith('x eyJ'),
      ),
    );
    assert.deepEqual(await lensTitles(document.uri), ['JWT · no expiry · unsigned', 'Copy']);
    assert.include(await hoverText(document.uri, new vscode.Position(0, 5)), 'unsigned');
    assert.isEmpty(problemCodes(document.uri));
    channel.dispose();
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
