import { assert } from 'chai';
import * as vscode from 'vscode';
import { claims, openShown, withSetting } from '../jwtDocuments.ts';
import {
  acceptFirst,
  activate,
  closeEditors,
  codeActions,
  openDocument,
  problemCodes,
  readFile,
  rejection,
  until,
} from '../support.ts';
import { healthy, seconds, signed, unproven } from '../tokens.ts';

const file = 'fixes.txt';
const { QuickFix } = vscode.CodeActionKind;
const renewTokens = vscode.CodeActionKind.Source.append('renewTokens.jwt');

/** A Vonage REST token that expired an hour ago. */
function expired(claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return signed({ ...healthy.rest(), iat: seconds() - 4500, exp: seconds() - 3600, ...claims });
}

/** The code actions at the first token of a new file, with the file's problems in place. */
async function actionsOn(text: string, code: string | undefined, kind?: vscode.CodeActionKind) {
  const document = await openDocument(file, text);
  return { document, actions: await actionsIn(document, code, kind) };
}

/** The code actions at the first token of a document, with its problems in place. */
async function actionsIn(document: vscode.TextDocument, code: string | undefined, kind?: vscode.CodeActionKind) {
  if (code) await until(code, () => problemCodes(document.uri).includes(code));
  const at = document.positionAt(document.getText().indexOf('eyJ') + 5);
  return codeActions(document.uri, new vscode.Range(at, at), kind);
}

function titles(actions: readonly vscode.CodeAction[]): readonly string[] {
  return actions.map(({ title }) => title);
}

