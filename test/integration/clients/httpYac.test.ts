import { assert } from 'chai';
import * as vscode from 'vscode';
import { type Recorder, startRecorder } from '../../conformance/httpyacRecorder.ts';
import { httpYac, sendAt } from '../httpYac.ts';
import { activate, closeEditors, facts, open, recipe, removeFile, until, writeFile } from '../support.ts';
import { healthy, seconds, signed } from '../tokens.ts';

const TOKEN = /^Bearer eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

describe('httpYac, with its extension installed', () => {
  const settings = vscode.workspace.getConfiguration('tokensmith');
  let recorder: Recorder;
  before(async () => {
    recorder = await startRecorder();
    await activate();
    await settings.update(
      'recipes',
      { 'my api': recipe, locked: { ...recipe, key: 'file:locked.pem' }, gone: { ...recipe, key: 'file:gone.key' } },
      vscode.ConfigurationTarget.Workspace,
    );
  });
  after(() => settings.update('recipes', undefined, vscode.ConfigurationTarget.Workspace));
  after(() => recorder.close());
  afterEach(closeEditors);

  /** The values of `Authorization` that arrive. */
  const arrived = () => recorder.take().flatMap(({ authorization }) => authorization);
  const request = (authorization: string) => `GET http://${recorder.host}/\nAuthorization: Bearer ${authorization}\n`;

  for (const [name, text] of Object.entries({
    'in the header': (host: string) => `GET http://${host}/\nAuthorization: Bearer {{$jwt my api}}\n`,
    'in a variable': (host: string) =>
      `@token = {{$jwt my api}}\n\n###\nGET http://${host}/\nAuthorization: Bearer {{token}}\n`,
    'in a named request': (host: string) =>
      `# @name login\nGET http://${host}/\nAuthorization: Bearer {{$jwt my api}}\n`,
  }))
    it(`sends a token made for each request: ${name}`, async () => {
      const source = text(recorder.host);
      const { document } = await open('made.http', source);
      for (const _ of [1, 2]) await sendAt(source.indexOf('GET'));
      const [first, second] = arrived();
      assert.match(first ?? '', TOKEN);
      assert.match(second ?? '', TOKEN);
      assert.notEqual(first, second);
      assert.equal(document.getText(), source);
    });

  it('sends it from the environment that is active for the file', async () => {
    await writeFile('http-client.env.json', '{"dev": {"made": "none"}, "prod": {"made": "{{$jwt my api}}"}}');
    try {
      const { document } = await open('environment.http', request('{{made}}'));
      const { documentStore } = await httpYac();
      documentStore.setActiveEnvironment({ fileName: document.uri }, ['prod']);
      await sendAt(0);
      assert.match(arrived()[0] ?? '', TOKEN);
      documentStore.setActiveEnvironment({ fileName: document.uri }, undefined);
    } finally {
      await removeFile('http-client.env.json');
    }
  });

  it('sends a renewed token in place of an expired one, where that is wanted', async () => {
    const old = await signed({ ...healthy.rest(), iat: seconds() - 200, exp: seconds() - 100 });
    const { document } = await open('expired.http', request(old));
    await sendAt(0);
    assert.deepEqual(arrived(), [`Bearer ${old}`]);
    await settings.update('http.renewOnSend', true, vscode.ConfigurationTarget.Workspace);
    try {
      await sendAt(0);
      const [renewed] = arrived();
      assert.match(renewed ?? '', TOKEN);
      assert.notEqual(renewed, `Bearer ${old}`);
      assert.include(document.getText(), old);
    } finally {
      await settings.update('http.renewOnSend', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  for (const [name, recipeName, reason] of [
    ['of a recipe that is not there', 'nowhere', /no recipe "nowhere"/],
    ['whose key is not there', 'gone', /gone\.key/],
  ] as const)
    it(`sends no request with a token ${name}, and says why`, async () => {
      await open('refused.http', request(`{{$jwt ${recipeName}}}`));
      const told = recordMessages();
      const results = await sendAt(0);
      assert.deepEqual(recorder.take(), []);
      assert.match(results, reason);
      assert.match(await told(), reason);
    });

  it('sends no request whose key stays locked, and says why', async () => {
    await writeFile('locked.pem', facts.keys.rsaEncrypted);
    try {
      await open('locked.http', request('{{$jwt locked}}'));
      const told = recordMessages();
      let results: string | undefined;
      void sendAt(0).then((said) => {
        results = said;
      });
      await until('the request to be given up', async () => {
        // Where the passphrase is not asked for yet, it does nothing.
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return results;
      });
      assert.deepEqual(recorder.take(), []);
      assert.match(results ?? '', /You cancelled it/);
      assert.match(await told(), /The request was not sent.*You cancelled it/);
    } finally {
      await removeFile('locked.pem');
    }
  });

  it('reads a method line as the start of a request, and so does what is inserted', async () => {
    const text = 'GET https://a.test/1\n\nGET https://a.test/2\n';
    const { document } = await open('methods.http', `${text}|`);
    const token = await vscode.commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe: 'my api' });
    assert.equal(document.getText(), `${text}Authorization: Bearer ${token}\n`);
  });

  it('and what is inserted agree on the environment of a file', async () => {
    await writeFile('http-client.private.env.json', '{"dev": {"mine": "a"}, "prod": {"mine": "b"}}');
    try {
      const { document } = await open('active.http', request('{{mine}}'));
      const { documentStore } = await httpYac();
      documentStore.setActiveEnvironment({ fileName: document.uri }, ['prod']);
      documentStore.activeEnvironment = ['dev'];
      const token = await vscode.commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe: 'my api' });
      const written = new TextDecoder().decode(
        await vscode.workspace.fs.readFile(vscode.Uri.joinPath(document.uri, '..', 'http-client.private.env.json')),
      );
      assert.equal(written, `{"dev": {"mine": "a"}, "prod": {"mine": "${token}"}}`);
      await sendAt(0);
      assert.deepEqual(arrived(), [`Bearer ${token}`]);
    } finally {
      const { documentStore } = await httpYac();
      documentStore.activeEnvironment = undefined;
      await removeFile('http-client.private.env.json');
    }
  });
});

/** Records what Tokensmith shows as an error from now on; gives the first, once it is there. */
function recordMessages(): () => Promise<string> {
  const messages: string[] = [];
  const { showErrorMessage } = vscode.window;
  Object.assign(vscode.window, {
    showErrorMessage: (message: string, ...more: never[]) => {
      messages.push(message);
      return showErrorMessage(message, ...more);
    },
  });
  return async () => {
    const message = await until('a message', () => messages[0]);
    Object.assign(vscode.window, { showErrorMessage });
    return message;
  };
}
