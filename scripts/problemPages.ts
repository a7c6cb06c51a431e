/** The pages under docs/problems: one for each code of the tables of the source, and a list of them. */
import { inspect } from '../src/inspection/inspect.ts';
import { decodeToken } from '../src/jwt/decode.ts';
import { kinds } from '../src/kinds/index.ts';
import { keyProblems } from '../src/vault/keyProblems.ts';
import './host/wordsWithoutVSCode.ts';
import { now, type ProblemExample, problemExamples } from './problemExamples.ts';
import { type ProblemRow, problemRows } from './problemRows.ts';

// What imports VS Code can be imported only after the stand-in is there.
const { problemWords } = await import('../src/messages/problems.ts');

/** The pages by their paths in the repository. */
export function problemPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/problems/README.md', list()],
    ...problemRows.map((row): [string, string] => [`docs/problems/${row.code}.md`, page(row)]),
  ]);
}

/** The table of all problems, as the README has it too; links lead from `folder` to the pages. */
export function problemTable(folder: string): string {
  const lines = problemRows.map(
    ({ code, severity }) => `| [\`${code}\`](${folder}${code}.md) | ${severity} | ${cell(message(code))} |`,
  );
  return ['| code | severity | for example |', '| --- | --- | --- |', ...lines].join('\n');
}

/** What is said of the example. @throws Error if the example does not have the problem. */
function message(code: string): string {
  const example = exampleOf(code);
  if (example.payload === undefined) return problemWords(code, { data: example.data ?? {} }, undefined);
  const encode = (text: string): string => Buffer.from(text).toString('base64url');
  const token = decodeToken(
    `${encode(JSON.stringify(headerOf(example)))}.${encode(example.payload)}.${example.signaturePart ?? 'AAAA'}`,
  );
  const { signature, key, document, expected } = example;
  const own = kinds.find(({ id }) => id === example.kind);
  const context = { now: now * 1000, tolerance: 5, expiresSoon: 300 };
  const { kind, problems } = inspect(token, signature && { signature, ...(key && { key }) }, {
    ...context,
    ...(own && { kind: own }),
    ...(document && { document }),
    ...(expected && { expected }),
  });
  const problem = problems.find((found) => found.code === code);
  if (!problem) throw new Error(`The example of ${code} does not have the problem.`);
  return problemWords(code, problem, kind);
}

function page({ code, severity, source }: ProblemRow): string {
  const example = exampleOf(code);
  const owners = kinds.filter(({ checks }) => checks.some((check) => check.code === code));
  const about = Object.values(keyProblems).some((problem) => problem.code === code)
    ? code.startsWith('key.')
      ? 'a key'
      : 'a recipe'
    : owners.map(({ label }) => `${label} tokens`).join(', ') || 'any token';
  return [
    `# \`${code}\``,
    `> ${message(code)}`,
    [`- Severity: ${severity}`, `- About: ${about}`, `- The rule: <${source}>`].join('\n'),
    '## What to do',
    example.remedy,
    `The setting \`"tokensmith.problems.severity": { "${code}": "off" }\` turns it off; \`error\`, \`warning\`, \`information\` and \`hint\` change how it is shown.`,
    ...exampleLines(example),
    '<!-- Made by `npm run manifest` from the tables of the source. -->\n',
  ].join('\n\n');
}

function exampleLines(example: ProblemExample): readonly string[] {
  if (example.payload === undefined) return [];
  const { path } = example.document ?? {};
  const place = path === undefined ? '' : `, in \`${path}\``;
  return [
    '## An example',
    `The header \`${JSON.stringify(headerOf(example))}\` and this payload${place}, on ${new Date(now * 1000).toISOString().slice(0, 16)}Z:`,
    `\`\`\`json\n${example.payload.replace(/x{40,}/, 'xxx…')}\n\`\`\``,
  ];
}

function headerOf({ header = { alg: 'RS256', typ: 'JWT' } }: ProblemExample): object {
  return header;
}

function exampleOf(code: string): ProblemExample {
  const example = problemExamples[code];
  if (!example) throw new Error(`scripts/problemExamples.ts has no example of ${code}.`);
  return example;
}

function list(): string {
  return ['# Problems', 'What Tokensmith says about tokens, and what to do about each.', `${problemTable('')}\n`].join(
    '\n\n',
  );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
