/**
 * Who may import whom: the folders of `src` from the ground up, each with all that it may import. `npm run manifest` makes
 * `biome.layers.json` of it, by which the linter holds every file, and the table in CONTRIBUTING.md.
 */
import { posix } from 'node:path';

interface Layer {
  /** Below `src`, or a file in it. */
  readonly path: string;
  /** What it is, in a few words of Markdown. */
  readonly holds: string;
  readonly imports: readonly string[];
  /** No VS Code and no DOM; the clock and the random source are arguments. */
  readonly isPure?: true;
}

const core: readonly Layer[] = [
  {
    path: 'jwt',
    holds:
      'what a token is: find in text, decode, lossless JSON, times, algorithms, sign, verify, decrypt; errors with codes',
    imports: [],
    isPure: true,
  },
  { path: 'keys', holds: 'what a key is: PEM, ASN.1, JWK, secrets → a typed key', imports: ['jwt'], isPure: true },
  { path: 'kinds', holds: 'what a token is for: one file a kind', imports: ['jwt'], isPure: true },
  {
    path: 'inspection',
    holds: 'all that is known of a token at a moment: kind, times, state, verdicts, problems, until when',
    imports: ['jwt', 'kinds'],
    isPure: true,
  },
  {
    path: 'recipes',
    holds: 'recipe → claims → token; renewal; broken variants; key references as data',
    imports: ['jwt', 'keys', 'kinds', 'inspection'],
    isPure: true,
  },
  {
    path: 'globs',
    holds: 'globs and `.gitignore` rules, held against paths in one reading',
    imports: [],
    isPure: true,
  },
  {
    path: 'insertion',
    holds: 'where a token goes in a text: `.http` requests, shell, `.env`, JSON, code',
    imports: ['jwt'],
    isPure: true,
  },
  {
    path: 'errors',
    holds: 'why something cannot be done in the folders below `messages`, as codes and facts',
    imports: ['jwt'],
    isPure: true,
  },
];

/** Each may import the core, and the adapters before it but those that it is `without`. */
const adapters: readonly (Omit<Layer, 'imports'> & { readonly without?: readonly string[] })[] = [
  { path: 'settings', holds: 'what each setting must be, and what counts where it is not' },
  {
    path: 'vault',
    holds:
      "where keys come from here: workspace files, `.env`, Vonage's configuration, SecretStorage; trust and leave; the one path that signs (`sign.ts`)",
  },
  { path: 'messages', holds: 'codes → sentences, through `vscode.l10n`; problems → diagnostics; times → dates' },
  { path: 'tokens', holds: 'which tokens a document has, what is known of them, until when' },
  {
    path: 'edits',
    holds:
      'every write: of documents (with their version), of files (bytes kept, no link followed), of settings; tokens followed through changes',
  },
  { path: 'documents', holds: 'the `jwt:` documents: decode, edit and re-sign, compare' },
  { path: 'services.ts', holds: 'what is made once and shared by all folders below' },
  { path: 'features', holds: 'what people see in any document: lenses, hover, problems, actions' },
  { path: 'flows', holds: 'how people are asked: steps, fields, keys, where a token goes' },
  { path: 'commands', holds: 'one file a command; `index.ts` is the table' },
  {
    path: 'builder',
    holds: "the Token Builder's side in the host, and `protocol.ts`, all that it and its page say to each other",
    without: ['commands'],
  },
  { path: 'chat', holds: "the tools for the editor's chat: decode, explain, check", without: ['commands', 'builder'] },
  { path: 'extension.ts', holds: 'composes, and nothing else' },
];

/** The folders and files of `src`, from the ground up. */
export const layers: readonly Layer[] = [
  ...core,
  ...adapters.map(({ without = [], ...layer }, i) => ({
    ...layer,
    imports: [...core, ...adapters.slice(0, i)].map(({ path }) => path).filter((path) => !without.includes(path)),
  })),
];

/** The page of the Token Builder has the DOM, and of all others only what it says to the host, and how a distance in time is rounded. */
const pages: readonly Layer[] = [
  { path: 'builder/webview', holds: "the Token Builder's page", imports: ['builder/protocol.ts', 'jwt/time.ts'] },
  {
    path: 'builder/webview/controls',
    holds: 'one file a control of its form',
    imports: ['builder/webview', 'builder/protocol.ts'],
  },
];

/** The table of CONTRIBUTING.md. */
export function layerTable(): string {
  const rows = layers.map(({ path, holds, imports }, i) => {
    const before = layers.slice(0, i).map((layer) => layer.path);
    return `| \`src/${path}\` | ${holds} | ${named(imports, before)} |`;
  });
  const ofPages = pages.map(({ path, holds, imports }) => `| \`src/${path}\` | ${holds} | ${quoted(imports)} |`);
  return ['| folder | what it is | may import |', '| --- | --- | --- |', ...rows, ...ofPages].join('\n');
}

function named(imports: readonly string[], before: readonly string[]): string {
  const lacks = before.filter((path) => !imports.includes(path));
  if (before.length === 0 || imports.length === 0) return '–';
  if (lacks.length === 0) return 'all above';
  return lacks.length < 3 && before.length > 3 ? `all above but ${quoted(lacks)}` : quoted(imports);
}

function quoted(paths: readonly string[]): string {
  return paths.map((path) => `\`${path}\``).join(', ');
}

/** The linter's rules: `biome.layers.json`. */
export function layerRules(): string {
  const overrides = [...layers, ...pages].map((layer) => ({
    includes: [isFile(layer.path) ? `src/${layer.path}` : `src/${layer.path}/*`],
    ...(layer.isPure && { plugins: ['./biome-pure.grit'] }),
    linter: {
      rules: {
        style: { noRestrictedImports: { level: 'error', options: { patterns: restrictions(layer) } } },
      },
    },
  }));
  return `${JSON.stringify({ $schema: './node_modules/@biomejs/biome/configuration_schema.json', overrides }, null, 2)}\n`;
}

function restrictions({ path, imports, isPure }: Layer) {
  const isPage = pages.some((page) => page.path === path);
  const folder = isFile(path) ? '.' : path;
  const allowed = imports.map((each) => `!${specifier(folder, isFile(each) ? each : `${each}/*`)}`);
  return [
    { group: ['node:*', 'node:*/**'], message: 'Tokensmith runs in the web worker host, too: no Node.' },
    ...(isPure || isPage ? [{ group: ['vscode'], message: 'No VS Code here, nor in what is imported here.' }] : []),
    {
      group: [isFile(path) ? './**' : '../**', ...allowed],
      message: `scripts/layers.ts says what src/${path} may import.`,
    },
  ];
}

/** As an import in a folder names a file. */
function specifier(folder: string, file: string): string {
  const path = posix.relative(folder, file);
  return path.startsWith('.') ? path : `./${path}`;
}

function isFile(path: string): boolean {
  return path.endsWith('.ts');
}
