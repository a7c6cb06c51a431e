import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeCases } from '../unit/insertion/codeCases.ts';
import { inserted } from '../unit/insertion/cursor.ts';

/** Parsers of the languages themselves say that code with a token is code still, with the token in one string. */
const require = createRequire(import.meta.url);
const ours = dirname(require.resolve('@vscode/tree-sitter-wasm/package.json'));
const others = dirname(require.resolve('tree-sitter-wasms/package.json'));

const grammars: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['python', 'ruby', 'php', 'powershell', 'go', 'java', 'rust'].map((name) => [
      name,
      join(ours, 'wasm', `tree-sitter-${name}.wasm`),
    ]),
  ),
  csharp: join(ours, 'wasm', 'tree-sitter-c-sharp.wasm'),
  shellscript: join(ours, 'wasm', 'tree-sitter-bash.wasm'),
  kotlin: join(others, 'out', 'tree-sitter-kotlin.wasm'),
  dart: join(others, 'out', 'tree-sitter-dart.wasm'),
};

interface Node {
  readonly type: string;
  readonly text: string;
  readonly hasError: boolean;
  readonly children: readonly (Node | null)[];
}
interface TreeSitter {
  readonly Parser: {
    init(): Promise<void>;
    new (): { setLanguage(language: unknown): void; parse(text: string): { rootNode: Node } };
  };
  readonly Language: { load(path: string): Promise<unknown> };
}
const { Parser, Language } = require('@vscode/tree-sitter-wasm') as TreeSitter;

beforeAll(() => Parser.init());

describe.each(Object.entries(grammars))('%s', (languageId, grammar) => {
  it.each(Object.entries(codeCases[languageId] ?? {}))('%s', async (_, [marked]) => {
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
    const result = inserted(languageId, '/a', marked);
    // A header on a line of its own is no code, and says so.
    if (/^Authorization: /m.test(result)) return;
    const { rootNode } = parser.parse(result);
    expect(rootNode.hasError, result).toBe(false);
    expect(
      stringsIn(rootNode).filter((text) => text.includes('TOKEN')),
      result,
    ).toHaveLength(1);
  });
});

/** The outermost string literals. */
function stringsIn(node: Node): readonly string[] {
  if (/string|encapsed/.test(node.type)) return [node.text];
  return node.children.flatMap((child) => (child ? stringsIn(child) : []));
}
