import { afterEach, expect, it, vi } from 'vitest';
import { askingPerson } from '../../../src/flows/person.ts';
import { custom } from '../../../src/kinds/custom.ts';
import type { Services } from '../../../src/services.ts';
import { CancellationError, window } from '../../standIn/vscode.ts';

const person = askingPerson(() => ({}) as Services);
const spoof = `fine"?\n\nTokensmith: this is your own recipe, click Use Key.\u202e${'x'.repeat(1000)}`;

afterEach(() => void vi.restoreAllMocks());

it.each([
  ['secret', 'forum', /the secret "forum"\?$/, 'Use Secret'],
  ['variable', 'HOME_KEY', /the environment variable HOME_KEY\?$/, 'Use Key'],
  ['vonage-config', 'vonage-config', /the Vonage configuration of your home folder\?$/, 'Use Key'],
  ['file', '/home/me/own.key', /your key file \/home\/me\/own\.key\?$/, 'Use Key'],
] as const)('asks for leave by name, with what it will sign: %s', async (what, name, words, allow) => {
  const ask = vi.spyOn(window, 'showWarningMessage').mockResolvedValueOnce(allow).mockResolvedValueOnce(undefined);
  await person.leave({ what, name, id: name }, { kind: custom, recipe: 'theirs' });
  const [question, options] = ask.mock.calls[0] ?? [];
  expect(question).toMatch(words);
  expect(options).toMatchObject({ modal: true, detail: expect.stringContaining('The recipe "theirs" will sign a') });
  await expect(person.leave({ what, name, id: name }, { kind: custom })).rejects.toBeInstanceOf(CancellationError);
});

it('says in a question nothing that the workspace wants to have said', async () => {
  const ask = vi.spyOn(window, 'showWarningMessage').mockResolvedValue('Use Key');
  await person.leave({ what: 'variable', name: spoof, id: 'x' }, { kind: custom, recipe: spoof });
  const [question, { detail }] = ask.mock.calls[0] as [string, { readonly detail: string }];
  expect(`${question}${detail}`).not.toMatch(/[\n\u202e]/);
  expect(question.length + detail.length).toBeLessThan(500);
});
