import { createPublicKey, sign, verify } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { randomOf } from '../fuzz/random.ts';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { openSecondWindow, useWorkbench } from './harness.ts';

vi.setConfig({ testTimeout: 180_000 });

const file = 'shared.txt';
/** Above many more tokens, which make renewing all of them take a while. */
const shown = ['# ä', 'token', 'between', 'token', 'copy', 'end'];
const many = 50;
const rounds = 12;

const keys = {
  renew: ['F9', 'tokensmith.renewToken'],
  renewAll: ['F8', 'tokensmith.renewAllTokens'],
  edit: ['F7', 'tokensmith.editToken'],
  revert: ['F6', 'workbench.action.files.revert'],
  close: ['Shift+F6', 'workbench.action.closeActiveEditor'],
} as const;

/** Lays a file of tokens that live for a second, and keys for what the two persons do. */
async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const encode = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const token = (note: number) => {
    const input = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ note, iat: 1_700_000_000, exp: 1_700_000_001 })}`;
    return `${input}.${sign('sha256', Buffer.from(input), fixtures.keys.rsa).toString('base64url')}`;
  };
  const tokens = Array.from({ length: many }, (_, i) => token(i));
  const lines = shown.map((line, i) =>
    line === 'token' || line === 'copy' ? `x ${tokens[line === 'copy' ? 3 : i]}` : line,
  );
  await writeFile(join(folder, file), `${[...lines, ...tokens.slice(10)].join('\n')}\n`);
  const user = join(folder, '..', 'user-data', 'User');
  await mkdir(user, { recursive: true });
  const bindings = Object.values(keys).map(([key, command]) => ({ key: key.toLowerCase(), command }));
  await writeFile(join(user, 'keybindings.json'), JSON.stringify(bindings));
}

const vscode = useWorkbench({
  workspace,
  open: file,
  settings: {
    'editor.autoClosingBrackets': 'never',
    'editor.autoClosingQuotes': 'never',
    'editor.autoIndent': 'none',
    'editor.fontSize': 8,
    'editor.quickSuggestions': false,
    'editor.wordBasedSuggestions': 'off',
    'window.confirmBeforeClose': 'never',
  },
});

/** One person at one window. */
class Person {
  readonly name: string;
  readonly page: Page;

  constructor(name: string, page: Page) {
    this.name = name;
    this.page = page;
  }

  press(what: keyof typeof keys): Promise<void> {
    return this.page.keyboard.press(keys[what][0]);
  }

  async putCursor(line: number): Promise<void> {
    await this.page.keyboard.press('Control+Home');
    for (let i = 0; i < line; i++) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('End');
    await this.page.keyboard.press('ArrowLeft');
  }

  async typeLine(text: string): Promise<void> {
    await this.page.keyboard.press('Home');
    await this.page.keyboard.type(`${text}\n`);
  }

  save(): Promise<void> {
    return this.page.keyboard.press('Control+S');
  }

  /** Opens the token under the cursor for editing, and types a claim. */
  async typeClaim(name: string): Promise<void> {
    await this.press('edit');
    await this.#active('.tab.active[data-resource-name]:not([data-resource-name="shared.txt"])').waitFor();
    await expect.poll(async () => (await this.#lines()).join('\n'), { timeout: 20_000 }).toContain('"payload": {');
    const lines = await this.#lines();
    await this.putCursor(lines.findIndex((line) => line.includes('"payload": {')));
    await this.page.keyboard.press('End');
    await this.page.keyboard.type(` "${name}": 1,`);
  }

  async leaveClaims(): Promise<void> {
    for (const key of ['revert', 'close'] as const) await this.press(key);
    await this.#active(`.tab.active[data-resource-name="${file}"]`).waitFor();
  }

  isDirty(): Promise<boolean> {
    return this.#active('.tab.active.dirty').isVisible();
  }

  /** The lines on the screen that are others than a text's. */
  async differences(text: string): Promise<readonly string[]> {
    const lines = (await this.#lines()).slice(0, -1);
    const there = text.split('\n');
    if (lines.length <= shown.length) return ['there are few lines'];
    return lines.flatMap((line, i) => (line === there[i] ? [] : [`${this.name}, line ${i}: ${line}`]));
  }

  #active(selector: string) {
    return this.page.locator('.editor-group-container.active').locator(selector);
  }

  /** The lines on the screen from the first on. */
  async #lines(): Promise<readonly string[]> {
    const found = await this.#active('.monaco-editor .view-line').evaluateAll((elements) =>
      elements.map((element) => ({
        top: Number.parseFloat((element as HTMLElement).style.top),
        text: element.textContent?.replaceAll('\u00a0', ' ') ?? '',
      })),
    );
    return found.toSorted((a, b) => a.top - b.top).map(({ text }) => text);
  }
}

const tokenIn = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

it('two windows on one file: each changes what was asked for, and nothing else', async () => {
  const first = new Person('A', vscode().page);
  const second = new Person('B', await openSecondWindow(vscode().page));
  const path = join(vscode().folder, file);
  const publicKey = createPublicKey(vscode().fixtures.keys.rsaPublic);
  const read = () => readFile(path, 'utf8');
  const settled = async (): Promise<string> => {
    for (const person of [first, second]) {
      await person.page.keyboard.press('Control+Home');
      const isSettled = async () => (await person.differences(await read())).length === 0;
      // VS Code misses a change of a file now and then, and a late edit may have come: the window reads the file anew.
      if (!(await vi.waitUntil(isSettled, { timeout: 5000 }).catch(() => false))) await person.press('revert');
      await expect.poll(async () => person.differences(await read()), { timeout: 20_000 }).toEqual([]);
    }
    return read();
  };
  for (const { page } of [first, second]) {
    await page
      .locator('.codelens-decoration a')
      .filter({ hasText: '✓ private.key' })
      .first()
      .waitFor({ timeout: 60_000 });
    await page.locator('.monaco-editor .view-line').first().click();
  }
  let before = await settled();
  const counts = { renewed: 0, typed: 0, claims: 0, dropped: 0, refused: 0 };

  /** Saves, or leaves what the other was faster with. */
  async function saveOrDrop(person: Person): Promise<void> {
    await person.save();
    const saved = await vi.waitUntil(async () => !(await person.isDirty()), { timeout: 1500 }).catch(() => false);
    if (saved) return;
    counts.dropped++;
    await person.press('revert');
    await expect.poll(() => person.isDirty(), { timeout: 20_000 }).toBe(false);
  }

  for (let round = 0; round < rounds; round++) {
    const random = randomOf(1, round);
    const lines = before.split('\n');
    const tokens = lines.slice(0, 20).flatMap((line, i) => (tokenIn.test(line) ? [i] : []));
    const persons = random.below(2) === 0 ? [first, second] : [second, first];
    const [one, other] = persons as [Person, Person];
    const line = random.of(tokens);
    const typed = persons.map(({ name }) => `${name}${round}`);
    const asked = new Set<number>();
    const act = random.of(['renew', 'renewAll', 'edit', 'both'] as const);
    // One has typed already when the other begins, and saves meanwhile.
    await other.putCursor(random.below(12));
    await one.putCursor(line);
    if (act === 'edit') await one.typeClaim(typed[0] ?? '');
    if (act === 'both') await one.typeLine(typed[0] ?? '');
    await other.typeLine(typed[1] ?? '');
    if (act === 'renew' || act === 'edit') asked.add(line);
    if (act === 'renewAll') for (const i of lines.keys()) asked.add(i);
    await (act === 'edit' || act === 'both' ? one.save() : one.press(act));
    await saveOrDrop(other);
    if (act === 'edit') await one.leaveClaims();
    // The edit comes when the tokens are signed, or not at all, where they were changed meanwhile.
    if (act !== 'both') await vi.waitUntil(() => one.isDirty(), { timeout: 3000 }).catch(() => counts.refused++);
    await saveOrDrop(one);
    const after = await settled();
    judge(lines, after.split('\n'), { typed, asked, what: `round ${round}, ${act}, ${one.name} first` });
    before = after;
  }
  // Who is faster is chance, and the other's work is dropped; where nothing came of it, nothing was shown.
  expect(counts.renewed, JSON.stringify(counts)).toBeGreaterThan(0);
  expect(counts.typed, JSON.stringify(counts)).toBeGreaterThan(0);

  /** Holds the lines of a file after a round against those before, and what was asked for in it. */
  function judge(
    old: readonly string[],
    now: readonly string[],
    {
      typed,
      asked,
      what,
    }: { readonly typed: readonly string[]; readonly asked: ReadonlySet<number>; readonly what: string },
  ): void {
    const kept = now.filter((line) => !typed.includes(line));
    counts.typed += now.length - kept.length;
    expect(kept.length, what).toBe(old.length);
    for (const [i, line] of kept.entries()) {
      if (line === old[i]) continue;
      const [token = '', was = ''] = [tokenIn.exec(line)?.[0], tokenIn.exec(old[i] ?? '')?.[0]];
      expect(asked.has(i), `${what}: line ${i} was not asked for`).toBe(true);
      expect(line.replace(token, was), what).toBe(old[i]);
      const [header, payload, signature = ''] = token.split('.');
      const isSigned = verify(
        'sha256',
        Buffer.from(`${header}.${payload}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
      expect(isSigned, what).toBe(true);
      const claims = (text: string) => JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
      const { iat, exp, ...others } = claims(token);
      const { iat: _, exp: __, ...otherClaims } = claims(was);
      for (const name of typed) if (name in others) counts.claims++;
      expect(Object.fromEntries(Object.entries(others).filter(([name]) => !typed.includes(name))), what).toEqual(
        otherClaims,
      );
      counts.renewed++;
    }
  }
});
