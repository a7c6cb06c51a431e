import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  facts,
  fileUri,
  lensTitles,
  openDocument,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const { keys } = facts;
const vanilla = {
  kind: 'vanilla',
  issuer: 'a',
  subject: '1',
  audience: 'b',
  email: 'a@b.c',
  displayName: 'A',
  key: 'env:VANILLA_SECRET',
};
/** Laid beside the workspace by what starts VS Code, where the platform has such files. */
const hostile = vscode.Uri.joinPath(fileUri(''), '..', 'hostile');

function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

function make(change: Record<string, unknown>): Thenable<string> {
  return run<string>('createToken', { recipe: { ...recipe, ...change }, output: 'none' });
}

/** Moves a hostile file into the workspace while an attack goes on, and back. */
async function withFile(name: string, path: string, attack: () => Promise<void>): Promise<void> {
  const [there, here] = [vscode.Uri.joinPath(hostile, name), fileUri(path)];
  await vscode.workspace.fs.rename(there, here, { overwrite: true });
  try {
    await attack();
  } finally {
    await vscode.workspace.fs.rename(here, there);
  }
}

describe('a hostile workspace', () => {
  before(async function () {
    const isThere = await vscode.workspace.fs.stat(hostile).then(
      () => true,
      () => false,
    );
    if (!isThere) this.skip();
  });

  const attacks: readonly (readonly [what: string, file: string, path: string, key: string, refusal: RegExp])[] = [
    ['a link to a file', 'link.pem', 'link.pem', 'file:link.pem', /symbolic link/],
    ['a link to a folder', 'linked', 'linked', 'file:linked/private.pem', /symbolic link/],
    ['a link to a device', 'endless.pem', 'endless.pem', 'file:endless.pem', /symbolic link/],
    ['a FIFO', 'fifo.pem', 'fifo.pem', 'file:fifo.pem', /isn't a regular file/],
  ];
  for (const [what, file, path, key, refusal] of attacks)
    it(`names no key by ${what}, and the keys beside it are known still`, async () => {
      await withFile(file, path, async () => {
        assert.match((await rejection(make({ key }))).message, refusal);
        const token = await make({});
        assert.equal((await run<{ signature: string }>('verifyToken', { token })).signature, 'valid');
        const document = await openDocument('read.txt', `${token}\n`);
        await until('the lens', async () => (await lensTitles(document.uri))[0]?.endsWith('✓ private.key'));
      });
    });

  const config = { key: 'vonage-config' };
  const links: readonly (readonly [file: string, path: string, change: Record<string, unknown>])[] = [
    ['link.env', '.env', { key: 'env:PEM' }],
    ['link.env', '.env.local', { key: 'env:PEM' }],
    ['link.env', '.env.development', { kind: 'vonage-video', sessionId: 'env:SESSION' }],
    ['link.json', '.vonagerc', config],
    ['link.json', 'vonage_app.json', { ...config, applicationId: 'vonage-config' }],
  ];
  for (const [file, path, change] of links)
    it(`has a link out of it in place of ${path}, which is not read`, async () => {
      const env = await readFile('.env');
      try {
        await withFile(file, path, async () => {
          assert.match((await rejection(make(change))).message, new RegExp(`${path} is a symbolic link`));
        });
      } finally {
        await writeFile('.env', env);
      }
    });

  it('has an .env of a gigabyte, which is not read', async () => {
    const env = new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri('.env')));
    try {
      await withFile('huge.env', '.env', async () => {
        const { message } = await rejection(run('createToken', { recipe: vanilla, output: 'none' }));
        assert.match(message, /\.env is larger than 65536 bytes/);
        const token = await make({});
        assert.equal((await run<{ signature: string }>('verifyToken', { token })).signature, 'valid');
      });
    } finally {
      await writeFile('.env', env);
    }
    assert.isString(await run('createToken', { recipe: vanilla, output: 'none' }));
  });

  it('replaces a key file while it is read: a token is of one key or the other, or none is made', async () => {
    await writeFile('changing.pem', keys.rsa);
    let isOver = false;
    const replacing = (async () => {
      for (let i = 0; !isOver; i++) {
        await writeFile('next.pem', [keys.otherRsa, keys.rsa, '', 'a'.repeat(70_000)][i % 4] ?? '');
        await vscode.workspace.fs.rename(fileUri('next.pem'), fileUri('changing.pem'), { overwrite: true });
      }
    })();
    const outcomes = new Set<string>();
    try {
      await writeFile('one.txt', keys.rsa);
      await writeFile('other.txt', keys.otherRsa);
      for (let i = 0; i < 40; i++) {
        const token = await make({ key: 'file:changing.pem' }).then(undefined, (error: Error) => error);
        if (token instanceof Error) {
          assert.match(
            token.message,
            /changing\.pem(: This isn't a key| is larger than| doesn't exist| can't be read)/,
          );
          outcomes.add('refused');
          continue;
        }
        const by = ['file:one.txt', 'file:other.txt'].map(
          async (key) => (await run<{ signature: string }>('verifyToken', { token, key })).signature,
        );
        assert.sameMembers(await Promise.all(by), ['valid', 'invalid']);
        outcomes.add('made');
      }
    } finally {
      isOver = true;
      await replacing;
      for (const file of ['changing.pem', 'next.pem', 'one.txt', 'other.txt']) await removeFile(file);
    }
    assert.isTrue(outcomes.has('made'));
  });
});
