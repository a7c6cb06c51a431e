import { assert } from 'chai';
import * as vscode from 'vscode';
import { withSetting } from '../jwtDocuments.ts';
import { activate, openDocument } from '../support.ts';

interface Hint {
  readonly line: number;
  readonly character: number;
  readonly label: string;
}

/** The hints of a file of its own. */
async function hintsIn(path: string, text: string): Promise<readonly Hint[]> {
  const document = await openDocument(path, text);
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<readonly vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    all,
  );
  return hints.map(({ position: { line, character }, label }) => ({
    line,
    character,
    label: typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  }));
}

/** A text, and how many dates stand behind its numbers. */
const texts: readonly (readonly [string, string, string, number])[] = [
  [
    'each time claim in JSON',
    'hints.json',
    '{"exp": 1700000000, "iat":1700000000,"nbf" : 1700000000, "auth_time": 1700000000}',
    4,
  ],
  ['nested claims', 'hints.json', '{"a": {"b": [{"exp": 1700000000}]}}', 1],
  ['an .http file', 'hints.http', 'POST https://example.com/?exp=1700000000\n\n{"iat": 1700000000}\n', 2],
  ['claims of Vonage and OpenTok', 'hints.json', '{"create_time": 1700000000, "expire_time": 1700000000}', 2],
  [
    'other numbers',
    'hints.json',
    '{"id": 1700000000, "regexp": 1700000000, "exp2": 1700000000, "max-exp": 1700000000}',
    0,
  ],
  [
    'what is no time in seconds',
    'hints.json',
    '{"exp": 1700000000000, "iat": 42, "nbf": "1700000000", "exp": 1700000000.5}',
    0,
  ],
  ['other languages', 'hints.txt', '{"exp": 1700000000}', 0],
];

describe('dates behind numeric times', () => {
  before(activate);

  for (const [what, path, text, count] of texts) {
    it(`stand behind ${what}: ${count}`, async () => {
      const hints = await hintsIn(path, text);
      assert.lengthOf(hints, count);
      for (const { line, character, label } of hints) {
        assert.isTrue(text.split('\n')[line]?.slice(0, character).endsWith('1700000000'));
        assert.include(label, '2023');
      }
    });
  }

  it('go with the switch and with tokensmith.exclude', async () => {
    for (const [name, value] of [
      ['tokensmith.inlayHints.enabled', false],
      ['tokensmith.exclude', ['**/hints.*']],
    ] as const) {
      await withSetting(name, value, async () => assert.isEmpty(await hintsIn('hints.json', '{"exp": 1700000000}')));
    }
    assert.lengthOf(await hintsIn('hints.json', '{"exp": 1700000000}'), 1);
  });
});
