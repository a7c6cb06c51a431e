import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  clipboard,
  closeEditors,
  codeLenses,
  facts,
  hoverText,
  lensTitles,
  open,
  openDocument,
  problemCodes,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const { applicationId } = facts;

function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

function claims(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
}

describe('creating a Vonage REST token', () => {
  after(closeEditors);

  it('writes the claims of the contract', async () => {
    const before = Math.floor(Date.now() / 1000);
    const token = await run<string>('createVonageRestToken', { recipe, output: 'none' });
    const { iat, exp, jti, application_id } = claims(token) as Record<string, number & string>;
    assert.equal(application_id, applicationId);
    assert.isAtLeast(iat ?? 0, before);
    assert.equal(exp, (iat ?? 0) + 900);
    assert.match(jti ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(atob(token.split('.')[0] ?? ''), '{"alg":"RS256","typ":"JWT"}');
  });

  it('copies it', async () => {
    const token = await run<string>('createToken', { recipe, output: 'clipboard' });
    assert.equal(await clipboard(), token);
  });

  it('adds it to the request under the cursor', async () => {
    const editor = await open(
      'new.http',
      '### one\nGET https://api.nexmo.com/a|\nAccept: */*\n\n### two\nGET https://api.nexmo.com/b\n',
    );
    const token = await run<string>('insertAuthorizationHeader', { recipe });
    assert.equal(
      editor.document.getText(),
      `### one\nGET https://api.nexmo.com/a\nAccept: */*\nAuthorization: Bearer ${token}\n\n### two\nGET https://api.nexmo.com/b\n`,
    );
  });

  it('replaces the header that is there, as one step of undo', async () => {
    const text = 'POST https://api.nexmo.com/a\nauthorization: Bearer old\n\n{}\n';
    const editor = await open('old.http', `|${text}`);
    const token = await run<string>('createToken', { recipe, output: 'header' });
    assert.equal(editor.document.getText(), text.replace('old', token));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('inserts it at each cursor', async () => {
    const editor = await open('two.txt', 'a: \nb: \n');
    editor.selections = [new vscode.Selection(0, 3, 0, 3), new vscode.Selection(1, 3, 1, 3)];
    const token = await run<string>('createToken', { recipe, output: 'cursor' });
    assert.equal(editor.document.getText(), `a: ${token}\nb: ${token}\n`);
  });

  it('reads a PKCS#1 key', async () => {
    await writeFile('pkcs1.pem', facts.keys.rsaPkcs1);
    const token = await run<string>('createToken', { recipe: { ...recipe, key: 'file:pkcs1.pem' }, output: 'none' });
    const verdict = await run<{ signature: string }>('verifyToken', { token, key: 'file:private.key' });
    assert.equal(verdict.signature, 'valid');
    await removeFile('pkcs1.pem');
  });
});

describe('what bad input gets', () => {
  const refusals: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ['a key that does not exist', { key: 'file:absent.key' }, /absent\.key doesn't exist/],
    ['a public key', { key: 'file:public.key' }, /public\.key: This is a public key; signing needs the private key/],
    ['RSA of 1024 bits', { key: 'file:short.key' }, /short\.key: This is an RSA key of 1024 bits; RS256 needs 2048/],
    ['an EC key', { key: 'file:ec.key' }, /ec\.key: This is a key of type EC P-256, but RS256 needs RSA/],
    ['not a key', { key: 'file:requests.http' }, /requests\.http: This isn't a key/],
    ['a path out of the workspace', { key: 'file:../x.key' }, /is outside the workspace/],
    ['an application id that is no UUID', { applicationId: 'abc' }, /not a UUID.*"applicationId"/],
    ['an empty application id', { applicationId: '' }, /"applicationId" is empty/],
    ['a life over 24 hours', { expiresIn: '25h' }, /at most 24 hours/],
    ['an expiry in the past', { expiresAt: 1 }, /expired|later/],
    ['an unknown field', { expiresin: '1h' }, /"expiresin" isn't a field/],
    ['a bad duration', { expiresIn: 'soon' }, /"expiresIn" must be a number of seconds/],
    ['another algorithm', { algorithm: 'RS512' }, /RS256 only/],
  ];

  const text = 'GET https://api.nexmo.com/a\n';
  let editor: vscode.TextEditor;
  before(async () => {
    await writeFile('short.key', facts.keys.rsa1024);
    await writeFile('ec.key', facts.keys.p256);
    editor = await open('bad.http', `|${text}`);
    await vscode.env.clipboard.writeText('as it was');
  });
  after(async () => {
    await closeEditors();
    await removeFile('short.key');
    await removeFile('ec.key');
  });

  for (const [what, change, message] of refusals) {
    it(`refuses ${what} and changes nothing`, async () => {
      for (const output of ['header', 'clipboard', 'cursor', 'none']) {
        const error = await rejection(run('createVonageRestToken', { recipe: { ...recipe, ...change }, output }));
        assert.match(error.message, message);
      }
      assert.equal(editor.document.getText(), text);
      assert.isFalse(editor.document.isDirty);
      assert.equal(await clipboard(), 'as it was');
    });
  }
});

describe('where a token cannot be put', () => {
  afterEach(closeEditors);

  it('copies the header where no editor is open', async () => {
    const token = await run<string>('insertAuthorizationHeader', { recipe });
    assert.equal(await clipboard(), `Authorization: Bearer ${token}`);
  });

  it('refuses the cursor where no editor is open', async () => {
    assert.match((await rejection(run('createToken', { recipe, output: 'cursor' }))).message, /No text editor is open/);
  });

  it('refuses to write into a read-only document', async () => {
    const text = 'GET https://api.nexmo.com/a\n';
    const editor = await open('locked.http', `|${text}`);
    assert.match((await rejection(run('insertAuthorizationHeader', { recipe }))).message, /locked\.http is read-only/);
    assert.equal(editor.document.getText(), text);
  });
});

describe('reading and renewing', () => {
  after(closeEditors);

  it('says what a token is for, when it expires and which key signed it', async () => {
    const token = await run<string>('createToken', { recipe, output: 'none' });
    const document = await openDocument('read.http', `GET https://api.nexmo.com/a\nAuthorization: Bearer ${token}\n`);
    const titles = ['Vonage REST · expires in 15 minutes · ✓ private.key', 'Renew', 'Edit', 'Copy'];
    await until(titles.join(), async () => (await lensTitles(document.uri)).join() === titles.join());
    // A hover says what is known by then; a key file that has just changed takes the verdict back.
    const hover = () => hoverText(document.uri, new vscode.Position(1, 40));
    await until('the verdict in the hover', async () => (await hover()).includes('signature valid'));
    for (const words of ['Vonage REST', 'well\\-formed', '`application_id`', 'Application ID'])
      assert.include(await hover(), words);
    assert.isEmpty(problemCodes(document.uri));
  });

  it('marks an expired token and renews it from its lens', async () => {
    const setting = vscode.workspace.getConfiguration('tokensmith');
    await setting.update('clockTolerance', '0s', vscode.ConfigurationTarget.Workspace);
    const made = await run<string>('createToken', { recipe: { ...recipe, expiresIn: '1s' }, output: 'none' });
    const { document } = await open('expired.http', `GET https://api.nexmo.com/a\nAuthorization: Bearer ${made}\n`);
    // Asked for again and again, so that the lens knows first; the problem has to follow all the same.
    await until('the lens', async () => (await lensTitles(document.uri)).some((title) => title.includes('expired')));
    await until('the problem', () => problemCodes(document.uri).includes('expired'));
    await setting.update('clockTolerance', undefined, vscode.ConfigurationTarget.Workspace);
    const lens = (await codeLenses(document.uri)).find(({ command }) => command?.title === 'Renew');
    const renewed = await vscode.commands.executeCommand<string>(
      lens?.command?.command ?? '',
      ...(lens?.command?.arguments ?? []),
    );
    assert.include(document.getText(), renewed);
    assert.notInclude(document.getText(), made);
    const [old, now] = [claims(made), claims(renewed)] as [Record<string, number>, Record<string, number>];
    assert.deepEqual(Object.keys(now), Object.keys(old));
    assert.equal((now.exp ?? 0) - (now.iat ?? 0), 1);
    assert.isAbove(now.iat ?? 0, old.iat ?? 0);
    assert.notEqual(now.jti, old.jti);
  });

  const odd: readonly (readonly [string, string, string])[] = [
    ['an exp of 1e15', '{"exp":1e15}', 'time-in-milliseconds'],
    ['an exp of another type', '{"exp":"soon"}', 'time-not-a-number'],
    ['a payload that is no object', '[1]', 'malformed'],
    ['a payload that is no JSON', '{"a":', 'malformed'],
  ];
  for (const [what, payload, code] of odd) {
    it(`keeps lens and hover over ${what}`, async () => {
      const encode = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
      const token = `${encode('{"alg":"HS256"}')}.${encode(payload)}.AAAA`;
      const document = await openDocument('odd.txt', `x ${token}\n`);
      assert.match((await lensTitles(document.uri))[0] ?? '', /^JWT/);
      assert.include(await hoverText(document.uri, new vscode.Position(0, 10)), 'JWT');
      await until(code, () => problemCodes(document.uri).includes(code) || undefined);
    });
  }

  it('copies a token from its lens', async () => {
    const token = await run<string>('createToken', { recipe, output: 'none' });
    const document = await openDocument('copy.txt', `one ${token} two`);
    const place = { uri: document.uri.toString(), offset: 6 };
    assert.equal(await run('copyToken', place), token);
    assert.equal(await clipboard(), token);
    assert.equal(await run('copyToken', { ...place, as: 'header' }), `Authorization: Bearer ${token}`);
    assert.equal(await run('copyToken', { ...place, as: 'curl' }), `-H 'Authorization: Bearer ${token}'`);
    assert.match((await rejection(run('copyToken', { ...place, as: 'xml' }))).message, /"as" must be "token" \|/);
  });
});
