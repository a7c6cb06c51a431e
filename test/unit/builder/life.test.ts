import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { Form, Keys, Seen } from '../../../src/builder/protocol.ts';
import { hs256 } from '../../hs256.ts';
import {
  commands,
  editors,
  env,
  grantTrust,
  page,
  panels,
  restorePanel,
  setLanguage,
  setSetting,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { useWholeExtension } from '../wholeExtension.ts';
import { draft, openBuilder, opened, pageOf } from './builderPage.ts';

/** The Token Builder's panel from its opening to its end, and the editor beside it, with the whole extension. */

const secret = randomBytes(32);
const [first, second] = [Uri.file('/work/a.http'), Uri.file('/work/b.http')];
const http = 'GET https://a.test\n';
const endExtension = useWholeExtension({
  uri: first,
  text: http,
  secret,
  beside: { '/work/b.http': http, '/work/.env': 'API_SECRET=short\n' },
});

const recipe = { kind: 'custom', key: 'file:s.jwk', claims: { sub: 'me' } };
const token = hs256({ sub: 'me' }, secret);
const header = `${http}Authorization: Bearer ${token}\n`;
const keysSaid = (said: readonly { readonly type: string }[]) =>
  said.flatMap((message) => (message.type === 'keys' ? [(message as unknown as { keys: Keys }).keys] : []));

/** The person looks at something else where the panel is. */
const hide = async ({ viewColumn }: WebviewPanel) => {
  await window.showTextDocument(await page.open(second), viewColumn);
};

describe('the panel', () => {
  it('has an icon for light themes and one for dark ones', async () => {
    const { panel } = await opened();
    const { light, dark } = panel.iconPath as Record<'light' | 'dark', Uri>;
    for (const { path } of [light, dark]) expect(existsSync(path.replace('/extension/', ''))).toBe(true);
    expect(light.path).not.toBe(dark.path);
  });

  it('opens beside the text, or in its place where none is there', async () => {
    const { panel } = await opened();
    expect([panel.title, panel.viewColumn]).toEqual(['Token Builder', 2]);
    panel.dispose();
    await window.showTextDocument(await page.open(first), 1);
    editors.close(() => true);
    await openBuilder();
    expect(panels[0]?.viewColumn).toBe(1);
  });

  it('is there once: a second time it comes to the front, with another form where one is asked for', async () => {
    const { panel, said } = await opened();
    await openBuilder();
    expect(said.map(({ type }) => type)).not.toContain('show');
    await openBuilder(recipe);
    expect(panels).toEqual([panel]);
    expect(said.at(-1)).toEqual({
      type: 'show',
      filled: { draft: { kind: 'custom', inputs: { key: 'file:s.jwk', claims: '{\n  "sub": "me"\n}' } } },
    });
  });

  it('out of sight is filled in once its page starts anew', async () => {
    const { panel, ask } = await opened();
    await hide(panel);
    await openBuilder(recipe);
    expect(panel.visible).toBe(true);
    expect((await ask('start', {})).result).toMatchObject({ filled: { draft: { kind: 'custom' } } });
    await hide(panel);
    await openBuilder();
    expect((await ask('start', {})).result).not.toHaveProperty('filled');
    await hide(panel);
    await openBuilder(recipe);
    await openBuilder();
    expect((await ask('start', {})).result).toHaveProperty('filled');
  });

  it('of an earlier window is filled again, and takes the place of the one that is open', async () => {
    const { panel: open } = await opened();
    const restored = await restorePanel(open.viewType);
    expect(panels).toEqual([restored]);
    const { ask } = pageOf(restored);
    expect((await ask('look', { token })).result).toMatchObject({ text: token });
    expect(restored.webview.html).toContain('<script');
    await openBuilder(recipe);
    expect(restored.told.at(-1)).toMatchObject({ type: 'show' });
  });

  it('that was closed is opened anew', async () => {
    const { panel } = await opened();
    panel.dispose();
    const { panel: next, ask } = await opened();
    expect(next).not.toBe(panel);
    expect((await ask('look', { token })).result).toMatchObject({ text: token });
  });

  it('goes with the extension', async () => {
    await opened();
    endExtension();
    expect(panels).toEqual([]);
    expect((await restorePanel('tokensmith.builder')).webview.html).toBe('');
  });

  it('may read its own page’s files alone', async () => {
    const { panel } = await opened();
    const { enableScripts, localResourceRoots } = panel.webview.options as {
      readonly enableScripts: boolean;
      readonly localResourceRoots: readonly Uri[];
    };
    expect([enableScripts, localResourceRoots.map(String)]).toEqual([true, ['file:///extension/dist/webview']]);
    for (const name of ['style.css', 'builder.js'])
      expect(panel.webview.html).toMatch(new RegExp(`="file:///extension/dist/webview/${name}"`));
  });
});

describe('the page is told', () => {
  it('of keys that come, of trust, and of recipes, as each happens', async () => {
    workspace.isTrusted = false;
    setSetting('tokensmith.recipes', { mine: recipe });
    const { ask, said } = await opened();
    expect((await ask('start', {})).result).toMatchObject({ recipes: [] });
    await vi.waitFor(() => expect(keysSaid(said)).toMatchObject([{ isTrusted: false, choices: [], suggestions: {} }]));
    grantTrust();
    expect(said.at(-1)).toEqual({ type: 'recipes', recipes: [{ name: 'mine', kind: 'JWT' }] });
    await vi.waitFor(() =>
      expect(keysSaid(said).at(-1)).toMatchObject({
        isTrusted: true,
        choices: [{ reference: 'file:s.jwk' }, { reference: 'env:API_SECRET' }],
      }),
    );
    setSetting('tokensmith.recipes', { mine: { kind: 'twilio' } });
    await vi.waitFor(() => expect(keysSaid(said).at(-1)?.kinds).toContain('twilio'));
    const told = said.length;
    setSetting('tokensmith.lenses', false);
    expect(said).toHaveLength(told);
  });

  it('all in the language of the person', async () => {
    const german = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Record<string, string>;
    setLanguage('de', german);
    const { ask, panel } = await opened();
    const { forms, translations } = (await ask('start', {})).result as {
      readonly forms: readonly Form[];
      readonly translations: unknown;
    };
    const labels = forms.find(({ kind }) => kind === 'vonage-rest')?.fields.map(({ label }) => label);
    expect(labels).toContain(german['Application ID']);
    expect(translations).toEqual(german);
    expect(panel.webview.html).toContain('<html lang="de">');
    setLanguage('en');
    expect((await ask('start', {})).result).not.toHaveProperty('translations');
  });

  it('which kinds of tokens were made here, the last first', async () => {
    const { ask } = await opened();
    expect((await ask('start', {})).result).toMatchObject({ lastKinds: [] });
    await ask('create', { draft: draft() });
    expect((await ask('start', {})).result).toMatchObject({ lastKinds: ['custom'] });
  });
});

describe('the header', () => {
  const inserted = async () => {
    const { ask } = await opened();
    return ask('insertHeader', { token });
  };

  it('goes into the editor that was left for the builder', async () => {
    await window.showTextDocument(await page.open(second));
    expect((await inserted()).result).toEqual({ file: 'b.http' });
    expect([page.model(first)?.text, page.model(second)?.text]).toEqual([http, header]);
    expect(window.activeTextEditor?.document.uri.toString()).toBe(String(second));
  });

  it('follows the person from one editor to another, and takes an output for none', async () => {
    const { ask, panel } = await opened();
    const output = await page.open(second);
    editors.showOutside(output);
    panel.reveal();
    expect((await ask('insertHeader', { token })).result).toEqual({ file: 'a.http' });
    await window.showTextDocument(output, 1);
    panel.reveal();
    expect((await ask('insertHeader', { token })).result).toEqual({ file: 'b.http' });
  });

  it('goes into an editor that is there once the other is closed, else to the clipboard', async () => {
    const { ask, panel } = await opened();
    await window.showTextDocument(await page.open(second), 1);
    panel.reveal();
    page.close(second);
    await page.idle();
    expect((await ask('insertHeader', { token })).result).toEqual({ file: 'a.http' });
    page.close(first);
    await page.idle();
    const said = vi.spyOn(window, 'showInformationMessage');
    expect((await ask('insertHeader', { token })).result).toEqual({});
    expect(env.clipboard.text).toBe(`Authorization: Bearer ${token}`);
    expect(said.mock.lastCall?.[0]).toBe('Authorization header copied: no editor is open.');
  });

  it('goes to the clipboard where only an output is there', async () => {
    const { ask, panel } = await opened();
    page.close(first);
    await page.idle();
    editors.showOutside(await page.open(second));
    panel.reveal();
    expect((await ask('insertHeader', { token })).result).toEqual({});
    expect(page.model(second)?.text).toBe(http);
  });

  it('stays out of what cannot be written', async () => {
    setSetting('files.readonlyInclude', { '**/*.http': true });
    expect((await inserted()).failure?.message).toMatch(/read-only/);
    expect(page.model(first)?.text).toBe(http);
  });
});

describe('buttons', () => {
  it('show the token in sight as JSON, whatever else is there', async () => {
    const { panel } = await opened();
    env.clipboard.text = hs256({ sub: 'another' }, secret);
    // It is shown where the page was, which hears nothing then.
    panel.say({ type: 'request', id: 0, method: 'openAsJson', params: { token } });
    await vi.waitFor(() => expect(window.activeTextEditor?.document.getText()).toContain('"me"'));
  });

  it('lead to VS Code’s own editor of trust', async () => {
    let isOpen = false;
    const command = commands.registerCommand('workbench.trust.manage', () => {
      isOpen = true;
    });
    const { ask } = await opened();
    await ask('manageTrust', {});
    expect(isOpen).toBe(true);
    command.dispose();
  });

  it('of a failure lead on only as long as it is the last', async () => {
    const { ask } = await opened();
    const lost = await ask('create', { draft: draft({ key: 'file:gone.key' }) });
    expect(lost.failure?.ways).toEqual(['Use Key File…', 'Generate Key…']);
    const wrong = await ask('create', { draft: draft({ expiresIn: 'soon' }) });
    expect(wrong.failure?.ways).toEqual([]);
    const chosen = vi.spyOn(window, 'showOpenDialog');
    await ask('followWay', { title: 'Use Key File…' });
    expect(chosen.mock.calls).toEqual([]);
  });
});

it('what speaks against the key of a new token is said beside it, once', async () => {
  const { ask } = await opened();
  const made = await ask('create', { draft: draft({ key: 'env:API_SECRET', algorithm: 'HS256' }) });
  const { view, notes } = made.result as Seen;
  expect(view.signature).toEqual({ tone: 'good', words: 'signature valid (env:API_SECRET)' });
  expect(notes).toEqual(['The secret is short: 40 bits; this algorithm should have at least 256.']);
  // What the token's own problems say is not said again.
  const claims = JSON.stringify({ iat: 4_000_000_000 });
  const odd = (await ask('create', { draft: draft({ claims }) })).result as Seen;
  expect(odd.view.problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^`iat` is .* future/));
  expect(odd.notes).toEqual([]);
});
