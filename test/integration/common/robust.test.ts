import { assert } from 'chai';
import * as vscode from 'vscode';
import { run } from '../jwtDocuments.ts';
import {
  activate,
  closeEditors,
  codeActions,
  codeLenses,
  hoverText,
  openDocument,
  problems,
  until,
} from '../support.ts';
import { unproven } from '../tokens.ts';

const header = '{"alg":"HS256"}';
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Tokens that a reader may stumble over. */
const odd: Readonly<Record<string, string>> = {
  'names of what every object has': unproven(header, '{"__proto__":1,"constructor":2,"toString":3,"hasOwnProperty":4}'),
  'such names in its header': unproven('{"alg":"HS256","__proto__":{"kid":"x"},"constructor":"y"}', '{}'),
  'an algorithm of such a name': unproven('{"alg":"constructor"}', '{}'),
  'an algorithm that is no text': unproven('{"alg":["HS256"]}', '{}'),
  'times beyond all numbers': unproven(header, '{"exp":1e400,"iat":-1e400,"nbf":1e-400}'),
  'times beyond all calendars': unproven(header, '{"exp":99999999999,"iat":-99999999999}'),
  'times that are objects': unproven(header, '{"exp":{"$date":1},"iat":[],"nbf":true}'),
  'an empty name': unproven(header, '{"":"","exp":""}'),
  'half characters': unproven(header, '{"\\ud800":"\\udc00"}'),
  'deep objects': unproven(header, nested(3000)),
  'Vonage claims of wrong types': unproven(
    header,
    '{"application_id":{},"sub":"video","acl":[],"role":{},"data":1,"scope":[]}',
  ),
  'an acl of odd paths': unproven(
    header,
    '{"application_id":"x","sub":"a","acl":{"paths":{"":null,"__proto__":1,"/**":[]}}}',
  ),
  'Vanilla claims of wrong types': unproven(header, '{"displayname":null,"email":{},"sub":[],"aud":{}}'),
  'OpenTok claims of wrong types': unproven(header, '{"ist":"project","create_time":{},"expire_time":"x"}'),
  'a critical list of odd members': unproven('{"alg":"HS256","crit":[null,"",{},"crit","crit"]}', '{}'),
  'a JWE of odd parameters': unproven('{"alg":"dir","enc":1,"zip":{}}', '').replace('..', '..AAAA.AAAA.'),
};

describe('every feature takes', () => {
  before(activate);
  after(closeEditors);

  for (const [what, token] of Object.entries(odd)) {
    it(`a token with ${what}`, async () => {
      const document = await openDocument('robust.json', `"${token}"`);
      const inside = new vscode.Position(0, 5);
      const range = new vscode.Range(inside, inside);
      await until('the lenses', async () => (await codeLenses(document.uri)).at(-1)?.command?.title === 'Copy');
      assert.notEqual(await hoverText(document.uri, inside), '');
      assert.include(
        (await codeActions(document.uri, range)).map(({ title }) => title).join(),
        problems(document.uri).length > 0 ? "Don't show" : '',
      );
      const uri = await run<string>('decodeToken', { uri: document.uri, offset: 5 });
      const decoded = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      assert.isObject(JSON.parse(decoded.getText()));
      await vscode.commands.executeCommand(
        'vscode.executeInlayHintProvider',
        decoded.uri,
        new vscode.Range(0, 0, 99, 0),
      );
      const verdict = await run<{ structure: string }>('verifyToken', { token });
      assert.oneOf(verdict.structure, ['ok', 'malformed']);
    });
  }
});
