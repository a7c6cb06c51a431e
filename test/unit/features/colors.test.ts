import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { encodePart, hs256 } from '../../hs256.ts';
import type { Editor } from '../../standIn/textDocuments.ts';
import { page, setSetting, Uri, window } from '../../standIn/vscode.ts';
import { retype, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** The parts of tokens in an editor, coloured apart. */

const secret = randomBytes(32);
const token = hs256({ sub: 'me' }, secret);
const uri = Uri.file('/work/a.txt');
useWholeExtension({ uri, text: `one ${token} two\n`, secret });

/** What stands in each colour, by the colour of the theme. */
function colored(editor: Editor | undefined = window.activeTextEditor): Readonly<Record<string, readonly string[]>> {
  const { document, decorations = new Map() } = editor ?? {};
  return Object.fromEntries(
    [...decorations].flatMap(([type, ranges]) => {
      const { color } = (type as { look: { color: { made: readonly string[] } } }).look;
      const texts = ranges.map((range: Parameters<NonNullable<typeof document>['getText']>[0]) =>
        document?.getText(range),
      );
      return texts.length > 0 ? [[color.made[0], texts]] : [];
    }),
  );
}
const parts = (text: string, ...names: readonly string[]) =>
  Object.fromEntries(
    text.split('.').flatMap((part, i) => (part ? [[`tokensmith.${names[i]}Foreground`, [part]]] : [])),
  );
const signedParts = parts(token, 'header', 'payload', 'signature');

it('are those of the theme, each that the extension brings', async () => {
  await soon(() => expect(colored()).toEqual(signedParts));
  const brought = manifest.contributes.colors.map(({ id }) => id);
  for (const id of Object.keys(signedParts)) expect(brought).toContain(id);
});

const jwe = `${encodePart({ alg: 'A128KW', enc: 'A128GCM' })}.a2V5.aXY.Y3Q.dGFn`;
const direct = `${encodePart({ alg: 'dir', enc: 'A128GCM' })}..aXY.Y3Q.dGFn`;

it('are five of an encrypted one, of which one may be empty', async () => {
  await retype(uri, `${jwe}\n`);
  await soon(() => expect(Object.values(colored()).flat()).toEqual(jwe.split('.')));
  await retype(uri, `${direct}\n`);
  await soon(() => expect(Object.values(colored()).flat()).toEqual(direct.split('.').filter(Boolean)));
  const brought = manifest.contributes.colors.map(({ id }) => id);
  for (const id of Object.keys(colored())) expect(brought).toContain(id);
});

it('are those of the token alone, where it discloses something, and none of a part that is missing', async () => {
  await retype(uri, `${token}~${encodePart(['s', 'name', 'x'])}~\n`);
  await soon(() => expect(colored()).toEqual(signedParts));
  const unsigned = `${encodePart({ alg: 'none' })}.${encodePart({})}.`;
  await retype(uri, `${unsigned}\n`);
  await soon(() => expect(colored()).toEqual(parts(unsigned, 'header', 'payload', 'signature')));
});

it('follow what is typed, and go with the token and with the setting', async () => {
  await soon(() => expect(colored()).toEqual(signedParts));
  await retype(uri, `\n\none ${token} two\n`);
  await soon(() => expect(colored()).toEqual(signedParts));
  await retype(uri, 'nothing\n');
  await soon(() => expect(colored()).toEqual({}));
  await retype(uri, `${token}\n`);
  await soon(() => expect(colored()).toEqual(signedParts));
  setSetting('tokensmith.colors.enabled', false);
  await soon(() => expect(colored()).toEqual({}));
  setSetting('tokensmith.colors.enabled', true);
  await soon(() => expect(colored()).toEqual(signedParts));
  setSetting('tokensmith.exclude', ['**/*.txt']);
  await soon(() => expect(colored()).toEqual({}));
});

it('are those of the lines in sight and near them', async () => {
  const [first, far] = [hs256({ n: 1 }, secret), hs256({ n: 2 }, secret)];
  await retype(uri, `${first}\n${'\n'.repeat(200)}${far}\n`);
  await soon(() => expect(colored()).toEqual(parts(first, 'header', 'payload', 'signature')));
  const coloredAt = (line: number) => {
    window.activeTextEditor?.scrollTo(line);
    return colored();
  };
  const ofFar = parts(far, 'header', 'payload', 'signature');
  // Fifty lines are in sight, and thirty above and below are near.
  expect(coloredAt(31)).toEqual({});
  expect(coloredAt(121)).toEqual({});
  expect(coloredAt(122)).toEqual(ofFar);
  expect(coloredAt(202)).toEqual(ofFar);
  expect(coloredAt(30)).toEqual(parts(first, 'header', 'payload', 'signature'));
});

it('are of three hundred tokens, where a line has more', async () => {
  await retype(uri, `${token} `.repeat(301));
  await soon(() => expect(Object.values(colored()).map(({ length }) => length)).toEqual([300, 300, 300]));
});

it('are in each editor, also in one that is opened later', async () => {
  await soon(() => expect(colored()).toEqual(signedParts));
  const other = await window.showTextDocument(await page.open(uri), -2);
  await soon(() => expect(colored(other)).toEqual(signedParts));
  expect(window.visibleTextEditors.map(colored)).toEqual([signedParts, signedParts]);
});
