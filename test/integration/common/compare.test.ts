import { assert } from 'chai';
import * as vscode from 'vscode';
import { create, run, write } from '../jwtDocuments.ts';
import { closeEditors, open, rejection } from '../support.ts';

async function shownDiff(): Promise<{ title: string; left: string; right: string }> {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (!(tab?.input instanceof vscode.TabInputTextDiff)) throw new Error('no diff editor is shown');
  const texts = [tab.input.original, tab.input.modified].map(async (uri) => {
    assert.equal(uri.scheme, 'jwt');
    assert.notInclude(uri.toString(), 'eyJ');
    return (await vscode.workspace.openTextDocument(uri)).getText();
  });
  const [left = '', right = ''] = await Promise.all(texts);
  return { title: tab.label, left, right };
}

const header = '{"alg":"HS256"}';

describe('comparing tokens', () => {
  afterEach(closeEditors);

  it('shows two in the diff editor', async () => {
    const [left, right] = [write(header, '{"a":1,"b":2}'), write(header, '{"a":1,"b":3}')];
    assert.isUndefined(await run('compareTokens', { left, right }));
    const shown = await shownDiff();
    assert.deepEqual(JSON.parse(shown.left).payload, { a: 1, b: 2 });
    assert.deepEqual(JSON.parse(shown.right).payload, { a: 1, b: 3 });
    assert.equal(shown.title, 'JWT and JWT');
  });

  it('sets the same claims against each other, and says so', async () => {
    const left = write('{"alg":"HS256","typ":"JWT"}', '{"sub":"x","n":1.0,"o":{"a":1,"b":2}}');
    const right = write('{"typ":"JWT","alg":"HS512"}', '{"new":1,"n":2e0,"o":{"b":3,"a":1},"sub":"x"}');
    await run('compareTokens', { left, right });
    const shown = await shownDiff();
    assert.equal(
      shown.right.replaceAll(/\s/g, ''),
      '{"header":{"alg":"HS512","typ":"JWT"},"payload":{"new":1,"sub":"x","n":2e0,"o":{"a":1,"b":3}}}',
    );
    assert.match(shown.title, /claims sorted to match/);
    await run('compareTokens', { left: right, right });
    assert.equal((await shownDiff()).title, 'JWT and JWT');
  });

  it('takes the token under the cursor and the one on the clipboard', async () => {
    const [one, other] = [await create(), await create({ expiresIn: '1h' })];
    await open('compare.txt', `x |${one}`);
    await vscode.env.clipboard.writeText(other);
    await run('compareTokens', {});
    const shown = await shownDiff();
    assert.equal(shown.title, 'compare.txt:1 – Vonage REST and clipboard – Vonage REST');
    assert.notEqual(shown.left, shown.right);
  });

  it('takes two that are selected', async () => {
    const [one, two] = [write(header, '{"a":1}'), write(header, '{"a":2}')];
    await vscode.env.clipboard.writeText('none');
    await open('compare.txt', `|${one}\n${two}\n|`);
    await run('compareTokens');
    const shown = await shownDiff();
    assert.deepEqual(
      [shown.left, shown.right].map((text) => JSON.parse(text).payload.a),
      [1, 2],
    );
    assert.equal(shown.title, 'compare.txt:1 – JWT and compare.txt:2 – JWT');
  });

  it('refuses what is no token', async () => {
    const error = await rejection(run('compareTokens', { left: 'x', right: await create() }));
    assert.match(error.message, /isn't a token/);
  });
});