/** Does what choosing an action does. */
async function apply(actions: readonly vscode.CodeAction[], title: string): Promise<unknown> {
  const action = actions.find((candidate) => candidate.title === title);
  assert.isDefined(action, `${title} is among ${titles(actions)}`);
  if (action?.edit) await vscode.workspace.applyEdit(action.edit);
  const { command } = action ?? {};
  return command && vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

describe('quick fixes', () => {
  before(activate);
  after(closeEditors);

  it('of an expired token are Renew token, Renew all expired tokens in file, Edit token, Verify with… and to turn the problem off', async () => {
    const { actions } = await actionsOn(await expired(), 'expired', QuickFix);
    assert.deepEqual(titles(actions), [
      'Renew token',
      'Renew all expired tokens in file',
      'Edit token',
      'Verify with…',
      'Don\'t show "expired" problems',
    ]);
    assert.isTrue(actions[0]?.isPreferred);
  });

  it('Renew renews the token', async () => {
    const token = await expired();
    const document = await openShown(file, `x ${token} y`);
    await apply(await actionsIn(document, 'expired'), 'Renew token');
    const renewed = document.getText().slice(2, -2);
    assert.notEqual(renewed, token);
    assert.equal((claims(renewed).exp as number) - (claims(renewed).iat as number), 900);
    await until('no problem', () => problemCodes(document.uri).length === 0);
  });

  it('Renew all expired tokens in file renews each expired token, as one step', async () => {
    const text = [await expired(), await signed(healthy.rest()), await expired()].join('\n');
    const document = await openShown(file, text);
    assert.equal(await apply(await actionsIn(document, 'expired'), 'Renew all expired tokens in file'), 2);
    const lines = document.getText().split('\n');
    assert.equal(lines[1], text.split('\n')[1]);
    await until('no problem', () => problemCodes(document.uri).length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('Edit opens the token as JSON', async () => {
    const { actions } = await actionsOn(
      await signed({ ...healthy.rest(), application_id: 'x' }),
      'vonage.application-id-not-uuid',
    );
    assert.isUndefined(actions.find(({ title, kind }) => title === 'Renew token' && kind?.value === 'quickfix'));
    assert.match(String(await apply(actions, 'Edit token')), /^jwt:/);
  });

  it('Verify with… judges the token by the key that is picked, of those that could have signed it', async () => {
    const { actions } = await actionsOn(await expired(), 'expired');
    const verdict = apply(actions, 'Verify with…');
    await acceptFirst(verdict);
    const { signature, key, claims: times } = (await verdict) as Readonly<Record<string, unknown>>;
    // Both halves of the workspace's pair can prove it; .env has a secret, which cannot.
    assert.match(String(key), /^file:(private|public)\.key$/);
    assert.deepEqual({ signature, times }, { signature: 'valid', times: 'expired' });
  });

  it('Verify with… says invalid where the key that is picked did not sign', async () => {
    const foreign = unproven({ alg: 'RS256' }, { sub: 'me', iat: 1000, exp: 1900 });
    const { actions } = await actionsOn(foreign, 'expired');
    const verdict = apply(actions, 'Verify with…');
    await acceptFirst(verdict);
    assert.equal(((await verdict) as Readonly<Record<string, unknown>>).signature, 'invalid');
  });

  it('Don’t show … problems switches one code off, in the settings, and leaves the others', async () => {
    const token = unproven({ alg: 'none' }, { sub: 'me' }, '');
    const { document, actions } = await actionsOn(token, 'unsigned');
    assert.includeMembers(
      [...titles(actions)],
      ['Don\'t show "unsigned" problems', 'Don\'t show "no-expiry" problems'],
    );
    await withSetting('tokensmith.problems.severity', { 'no-expiry': 'hint' }, async () => {
      await apply(actions, 'Don\'t show "unsigned" problems');
      await until('one problem', () => problemCodes(document.uri).join() === 'no-expiry');
      const written = JSON.parse(await readFile('.vscode/settings.json'))['tokensmith.problems.severity'];
      assert.deepEqual(written, { 'no-expiry': 'hint', unsigned: 'off' });
    });
  });

  it('are offered for a token without a problem too, but not as fixes', async () => {
    const { actions } = await actionsOn(await signed(healthy.rest()), undefined);
    assert.includeMembers([...titles(actions)], ['Renew token', 'Edit token', 'Verify with…']);
    assert.isEmpty(actions.filter(({ kind }) => kind && QuickFix.contains(kind)));
  });

  it('are none where there is no token, and none in excluded files', async () => {
    const { actions } = await actionsOn('eyJ is no token', undefined);
    assert.isEmpty(actions);
    await withSetting('tokensmith.exclude', [`**/${file}`], async () =>
      assert.isEmpty((await actionsOn(await expired(), undefined)).actions),
    );
  });

  it('neither renew nor edit what cannot be written', async () => {
    const actions = await actionsIn(await openDocument('locked.txt', await expired()), 'expired');
    assert.deepEqual(titles(actions), ['Verify with…', 'Don\'t show "expired" problems']);
  });

  it('carry the place of the token and nothing of its text', async () => {
    const token = await expired();
    const { actions } = await actionsOn(token, 'expired');
    for (const part of token.split('.')) assert.notInclude(JSON.stringify(actions.map(({ command }) => command)), part);
  });
});

describe('the source action source.renewTokens.jwt', () => {
  before(activate);
  after(closeEditors);

  it('renews on save what has expired and whose key is known, and asks nobody anything', async () => {
    await withSetting('editor.codeActionsOnSave', { 'source.renewTokens.jwt': 'explicit' }, async () => {
      const unknown = unproven({ alg: 'RS256' }, { sub: 'me', iat: 1000, exp: 1900 });
      const fresh = await signed(healthy.rest());
      const document = await openDocument(file, [await expired(), unknown, fresh, ''].join('\n'));
      const editor = await vscode.window.showTextDocument(document);
      await editor.edit((builder) => builder.insert(new vscode.Position(3, 0), 'x'));
      const [old] = document.getText().split('\n');
      await document.save();
      const [renewed = '', ...rest] = document.getText().split('\n');
      assert.notEqual(renewed, old);
      assert.isAbove(claims(renewed).exp as number, seconds());
      assert.deepEqual(rest, [unknown, fresh, 'x']);
      assert.isFalse(document.isDirty);
      assert.equal(await readFile(vscode.workspace.asRelativePath(document.uri)), document.getText());
    });
  });

  it('is offered only where something has expired, and not among the fixes', async () => {
    const { document, actions } = await actionsOn(await expired(), 'expired', vscode.CodeActionKind.Source);
    assert.deepEqual(titles(actions), ['Renew expired tokens']);
    const all = new vscode.Range(0, 0, 0, 0);
    assert.notInclude(titles(await codeActions(document.uri, all)), 'Renew expired tokens');
    assert.isEmpty((await actionsOn(await signed(healthy.rest()), undefined, renewTokens)).actions);
  });

  it('changes nothing before it is applied', async () => {
    const text = await expired();
    const { document } = await actionsOn(text, 'expired', renewTokens);
    assert.equal(document.getText(), text);
  });

  it('leaves excluded files alone', async () => {
    await withSetting('tokensmith.exclude', [`**/${file}`], async () =>
      assert.isEmpty((await actionsOn(await expired(), undefined, renewTokens)).actions),
    );
  });
});

describe('turnProblemOff', () => {
  it('wants a code', async () => {
    const error = await rejection(vscode.commands.executeCommand('tokensmith.turnProblemOff', {}));
    assert.match(error.message, /"code"/);
  });
});
