import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keysOf } from '../../../src/builder/keys.ts';
import { kindsHere } from '../../../src/flows/kindsHere.ts';
import { writableKinds } from '../../../src/kinds/index.ts';
import { inGroups } from '../../../src/kinds/offers.ts';
import { files, folderAt, resetVSCode, settings, workspace } from '../../standIn/vscode.ts';
import { openWindow } from '../vault/window.ts';

const pem = (type: 'rsa' | 'ec') =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  ).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
const secret = '0123456789abcdef0123456789abcdef';

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

const rows: readonly (readonly [what: string, lay: Readonly<Record<string, string>>, kinds: readonly string[]])[] = [
  ['nothing', {}, []],
  ['a key of Apple', { '/work/keys/AuthKey_2X9R4HXF34.p8': pem('ec') }, ['apple']],
  ['a key of a GitHub app', { '/work/octo.2026-01-01.private-key.pem': pem('rsa') }, ['github-app']],
  ["Vonage's private key", { '/work/private.key': pem('rsa') }, ['vonage-rest', 'vonage-video', 'vonage-user']],
  [
    'secrets in .env',
    {
      '/work/.env': `LIVEKIT_API_SECRET=${secret}\nTWILIO_API_SECRET=${secret}\nVONAGE_SIGNATURE_SECRET=${secret}\nVANILLA_SECRET=${secret}\n`,
    },
    ['vonage-webhook', 'vanilla', 'twilio', 'livekit'],
  ],
  ['what tells nothing', { '/work/.env': `SECRET=${secret}\n`, '/work/key.pem': pem('ec') }, []],
];

it.each(rows)('kinds whose keys are here: %s', async (_, lay, kinds) => {
  files.lay(lay);
  const opened = openWindow();
  expect(await kindsHere(opened)).toEqual(kinds);
  expect((await keysOf(opened)).kinds).toEqual(kinds);
});

it('and kinds of which there is a recipe', async () => {
  settings.workspace['tokensmith.recipes'] = {
    a: { kind: 'client-assertion', key: 'file:nowhere.pem' },
    b: { kind: 'unknown' },
    c: null,
  };
  expect(await kindsHere(openWindow())).toEqual(['client-assertion']);
});

it('the last used comes first, then what is here, then the others, each in the order of the table', () => {
  const { last, here, others } = inGroups(
    writableKinds,
    ({ id }) => id,
    ['twilio', 'apple'],
    ['livekit', 'vonage-rest'],
  );
  expect(last.map(({ id }) => id)).toEqual(['twilio']);
  expect(here.map(({ id }) => id)).toEqual(['vonage-rest', 'livekit']);
  expect(others).toHaveLength(writableKinds.length - 3);
  expect(inGroups(writableKinds, ({ id }) => id, [], []).others).toEqual(writableKinds);
});
