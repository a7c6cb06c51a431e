import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ways: readonly string[] = [
  `import { WorkspaceEdit } from 'vscode';`,
  `import { type Uri, WorkspaceEdit as Edit } from 'vscode';`,
  `await workspace.applyEdit(edit);`,
  `await editor.edit((builder) => builder.insert(at, 'x'));`,
  `await editor?.edit((builder) => builder.insert(at, 'x'));`,
  `await editor.insertSnippet(snippet);`,
  `await document.save();`,
  `await workspace.saveAll();`,
  `await workspace.fs.writeFile(uri, bytes);`,
  `await vscode.workspace.fs.writeFile(uri, bytes);`,
  `await workspace.fs.delete(uri);`,
  `await workspace.fs.rename(uri, other);`,
  `await workspace.fs.copy(uri, other);`,
  `await workspace.fs.createDirectory(uri);`,
  `const files = workspace.fs;`,
  `const write = workspace.fs.writeFile;`,
  `const { fs } = workspace;`,
  `const { applyEdit } = workspace;`,
  `await fs.rename(uri, other);`,
  `await workspace['applyEdit'](edit);`,
  `await workspace.getConfiguration('tokensmith').update('recipes', {}, target);`,
  `const edits = [TextEdit.replace(range, 'x')];`,
];
const others: readonly string[] = [
  `const { size } = await workspace.fs.stat(uri);`,
  `const bytes = await workspace.fs.readFile(uri);`,
  `const isWritable = workspace.fs.isWritableFileSystem(uri.scheme);`,
  `await memory.update('choice', reference);`,
  `seen.delete(uri);`,
  `const { isTrusted } = state;`,
];

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'tokensmith-writes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files that sign, or might. */
const signing = {
  'src/commands/sign.ts': `import { signToken } from '../jwt/sign.ts';`,
  'src/vault/other.ts': `import { requireSignable, signToken as sign } from '../jwt/sign.ts';`,
  'src/vault/sign.ts': `import { requireSignable, signToken } from '../jwt/sign.ts';`,
  'src/messages/sign.ts': `import type { SigningErrors } from '../jwt/sign.ts';`,
};

/** The files in which the project's own linter finds a write. */
const found = new Set<string>();

beforeAll(() => {
  const settings = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  const rules = readdirSync(root).filter((name) => name.endsWith('.grit'));
  for (const file of rules) copyFileSync(join(root, file), join(folder, file));
  // Only the rules of plugins are asked for.
  const linter = { rules: { preset: 'none' } };
  const overrides = settings.overrides.filter(({ plugins }: { readonly plugins?: unknown }) => plugins !== undefined);
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ linter, overrides }));
  for (const [i, way] of [...ways, ...others].entries()) {
    for (const layer of ['features', 'edits']) {
      const file = join(folder, 'src', layer, `${i}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${way}\n`);
    }
  }
  for (const [file, text] of Object.entries(signing)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  const biome = join(root, 'node_modules/.bin/biome');
  const report = run(biome, ['lint', '--reporter=json', '--max-diagnostics=none', 'src'], folder);
  for (const { category, location } of JSON.parse(report).diagnostics)
    if (category === 'plugin') found.add(String(location.path.file ?? location.path));
});

function run(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}

describe('the linter lets nothing but src/edits write', () => {
  test.each(ways.map((way, i) => [way, i] as const))('%s', (_, i) => {
    expect([...found]).toContain(`src/features/${i}.ts`);
    expect([...found]).not.toContain(`src/edits/${i}.ts`);
  });
  test.each(others.map((way, i) => [way, ways.length + i] as const))('but anything %s', (_, i) => {
    expect([...found]).not.toContain(`src/features/${i}.ts`);
  });
});

test('the linter lets nothing but src/vault/sign.ts sign', () => {
  const files = Object.keys(signing).filter((file) => found.has(file));
  expect(files).toEqual(['src/commands/sign.ts', 'src/vault/other.ts']);
});
