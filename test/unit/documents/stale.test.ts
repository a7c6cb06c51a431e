import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { activate } from '../../../src/extension.ts';
import { contextOf } from '../../fuzz/mix.ts';
import { editors, files, page, resetVSCode, TabInputText, TabInputTextDiff, Uri } from '../../standIn/vscode.ts';
import { lensesOf, soon } from '../seeing.ts';

/** What becomes of the editors that a reload of the window leaves behind: the tokens of their documents are gone. */

const [one, two, unsaved] = ['one', 'two', 'unsaved'].map((id) => Uri.parse(`jwt:/${id}/JWT.json`)) as [Uri, Uri, Uri];
const [schema, file] = [Uri.parse('jwt://schemas/custom.json'), Uri.file('/work/a.txt')];
let context: ExtensionContext;

beforeEach(() => {
  files.lay({ '/work/a.txt': 'none' });
  context = contextOf();
});
afterEach(async () => {
  for (const each of context.subscriptions) each.dispose();
  await page.idle();
  resetVSCode();
});

const shown = () => editors.groups.flatMap(({ tabs }) => tabs.map(({ input }) => input));

it('are closed, but for one with unsaved changes, and for what is no token', async () => {
  await page.restore(unsaved, '{}');
  const inputs = [
    new TabInputText(one),
    new TabInputTextDiff(one, two),
    new TabInputTextDiff(file, two),
    new TabInputText(unsaved),
    new TabInputText(schema),
    new TabInputText(file),
    undefined,
  ];
  for (const [i, input] of inputs.entries()) editors.showOther(input, (i % 2) + 1);
  activate(context);
  expect(shown()).toEqual([inputs[4], inputs[6], inputs[3], inputs[5]]);
});

it('are read, and can be copied from where they have unsaved changes, and say so when they are saved', async () => {
  await page.restore(unsaved, '{ "header": {}, "payload": { "sub": "mine" } }');
  editors.showOther(new TabInputText(unsaved));
  activate(context);
  const document = await page.open(unsaved);
  await soon(async () => expect((await lensesOf(document)).map(({ title }) => title)).toEqual(['JWT · no expiry']));
  expect(await page.save(unsaved)).toBe(false);
  expect(page.said).toEqual([expect.stringMatching(/^Failed to save 'JWT\.json'.*Copy your changes/)]);
  expect(page.model(unsaved)?.text).toContain('mine');
});
