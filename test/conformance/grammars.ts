/** The grammars of languages, and what parses by them. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const ours = dirname(require.resolve('@vscode/tree-sitter-wasm/package.json'));
const others = dirname(require.resolve('tree-sitter-wasms/package.json'));

/** The grammar of each language, by VS Code's id. */
export const grammars: Readonly<Record<string, string>> = {
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

/** What a parser makes of a piece of text. */
export interface Node {
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
/** The parser that takes them. */
export const treeSitter = require('@vscode/tree-sitter-wasm') as TreeSitter;
