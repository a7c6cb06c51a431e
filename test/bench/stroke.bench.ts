import { entered } from '../entered.ts';
import '../../scripts/host/wordsWithoutVSCode.ts';
import { createHmac } from 'node:crypto';
import type { Row } from './measure.ts';

/** What a stroke of a key may enter, in files of `src`. */
const budget = 20;
const secret = 'a secret of this bench alone, of 32 bytes and more';

/** The lenses of any document, as VS Code asks for them after a stroke. */
type Lenses = { readonly provideCodeLenses: (document: unknown) => unknown };

/**
 * How many files of the source a stroke of a key in a small file enters, by V8's coverage: with the whole extension in the
 * stand-in for VS Code, from the event to the lenses and the problems. In a token, it is found, decoded, recognised (each
 * kind is a file), verified, inspected and worded anew.
 */
export async function rows(): Promise<Row[]> {
  // Once there is something that stands in for VS Code.
  const { files, folderAt, languages, page, resetVSCode, Uri, window, workspace } = await import(
    '../standIn/vscode.ts'
  );
  const { contextOf } = await import('../fuzz/mix.ts');
  resetVSCode();
  workspace.workspaceFolders = [folderAt('/work')];
  const jwk = JSON.stringify({ kty: 'oct', k: Buffer.from(secret).toString('base64url') });
  files.lay({ '/work/secret.jwk': jwk, '/work/a.txt': `x ${tokenOf({ sub: 'me', iat: 1, exp: 2 })}\n` });
  const providers: Lenses[] = [];
  Object.assign(languages, {
    registerCodeLensProvider: (selector: unknown, provider: Lenses) => {
      if (selector === '*') providers.push(provider);
      return { dispose() {} };
    },
  });
  const context = contextOf();
  const { activate } = await import('../../src/extension.ts');
  activate(context);
  const uri = Uri.file('/work/a.txt');
  await window.showTextDocument(await page.open(uri));
  const stroke = async (start: number, length: number, text: string) => {
    const model = page.model(uri);
    if (!model) throw new Error('the file is not open');
    page.type(model, [{ start, end: start + length, text }]);
    await page.idle();
    for (const provider of providers) await provider.provideCodeLenses(page.documentOf(uri));
    await settle(() => page.idle());
  };
  const inToken = 60;
  // What is loaded with the first is no part of any stroke.
  for (const text of ['A', 'B']) {
    await stroke(0, 1, text);
    await stroke(inToken, 1, text);
  }
  const measured = [
    { what: 'beside a token', entered: await entered(() => stroke(0, 1, 'C')), limit: budget },
    { what: 'in a token', entered: await entered(() => stroke(inToken, 1, 'C')) },
  ];
  for (const each of context.subscriptions) (each as { dispose(): void }).dispose();
  resetVSCode();
  return measured.map(({ what, entered, limit }) => ({
    what: `files of src that a stroke enters, ${what}`,
    measured: `${entered.length} (${inFolders(entered)})`,
    beside: `${budget}`,
    ratio: entered.length / budget,
    ...(limit && { limit: 1 }),
  }));
}

function tokenOf(claims: object): string {
  const input = ['{"alg":"HS256","typ":"JWT"}', JSON.stringify(claims)]
    .map((text) => Buffer.from(text).toString('base64url'))
    .join('.');
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** Verdicts and what is told of them come a little later. */
async function settle(idle: () => Promise<void>): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await idle();
  }
}

/** How many there are of each folder: `4 features, 3 tokens`. */
function inFolders(paths: readonly string[]): string {
  const folders = new Map<string, number>();
  for (const path of paths) {
    const [folder = ''] = path.split('/');
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].map(([folder, count]) => `${count} ${folder}`).join(', ');
}
