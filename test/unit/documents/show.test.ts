import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hs256 } from '../../hs256.ts';
import { commands, editors, page, Uri, window } from '../../standIn/vscode.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** Where a document about a token is shown, and what is selected in it. */

const secret = randomBytes(32);
const claims = { sub: 'me', list: [1, 2, 3], name: 'Ä ö', last: true };
const [token, other, third] = [
  hs256(claims, secret),
  hs256({ sub: 'other' }, secret),
  hs256({ sub: 'third' }, secret),
] as const;
const array = [Buffer.from('{"alg":"HS256"}'), Buffer.from('[1,2]')].map((part) => part.toString('base64url'));
const uri = Uri.file('/work/a.txt');
const list = `${array.join('.')}.AAAA`;
const text = `x ${token}\n${other}\n${third}\n${list}\n`;
useWholeExtension({ uri, text, secret });

const decode = async (argument: object) =>
  Uri.parse(String(await commands.executeCommand('tokensmith.decodeToken', argument)));
const decodeAt = (found: string, more: object = {}) =>
  decode({ uri: uri.toString(), offset: text.indexOf(found), ...more });
const columns = () => editors.groups.map(({ tabs }) => tabs.map(({ input }) => String((input as { uri: Uri }).uri)));

describe('what is selected', () => {
  const [header = ''] = token.split('.');
  /** Where the value of a claim stands in the token, as the links of a hover say it. */
  const offsetOf = (json: string, part: string, start: number) =>
    start + Math.floor((Buffer.from(json.slice(0, json.indexOf(part))).length * 4) / 3);
  const payload = JSON.stringify(claims);
  const start = text.indexOf(token);
  const selectedAt = async (offset: number) => {
    await decode({ uri: uri.toString(), offset });
    const { document, selection } = window.activeTextEditor ?? {};
    return selection && document?.getText().slice(document.offsetAt(selection.start), document.offsetAt(selection.end));
  };

  it.each([
    ['"me"', '"sub": "me"'],
    ['[1,2,3]', '"list": [\n      1,\n      2,\n      3\n    ]'],
    ['3]', '"list": [\n      1,\n      2,\n      3\n    ]'],
    ['"Ä', '"name": "Ä ö"'],
    ['true', '"last": true'],
  ])('is the claim at whose value a link leads: %s', async (value, selected) => {
    expect(await selectedAt(offsetOf(payload, value, start + header.length + 1))).toBe(selected);
  });

  it('is the parameter of the header, too', async () => {
    expect(await selectedAt(offsetOf('{"alg":"HS256"}', '"HS256"', start))).toBe('"alg": "HS256"');
  });

  it.each([
    ['the beginning of the token', start],
    ['the beginning of the payload', start + header.length + 1],
    ['the name of the first claim', start + header.length + 3],
    ['a dot', start + header.length],
    ['the signature', start + token.length - 3],
    ['a payload that is a list', text.indexOf(list) + array.join('.').length - 3],
  ])('is nothing for %s', async (_what, offset) => {
    expect(await selectedAt(offset)).toBe('');
  });
});

describe('its column', () => {
  it('is beside the editor of the token, and the next is beside it', async () => {
    const shown = await decodeAt(token);
    await window.showTextDocument(uri, 1);
    const next = await decodeAt(other);
    expect(columns()).toEqual([[String(uri)], [String(shown), String(next)]]);
  });

  it('is where the document is already, wherever somebody has moved it', async () => {
    const shown = await decodeAt(token);
    editors.close(({ input }) => String((input as { uri: Uri }).uri) === String(shown));
    await window.showTextDocument(shown, 1);
    await window.showTextDocument(uri, 1);
    expect(await decodeAt(token)).toEqual(shown);
    expect(columns()).toEqual([[String(uri), String(shown)]]);
    expect(String(window.activeTextEditor?.document.uri)).toBe(String(shown));
  });

  it('is not that of the token, where another document about a token is', async () => {
    const shown = await decodeAt(token);
    editors.close(({ input }) => String((input as { uri: Uri }).uri) === String(shown));
    await window.showTextDocument(shown, 1);
    await window.showTextDocument(uri, 1);
    const next = await decodeAt(other);
    expect(columns()).toEqual([[String(shown), String(uri)], [String(next)]]);
  });

  it('is that of such a document in front, from which it is asked for', async () => {
    const shown = await decodeAt(token);
    const next = await decode({ token: third });
    expect(columns()).toEqual([[String(uri)], [String(shown), String(next)]]);
  });

  it('is the only one where no editor is open', async () => {
    editors.close(() => true);
    const shown = await decode({ token });
    expect(columns()).toEqual([[String(shown)]]);
    expect(page.model(shown)?.text).toContain('"me"');
  });
});
