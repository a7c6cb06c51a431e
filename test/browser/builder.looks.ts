import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { writableKinds } from '../../src/kinds/index.ts';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { forms } from './builderForms.ts';
import {
  chooseKind,
  create,
  field,
  fill,
  frameOf,
  kindPicker,
  messagesOf,
  type Overheard,
  openBuilder,
  overhear,
  pageOf,
  press,
  soon,
  status,
} from './builderPage.ts';
import { clippings } from './clippings.ts';
import { useWorkbench } from './harness.ts';
import { type Theme, themeNames, themes, useTheme } from './themes.ts';

// Each goes through many states.
vi.setConfig({ testTimeout: 180_000 });

const vscode = useWorkbench({ open: 'requests.http', size: { width: 1500, height: 950 }, workspace });

/** The usual workspace with a key of Apple's. */
async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  await writeFile(join(folder, 'AuthKey_2X9R4HXF34.p8'), fixtures.keys.p256);
}

/** The form of a kind as it makes a token. */
const filled = (kind: string) => forms(vscode().fixtures).find((form) => form.kind === kind)?.filled ?? {};

const builder = () => pageOf(vscode().page);
const encode = (text: string) => Buffer.from(text).toString('base64url');
const tokenOf = (header: object, payload: unknown) =>
  `${encode(JSON.stringify(header))}.${encode(typeof payload === 'string' ? payload : JSON.stringify(payload))}.c2ln`;

let overheard: Overheard;

beforeAll(async () => {
  overheard = await overhear(vscode().page);
  const { putCursor, runCommand } = vscode();
  await putCursor('Accept: application/json');
  await runCommand('View: Toggle Primary Side Bar Visibility');
  await openBuilder(vscode());
  await runCommand('View: Join All Editor Groups');
  await openBuilder(vscode());
});

/** What the page can look like, by how a person gets there; each goes on from the one before. */
const states: Readonly<Record<string, () => Promise<unknown>>> = {
  empty: async () => {
    await chooseKind(builder(), 'Vonage REST');
    await press(builder(), 'Clear');
  },
  'with mistakes': async () => {
    await chooseKind(builder(), 'Vonage Video client');
    await press(builder(), 'Clear');
    await fill(builder(), { 'Application ID': 'abc', Claims: '{"ttl": 900, "role": "admin"}' });
    await press(builder(), 'Create');
    await builder().getByText('"Session ID" is required.').first().waitFor();
  },
  'with an ACL': async () => {
    await chooseKind(builder(), 'Vonage user');
    await press(builder(), 'Clear');
    await builder().getByText('Paths, methods and filters').click();
    await builder().getByText('every method').first().click();
    await builder()
      .getByRole('group', { name: /Methods for path 1/ })
      .getByText('GET')
      .click();
    await fill(builder(), { 'Path 1': '/v1/users', 'Path to try': '/v1/users' });
    await builder().getByText('Allowed by /v1/users').waitFor();
  },
  'with a recipe': async () => {
    await chooseKind(builder(), 'Vonage REST');
    await fill(builder(), filled('Vonage REST'));
    await press(builder(), 'Save as Recipe');
    await fill(builder(), { 'Name of the recipe': 'server calls' });
    await builder()
      .getByRole('button', { name: /^(Save|Replace)$/ })
      .click();
    await status(builder(), 'Recipe "server calls" saved.').waitFor();
    await builder()
      .locator('.recipes')
      .evaluate((details) => details.setAttribute('open', ''));
    await builder().getByRole('button', { name: 'Rename server calls' }).waitFor();
  },
  'asking for names': async () => {
    await press(builder(), 'Save as Recipe');
    await press(builder(), 'Rename server calls');
    await field(builder(), 'New name of server calls').waitFor();
  },
  'with the list of kinds': async () => {
    await builder().getByLabel('New name of server calls').press('Escape');
    await press(builder(), 'Cancel');
    await kindPicker(builder()).click();
    await builder().getByRole('option', { name: 'JWT', exact: true }).waitFor();
  },
  'with a token': async () => {
    await kindPicker(builder()).press('Escape');
    await chooseKind(builder(), 'Vonage user');
    await press(builder(), 'Clear');
    await fill(builder(), filled('Vonage user'));
    await create(builder());
    await builder().getByRole('link', { name: 'Payload' }).hover();
  },
  'with a key that cannot sign': async () => {
    await fill(builder(), { Key: 'Enter another key reference…', 'Key reference': 'file:nowhere.key' });
    await press(builder(), 'Create');
    await builder().getByRole('alert').getByRole('button').first().waitFor();
  },
  'with a bad token': async () => {
    await press(builder(), 'Paste Another Token');
    await fill(builder(), {
      'Paste a token': tokenOf({ alg: 'none', crit: [] }, { exp: 1, iat: 1e12, application_id: 'x' }),
    });
    await status(builder(), /JWT token decoded/).waitFor();
  },
  'with what is no token': async () => {
    await press(builder(), 'Paste Another Token');
    await fill(builder(), { 'Paste a token': 'a.b' });
    await builder().locator('.token').waitFor();
    await press(builder(), 'Paste Another Token');
  },
};

