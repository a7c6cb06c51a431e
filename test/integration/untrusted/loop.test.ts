import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  activate,
  clipboard,
  closeEditors,
  facts,
  hoverText,
  lensTitles,
  open,
  openDocument,
  problemCodes,
  recipe,
  rejection,
  until,
} from '../support.ts';

/** Expired in 2023; its signature is of no key here. */
const token = [
  `{"alg":"RS256","typ":"JWT"}`,
  `{"application_id":"${facts.applicationId}","iat":1700000000,"exp":1700000900,"jti":"a"}`,
  'x'.repeat(258),
]
  .map((part) => btoa(part).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''))
  .join('.');

describe('an untrusted workspace', () => {
  before(activate);
  afterEach(closeEditors);

  it('decodes and checks, and says nothing of keys', async () => {
    const document = await openDocument(
      'untrusted.http',
      `GET https://api.nexmo.com/a\nAuthorization: Bearer ${token}\n`,
    );
    const titles = await lensTitles(document.uri);
    assert.isTrue(
      titles.some((title) => /^Vonage REST · expired \d+ years ago$/.test(title)),
      titles.join('\n'),
    );
    const hover = await hoverText(document.uri, new vscode.Position(1, 40));
    assert.include(hover, 'application\\_id'.replace('\\', ''));
    assert.match(hover, /Restricted Mode/);
    assert.notInclude(hover, 'private.key');
    await until('the problem', () => problemCodes(document.uri).includes('expired') || undefined);
    assert.notInclude(problemCodes(document.uri), 'signature-invalid');
  });

  it('gives no verdict on signatures', async () => {
    const verdict = await vscode.commands.executeCommand<Record<string, unknown>>('tokensmith.verifyToken', {
      token,
      key: 'file:private.key',
    });
    assert.equal(verdict.signature, 'not-checked');
    assert.equal(verdict.claims, 'expired');
    assert.notProperty(verdict, 'key');
  });

  for (const command of ['createToken', 'createVonageRestToken', 'insertAuthorizationHeader']) {
    it(`${command} says why it reads no key, and changes nothing`, async () => {
      const text = 'GET https://api.nexmo.com/a\n';
      const editor = await open('unsigned.http', `|${text}`);
      await vscode.env.clipboard.writeText('as it was');
      const error = await rejection(
        vscode.commands.executeCommand(`tokensmith.${command}`, { recipe, output: 'clipboard' }),
      );
      assert.match(error.message, /isn't trusted.*Manage Workspace Trust/);
      assert.equal(editor.document.getText(), text);
      assert.equal(await clipboard(), 'as it was');
    });
  }
});
