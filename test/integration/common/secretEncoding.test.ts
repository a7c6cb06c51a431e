import { assert } from 'chai';
import * as vscode from 'vscode';
import { closeEditors, codeActions, openDocument, problemCodes, removeFile, until, writeFile } from '../support.ts';

const settings = () => vscode.workspace.getConfiguration('tokensmith');
const encode = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A token that something else than Tokensmith signed with the bytes of a secret. */
async function signedWith(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const utf8 = new TextEncoder();
  const input = `${encode(utf8.encode('{"alg":"HS256"}'))}.${encode(utf8.encode('{"sub":"me","exp":4102444800}'))}`;
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return `${input}.${encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(input))))}`;
}

describe('a recipe that reads its secret in another encoding', () => {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  after(async () => {
    await settings().update('recipes', undefined, vscode.ConfigurationTarget.Workspace);
    await closeEditors();
    await removeFile('hmac-secret.txt');
  });

  it('is told on a token that proves it, and the fix corrects it', async () => {
    await writeFile('hmac-secret.txt', `${btoa(String.fromCharCode(...secret))}\n`);
    const recipe = { kind: 'custom', key: 'file:hmac-secret.txt', algorithm: 'HS256', claims: { sub: 'me' } };
    await settings().update('recipes', { mine: recipe }, vscode.ConfigurationTarget.Workspace);
    const token = await signedWith(secret);
    const verdict = await vscode.commands.executeCommand<Record<string, unknown>>('tokensmith.verifyToken', {
      token,
      key: 'file:hmac-secret.txt',
    });
    assert.include(verdict, { signature: 'valid', key: 'file:hmac-secret.txt', secretEncoding: 'base64' });
    const { uri } = await openDocument('token.txt', token);
    await until('the problem', () => problemCodes(uri).includes('secret-encoding'));
    const range = new vscode.Range(0, token.length - 1, 0, token.length - 1);
    const fix = (await codeActions(uri, range, vscode.CodeActionKind.QuickFix)).find(({ title }) =>
      title.startsWith('Set "secretEncoding" to "base64" in the recipe "mine"'),
    );
    await vscode.commands.executeCommand(fix?.command?.command ?? '', ...(fix?.command?.arguments ?? []));
    assert.deepEqual(settings().get('recipes'), { mine: { ...recipe, secretEncoding: 'base64' } });
    await until('the problem to go', () => !problemCodes(uri).includes('secret-encoding'));
  });
});
