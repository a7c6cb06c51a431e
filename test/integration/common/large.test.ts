import { assert } from 'chai';
import * as vscode from 'vscode';
import { withSetting } from '../jwtDocuments.ts';
import { activate, emptyDocument, openDocument, problemCodes, problems, recipe, until } from '../support.ts';
import { healthy, unproven } from '../tokens.ts';

/** A 10 MB log with 1,000 tokens, each on a line of its own. */
function log(): string {
  const line = `2026-03-10T10:10:10.100Z INFO [worker-1] com.example.service.Handler - request finished id=0a1b took 12ms\n`;
  const filler = line.repeat(Math.floor(10_000 / line.length));
  return Array.from({ length: 1000 }, (_, n) => {
    const token = unproven({ alg: 'RS256' }, { ...healthy.rest(), n, exp: 1_700_000_000, iat: 1_699_999_100 });
    return `${filler}Authorization: Bearer ${token}\n`;
  }).join('');
}

/** The lenses of a document, and so many of them worded. */
function lensesOf(uri: vscode.Uri, worded?: number): Thenable<readonly vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, worded);
}

describe('a 10 MB log with 1,000 tokens', () => {
  let document: vscode.TextDocument;
  before(async () => {
    await activate();
    document = await openDocument('large.log', log());
  });
  after(() => emptyDocument(document));

  const insert = async (position: vscode.Position, text: string) => {
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, position, text);
    assert.isTrue(await vscode.workspace.applyEdit(change));
  };

  it('has a lens and a problem for each, right after an edit too', async () => {
    assert.isAbove(document.getText().length, 10_000_000);
    await until('the problems', () => problems(document.uri).length === 1000);
    const lines = async () => [...new Set((await lensesOf(document.uri)).map(({ range }) => range.start.line))];
    const before = await lines();
    assert.lengthOf(before, 1000);

    await insert(new vscode.Position(0, 0), 'one more line\n');
    assert.deepEqual(
      await lines(),
      before.map((line) => line + 1),
    );
    await until('the problems at their new places', () =>
      problems(document.uri).every(({ range }, i) => range.start.line === (before[i] ?? 0) + 1),
    );

    // Into the header of the first token, which then is none.
    const first = new vscode.Position((before[0] ?? 0) + 1, 'Authorization: Bearer eyJ'.length);
    await insert(first, ' ');
    assert.deepEqual(
      await lines(),
      before.slice(1).map((line) => line + 1),
    );
    await until('one problem less', () => problems(document.uri).length === 999);
  });

  it('words the lenses that are asked for', async () => {
    const lenses = await lensesOf(document.uri, 4);
    assert.match(lenses[0]?.command?.title ?? '', /^Vonage REST · expired/);
  });
});

describe('a file of 200 tokens', () => {
  before(activate);

  it('has the signature of each checked, also of those that nobody has seen', async () => {
    const recipes = { rest: recipe };
    await withSetting('tokensmith.recipes', recipes, async () => {
      const tokens = Array.from({ length: 200 }, (_, n) => unproven({ alg: 'RS256' }, { ...healthy.rest(), n }));
      const document = await openDocument('many.txt', tokens.join('\n'));
      await until('200 problems', () => problemCodes(document.uri).length === 200);
      assert.deepEqual([...new Set(problemCodes(document.uri))], ['signature-invalid']);
      await emptyDocument(document);
    });
  });
});
