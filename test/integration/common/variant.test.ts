import { assert } from 'chai';
import * as vscode from 'vscode';
import { claims, create, partText, run, sign, verify, write } from '../jwtDocuments.ts';
import { clipboard, closeEditors, lensTitles, open, openDocument, problemCodes, rejection, until } from '../support.ts';

interface Expected {
  readonly lens: string;
  readonly signature: string;
  readonly problems: readonly string[];
}

const expected: Readonly<Record<string, Expected>> = {
  expired: { lens: 'Vonage REST · expired 1 hour ago · ✓ private.key', signature: 'valid', problems: ['expired'] },
  'not-yet-valid': {
    lens: 'Vonage REST · not valid for 1 hour · ✓ private.key',
    signature: 'valid',
    problems: ['not-yet-valid'],
  },
  'wrong-key': {
    lens: 'Vonage REST · expires in 15 minutes · ✗ signature does not match',
    signature: 'invalid',
    problems: ['signature-invalid'],
  },
  'tampered-payload': {
    lens: 'Vonage REST · expires in 15 minutes · ✗ signature does not match',
    signature: 'invalid',
    problems: ['signature-invalid'],
  },
  'alg-none': {
    lens: 'Vonage REST · expires in 15 minutes · unsigned',
    signature: 'unsigned',
    problems: ['vonage.wrong-algorithm', 'unsigned'],
  },
  'missing-claim': {
    lens: 'Vonage REST · expires in 15 minutes · ✓ private.key · missing claim',
    signature: 'valid',
    problems: ['vonage.missing-claim'],
  },
  'wrong-audience': {
    lens: 'Vonage REST · expires in 15 minutes · ✓ private.key · wrong audience',
    signature: 'valid',
    problems: [],
  },
};

describe('broken variants', () => {
  after(closeEditors);

  for (const [variant, { lens, signature, problems }] of Object.entries(expected))
    it(`of the kind ${variant} are broken in just this way, and their lens says so`, async () => {
      const token = await create();
      const broken = await run<string>('createVariant', { token, variant, output: 'none' });
      assert.notEqual(broken, token);
      const document = await openDocument('variant.txt', `x ${broken}`);
      await until(lens, async () => (await lensTitles(document.uri))[0] === lens);
      const verdict = await verify(broken);
      assert.equal(verdict.signature, signature);
      assert.equal(verdict.kind, 'vonage-rest');
      assert.deepEqual(
        verdict.problems.map(({ code }) => code),
        problems,
      );
      await until('its problems', () => problemCodes(document.uri).length === problems.length);
    });

  it('keep what they do not break', async () => {
    const token = await create({ claims: { big: 12345678901234 } });
    const tampered = await run<string>('createVariant', { token, variant: 'tampered-payload', output: 'none' });
    assert.deepEqual([tampered.split('.')[0], tampered.split('.')[2]], [token.split('.')[0], token.split('.')[2]]);
    assert.equal(partText(tampered, 1), partText(token, 1).replace(/\}$/, ',"tampered":true}'));
    const unsigned = await run<string>('createVariant', { token, variant: 'alg-none', output: 'none' });
    assert.equal(partText(unsigned, 0), '{"alg":"none","typ":"JWT"}');
    assert.equal(unsigned.split('.')[1], token.split('.')[1]);
    assert.equal(unsigned.split('.')[2], '');
    const lacking = await run<string>('createVariant', { token, variant: 'missing-claim', output: 'none' });
    assert.lengthOf(Object.keys(claims(lacking)), Object.keys(claims(token)).length - 1);
  });

  it('of a token that has expired are not expired', async () => {
    const token = await sign('{"iat":1,"exp":3601,"sub":"me"}');
    for (const variant of ['wrong-key', 'tampered-payload', 'alg-none', 'wrong-audience']) {
      const broken = await run<string>('createVariant', { token, variant, output: 'none' });
      assert.equal((await verify(broken)).claims, 'ok', variant);
    }
  });

  it('come from the token at a place, and go where they shall', async () => {
    const token = await create();
    const editor = await open('variant.txt', `x ${token}\n|`);
    const { uri } = editor.document;
    const copied = await run<string>('createVariant', { uri, offset: 4, variant: 'expired', output: 'clipboard' });
    assert.equal(await clipboard(), copied);
    const inserted = await run<string>('createVariant', { uri, offset: 4, variant: 'expired', output: 'cursor' });
    assert.equal(editor.document.getText(), `x ${token}\n${inserted}`);
    const found = await run<string>('createVariant', { variant: 'alg-none', output: 'none' });
    assert.equal(partText(found, 0), '{"alg":"none","typ":"JWT"}');
  });

  for (const [what, argument, message] of [
    ['an unknown variant', { variant: 'upside-down' }, /"variant"/],
    ['an unknown output', { variant: 'expired', output: 'nowhere' }, /"output"/],
    ['an unsecured token', { variant: 'wrong-key', token: write('{"alg":"none"}', '{}') }, /signed/],
    ['a payload without claims', { variant: 'expired', token: write('{"alg":"RS256"}', 'text') }, /no claims/],
  ] as const)
    it(`refuse ${what}`, async () => {
      const error = await rejection(run('createVariant', { token: await create(), output: 'none', ...argument }));
      assert.match(error.message, message);
    });

  it('need no editor', async () => {
    await closeEditors();
    assert.isUndefined(vscode.window.activeTextEditor);
    assert.isString(await run('createVariant', { token: await create(), variant: 'expired', output: 'none' }));
  });
});