/** Has VS Code take a theme, and waits until the page has it. */
async function takeTheme(theme: Theme): Promise<void> {
  await useTheme(vscode(), theme);
  await soon(() => builder().locator('body').getAttribute('data-vscode-theme-kind')).toBe(themes[theme].webview);
}

/** Gives the page a width, in CSS pixels. */
async function setWidth(width: number, height = 950): Promise<void> {
  const { page } = vscode();
  const widthOf = () =>
    builder()
      .locator('html')
      .evaluate(() => innerWidth);
  const around = (page.viewportSize()?.width ?? 0) - (await widthOf());
  await page.setViewportSize({ width: width + around, height });
  await soon(widthOf).toBe(width);
}

/** Gives what axe finds on the page, at any time. */
async function loadAxe(): Promise<() => Promise<readonly string[]>> {
  const frame = await frameOf(vscode().page);
  await frame.evaluate(await readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8'));
  return async () => {
    const { violations } = await frame.evaluate(() =>
      (globalThis as unknown as { readonly axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
      }),
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target} ${any[0]?.message}`));
  };
}

describe.each(themeNames)('in the theme %s', (theme) => {
  it('has nothing that axe finds, in any state', async () => {
    await takeTheme(theme);
    const axe = await loadAxe();
    const findings: Record<string, readonly string[]> = {};
    for (const [state, reach] of Object.entries(states)) {
      await reach();
      const found = await axe();
      if (found.length > 0) findings[state] = found;
      if (found.length > 0) await vscode().screenshot(`builder axe ${theme} ${state}`);
    }
    expect(findings).toEqual({});
  });
});

describe.each(themeNames)('each kind in the theme %s', (theme) => {
  it('has a form here', () => {
    const shown = new Set(forms(vscode().fixtures).map(({ kind }) => kind));
    expect([...shown].sort()).toEqual(writableKinds.map(({ label }) => label).sort());
  });

  it.each([
    ['wide', 1440, 1300],
    ['narrow', 320, 1600],
  ] as const)('is whole and clear, %s, filled in and with mistakes', async (size, width, height) => {
    await takeTheme(theme);
    await setWidth(width, height);
    const axe = await loadAxe();
    const found: Record<string, readonly string[]> = {};
    for (const { kind, variant = '', filled, mistaken } of forms(vscode().fixtures)) {
      const look = async (state: string) => {
        await vscode().screenshot(`kind ${theme} ${size} ${kind} ${variant} ${state}`);
        const faults = [...(await clippings(builder())), ...(await axe()), ...(await saidTwice())];
        if (faults.length > 0) found[`${kind} ${variant} ${state}`] = faults;
      };
      await chooseKind(builder(), kind);
      await press(builder(), 'Clear');
      const wrong = Object.entries(mistaken);
      await fill(builder(), Object.fromEntries(wrong.map(([label, [value]]) => [label, value])));
      for (const [label, [, message]] of wrong) await soon(() => messagesOf(builder(), label)).toMatch(message);
      await press(builder(), 'Create');
      await builder().locator('form [aria-invalid="true"]:focus').waitFor();
      await look('mistaken');
      await press(builder(), 'Clear');
      await fill(builder(), filled);
      await create(builder());
      await look('filled');
    }
    expect(found).toEqual({});
  });
});

it('shows the kinds in groups, the last used and those made here first, by the keyboard alone', async () => {
  const picker = kindPicker(builder());
  const groups = () =>
    builder()
      .getByRole('group')
      .filter({ has: vscode().page.locator('.heading') })
      .allInnerTexts();
  await chooseKind(builder(), 'Apple');
  await press(builder(), 'Clear');
  await fill(builder(), filled('Apple'));
  await create(builder());
  await picker.press('ArrowDown');
  const [last = '', here = '', others = '', ...more] = await groups();
  expect(last).toMatch(/^Last used\s+Apple\s/i);
  expect(here).toMatch(/^Found in this workspace\s+Vonage REST\s/i);
  expect(here).toContain('Vanilla');
  expect(others).toMatch(/^Other kinds\s/i);
  expect(others).toMatch(/JWT/);
  expect(more).toEqual([]);
  await picker.press('Escape');
  for (const { label } of writableKinds) {
    await picker.press('ArrowDown');
    await picker.pressSequentially(label);
    await picker.press('Enter');
    await soon(() => picker.inputValue()).toBe(label);
    await builder().getByRole('form', { name: label, exact: true }).waitFor();
  }
});

/** Sentences that stand at more than one place of the form. */
async function saidTwice(): Promise<readonly string[]> {
  const said = await builder().locator('.messages p, [role="alert"] p').allInnerTexts();
  return said.filter((text, place) => said.indexOf(text) < place).map((text) => `says twice: ${text}`);
}

describe('at 320 pixels', () => {
  it('neither clips anything nor scrolls sideways, in any state', async () => {
    await setWidth(320);
    const found: Record<string, readonly string[]> = {};
    for (const [state, reach] of Object.entries(states)) {
      await reach();
      const clipped = await clippings(builder());
      if (clipped.length > 0) found[state] = clipped;
      await vscode().screenshot(`builder 320 ${state}`);
    }
    expect(found).toEqual({});
  });

  it.each([
    ['640 pixels, zoomed to 200 %', 640, 'zoom', '2'],
    ['640 pixels with text of twice the size', 640, '--vscode-font-size', '26px'],
  ])('nor at %s', async (what, width, property, value) => {
    await setWidth(width);
    await chooseKind(builder(), 'Vonage user');
    await press(builder(), 'Clear');
    await fill(builder(), filled('Vonage user'));
    await create(builder());
    const html = builder().locator('html');
    const set = (style: readonly [string, string]) =>
      html.evaluate((element, [name, text]) => {
        const before = element.style.getPropertyValue(name);
        element.style.setProperty(name, text);
        return before;
      }, style);
    const before = await set([property, value]);
    const found = await clippings(builder());
    await vscode().screenshot(`builder ${what}`);
    await set([property, before]);
    expect(found).toEqual([]);
    await setWidth(320);
  });
});

it('moves nothing where the person wants no motion', async () => {
  const { page } = vscode();
  const moving = () =>
    builder()
      .locator('body')
      .evaluate((body) =>
        [...body.querySelectorAll('*')]
          .flatMap((element) => ['', '::before', '::after'].map((pseudo) => getComputedStyle(element, pseudo)))
          .filter(
            ({ transitionDuration, animationName }) => /[1-9]/.test(transitionDuration) || animationName !== 'none',
          )
          .map(({ transitionProperty, animationName }) => `${transitionProperty} ${animationName}`),
      );
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving()).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving()).toEqual([]);
});

describe('hostile text', () => {
  const html = `"'><img src=x onerror="window.ran=1"><script>window.ran=1</script><a href="javascript:window.ran=1">`;
  const bidi = '\u202e\u2066gnihtemos\u2067\u200f\u200b\ufeff\u0000\u0007';
  const long = 'w'.repeat(100_000);
  const texts = {
    html,
    bidi,
    long,
    markup: `\`${html}\` **x** [a](command:workbench.action.closeWindow) $(trash) {name}`,
  };

  /** What could have broken out of the text that it came in. */
  const intruders = () =>
    builder()
      .locator('html')
      .evaluate((root) => {
        const { ran } = globalThis as unknown as { readonly ran: unknown };
        const elements = root.querySelectorAll('main :is(img, script, iframe, object, embed, style, svg, a)');
        const strangers = [...elements].filter((element) => !/^(https:|#)/.test(element.getAttribute('href') ?? ''));
        return [...(ran === undefined ? [] : ['it ran']), ...strangers.map(({ outerHTML }) => outerHTML)];
      });

  async function expectWhole(): Promise<void> {
    expect(await intruders()).toEqual([]);
    // What stands in a list may end with an ellipsis.
    expect((await clippings(builder())).filter((found) => !found.startsWith('select. cuts'))).toEqual([]);
    expect(overheard.violations).toEqual([]);
  }

  it.each(Object.entries(texts))('in every field (%s)', async (name, text) => {
    await setWidth(320);
    // Long texts take their time; the form of this kind has all sorts of controls.
    const kinds = text === long ? ['Vonage Video client'] : writableKinds.map(({ label }) => label);
    for (const kind of kinds) {
      await chooseKind(builder(), kind);
      await press(builder(), 'Clear');
      await builder()
        .locator('details')
        .evaluateAll((all) => all.map((details) => details.setAttribute('open', '')));
      const fields = builder().locator('form :is(input[type="text"], textarea)');
      const count = await fields.count();
      for (let index = 0; index < count; index++) await fields.nth(index).fill(text);
      const json = JSON.stringify({ [text]: text, nested: [{ [text.slice(0, 100)]: [1] }] });
      await fill(builder(), { Claims: json, Header: json });
      await press(builder(), 'Create');
      await builder().locator('form [aria-invalid="true"]:focus, [role="alert"] p, .status p').first().waitFor();
      await expectWhole();
      await press(builder(), 'Clear');
    }
    await vscode().screenshot(`builder hostile field ${name}`);
  });

  it.each(Object.entries(texts))('as the name of a recipe (%s)', async (name, text) => {
    const recipe = text.slice(0, 300);
    const countOfRecipes = () => builder().locator('.recipe .title').count();
    const before = await countOfRecipes();
    await chooseKind(builder(), 'Vonage REST');
    await fill(builder(), filled('Vonage REST'));
    await press(builder(), 'Save as Recipe');
    await fill(builder(), { 'Name of the recipe': recipe });
    await press(builder(), 'Save');
    await status(builder(), /saved\.$/).waitFor();
    await builder()
      .locator('.recipes')
      .evaluate((details) => details.setAttribute('open', ''));
    await soon(countOfRecipes).toBe(before + 1);
    await expectWhole();
    await vscode().screenshot(`builder hostile recipe ${name}`);
    await builder().locator('.recipes .remove').last().click();
    await vscode().page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
    await soon(countOfRecipes).toBe(before);
  });

  const payloads: Readonly<Record<string, (text: string) => unknown>> = {
    'as claims': (text) => ({ [text]: text, nested: { [text]: [text] } }),
    'as the claims of a Vonage token': (text) => ({
      application_id: text,
      sub: text,
      session_id: text.slice(0, 1000),
      role: text.slice(0, 1000),
      acl: { paths: { [text]: {} } },
      connection_data: text.slice(0, 1001),
      exp: text.slice(0, 1000),
      jti: text,
    }),
    'as the claims of a Vanilla token': (text) => ({ displayname: text, email: text, sub: text, iss: text }),
    'in place of JSON': (text) => text,
  };
  const cases = Object.entries(texts).flatMap(([name, text]) =>
    Object.entries(payloads).map(([place, payload]) => [name, place, payload(text), text] as const),
  );
  it.each(cases)('in a pasted token (%s, %s)', async (name, place, payload, text) => {
    const paste = field(builder(), 'Paste a token');
    if (!(await paste.isVisible())) await press(builder(), 'Paste Another Token');
    await paste.fill(tokenOf({ alg: 'RS256', kid: text }, payload));
    await builder().locator('.token').waitFor();
    await expectWhole();
    const more = builder().locator('.decoded').getByRole('button', { name: 'Show all' }).first();
    while (await more.isVisible()) await more.click();
    await expectWhole();
    await vscode().screenshot(`builder hostile ${name} ${place}`);
  });

  it('of a million characters is refused, and says so', async () => {
    await press(builder(), 'Paste Another Token');
    await field(builder(), 'Paste a token').fill('w'.repeat(1_000_001));
    await builder().getByText('too long').first().waitFor();
  });
});
