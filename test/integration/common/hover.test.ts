import { assert } from 'chai';
import * as vscode from 'vscode';
import { hostile } from '../../hostile.ts';
import { withSetting } from '../jwtDocuments.ts';
import { activate, clipboard, facts, hoverText, openDocument, until } from '../support.ts';
import { healthy, seconds, signed, unproven } from '../tokens.ts';

async function hoverOf(text: string): Promise<string> {
  return hoverIn(await openDocument('hover.txt', text));
}

/** The hover of the only token of a document, in its first line. */
function hoverIn(document: vscode.TextDocument): Promise<string> {
  return hoverText(document.uri, new vscode.Position(0, document.getText().indexOf('eyJ') + 10));
}

/** The command links of a hover: the command, and its argument. */
function links(markdown: string): readonly { readonly command: string; readonly argument: Record<string, unknown> }[] {
  return [...markdown.matchAll(/\]\(command:([\w.]+)\?([^)]*)\)/g)].map(([, command = '', query = '']) => ({
    command,
    argument: JSON.parse(decodeURIComponent(query))[0],
  }));
}

describe('the hover', () => {
  before(activate);

  it('shows kind and verdicts, and the claims in their order with what they mean', async () => {
    const text = `a ${await signed(healthy.rest())}`;
    // A hover does not wait for keys that are being read.
    const document = await openDocument('hover.txt', text);
    const hover = await until('the verdict', async () => {
      const shown = await hoverIn(document);
      return shown.includes('signature valid') ? shown : undefined;
    });
    for (const words of [
      'Vonage REST',
      'well\\-formed',
      'signature valid',
      'expires in',
      'Issued at',
      'Expiration time',
    ])
      assert.include(hover, words);
    const places = ['`application_id`', '`iat`', '`jti`', '`exp`'].map((name) => hover.indexOf(name));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.notInclude(places, -1);
  });

  it('shows the three verdicts of a token that has expired and is signed well', async () => {
    const document = await openDocument('hover.txt', await signed({ ...healthy.rest(), iat: 1000, exp: 1900 }));
    await until('the verdicts', async () => {
      const hover = await hoverIn(document);
      return ['well\\-formed', 'signature valid', 'expired'].every((words) => hover.includes(words));
    });
  });

  it('shows times as local time with its zone, UTC where that is another, and how far off they are', async () => {
    const exp = seconds() + 850;
    const hover = await hoverOf(await signed({ ...healthy.rest(), exp }));
    const date = new Date(exp * 1000);
    const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
      .formatToParts(date)
      .find(({ type }) => type === 'timeZoneName')?.value;
    const row =
      hover
        .split('\n')
        .find((line) => line.includes('`exp`'))
        ?.replaceAll('\\', '') ?? '';
    assert.include(row, `\`${exp}\``);
    assert.match(row, /in 1[45] minutes/);
    assert.include(row, String(date.getFullYear()));
    assert.include(row, zone ?? 'a zone');
    assert.equal(row.includes('UTC)'), date.getTimezoneOffset() !== 0);
  });

  it('keeps numbers as they are written', async () => {
    const hover = await hoverOf(unproven({ alg: 'HS256' }, '{"a":12345678901234567890,"b":3.0,"c":1e3,"a":2}'));
    for (const literal of ['`12345678901234567890`', '`3.0`', '`1e3`', '`2`']) assert.include(hover, literal);
  });

  it('shows the header of what is encrypted, and says so', async () => {
    const hover = await hoverOf(unproven({ alg: 'dir', enc: 'A256GCM', kid: 'k1' }, '').replace('..', '..AAAA.AAAA.'));
    for (const words of ['Encrypted JWT', '`enc`', 'A256GCM', '`kid`', 'claims not readable'])
      assert.include(hover, words);
  });

  it('shows a payload that is no JSON as text', async () => {
    assert.include(await hoverOf(unproven({ alg: 'HS256' }, 'plain text')), '`plain text`');
  });

  it('shows whole whose token it is', async () => {
    for (const kind of ['rest', 'video', 'user'] as const)
      assert.include(await hoverOf(await signed(healthy[kind]())), `\`"${facts.applicationId}"\``, kind);
  });

  it('cuts what is long, with a way to the whole, and counts what is left out', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`claim${i}`, i]));
    const text = unproven({ alg: 'HS256' }, { long: 'x'.repeat(5000), ...many });
    const hover = await hoverOf(text);
    assert.notInclude(hover, 'x'.repeat(100));
    assert.include(hover, '11 more');
    // Behind the links to the whole, which have the token's own place.
    const [verify, decode, , , more] = links(hover);
    assert.deepEqual([verify?.command, decode?.argument.offset], ['tokensmith.verifyToken', 0]);
    assert.equal(more?.command, 'tokensmith.decodeToken');
    // The place of the claim's value in the token.
    assert.isAbove(Number(more?.argument.offset), text.indexOf('.'));
  });

  it('has links that carry the place of the token and nothing of its text', async () => {
    const token = await signed(healthy.rest());
    const document = await openDocument('hover.txt', `ab ${token}`);
    const found = links(await hoverIn(document));
    assert.deepEqual(
      found.map(({ command }) => command),
      ['tokensmith.decodeToken', 'tokensmith.copyToken', 'tokensmith.copyToken'],
    );
    const place = { uri: document.uri.toString(), offset: 3 };
    assert.deepEqual(
      found.map(({ argument }) => argument),
      [place, { ...place, as: 'decoded' }, { ...place, as: 'curl' }],
    );
    const [, copyDecoded, copyAsCurl] = found;
    await vscode.commands.executeCommand(copyDecoded?.command ?? '', copyDecoded?.argument);
    assert.deepEqual(Object.keys(JSON.parse(await clipboard())), ['header', 'payload']);
    await vscode.commands.executeCommand(copyAsCurl?.command ?? '', copyAsCurl?.argument);
    assert.equal(await clipboard(), `-H 'Authorization: Bearer ${token}'`);
  });

  for (const [what, value] of Object.entries(hostile)) {
    it(`lets nothing of a token out of code spans: ${what}`, async () => {
      const token = unproven({ alg: 'HS256', kid: value }, { [value]: value, nested: { [value]: [value] } });
      const hover = await hoverOf(token);
      assert.include(hover, 'evil');
      assert.notInclude(outsideCode(hover), 'evil');
      assert.notMatch(hover, /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
      assert.notInclude(outsideCode(await hoverOf(unproven({ alg: 'HS256' }, `${value}`))), 'evil');
    });
  }

  it('goes with the switch and with tokensmith.exclude', async () => {
    const token = await signed(healthy.rest());
    for (const [name, value] of [
      ['tokensmith.hover.enabled', false],
      ['tokensmith.exclude', ['**/hover.*']],
    ] as const) {
      await withSetting(name, value, async () => assert.equal(await hoverOf(token), ''));
    }
    assert.include(await hoverOf(token), 'Vonage REST');
  });
});

/** What of a Markdown text stands in no code span (CommonMark section 6.1). */
function outsideCode(markdown: string): string {
  let rest = '';
  for (let i = 0; i < markdown.length; ) {
    const [run = ''] = /^`+/.exec(markdown.slice(i)) ?? [];
    const isEscaped = markdown[i - 1] === '\\';
    const close = run && !isEscaped ? new RegExp(`(?<!\`)${run}(?!\`)`, 'g') : undefined;
    if (close) close.lastIndex = i + run.length;
    const end = close?.exec(markdown);
    if (end) i = end.index + run.length;
    else {
      rest += markdown.slice(i, i + Math.max(run.length, 1));
      i += Math.max(run.length, 1);
    }
  }
  return rest;
}
