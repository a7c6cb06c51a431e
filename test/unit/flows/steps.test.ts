import { afterEach, describe, expect, it, vi } from 'vitest';
import { askPick, askPicks, askText, back, runSteps, type Step } from '../../../src/flows/steps.ts';
import { CancellationError } from '../../fuzz/vscode.ts';
import { answering, goBack, leave } from '../answering.ts';

afterEach(() => vi.restoreAllMocks());

const step = { title: 'Flow', step: 1, steps: 1 };
const items = [{ label: 'one' }, { label: 'two' }, { label: 'three' }];

describe('the steps of a flow', () => {
  type Path = readonly string[];
  /** A step that takes what a list of answers has next. */
  const taking = (name: string, answers: (string | typeof back)[], seen: string[]): Step<Path> => {
    return async (state, { step, steps, canGoBack }) => {
      seen.push(`${name} ${step}/${steps}${canGoBack ? ' ‹' : ''} ${state.join('')}`);
      const answer = answers.shift() ?? '';
      return answer === back ? back : answer === '' ? state : [...state, answer];
    };
  };
  async function run(
    answers: (string | typeof back)[],
    options: { canLeave?: boolean; asked?: (index: number) => boolean } = {},
  ) {
    const seen: string[] = [];
    const steps = ['A', 'B', 'C'].map((name) => taking(name, answers, seen));
    const state = await runSteps('Flow', [] as Path, steps, options.canLeave, options.asked);
    return [state === back ? 'back' : state.join(''), seen];
  }

  it.each([
    ['each after the other', ['a', 'b', 'c'], {}, 'abc', ['A 1/3 ', 'B 2/3 ‹ a', 'C 3/3 ‹ ab']],
    [
      'back to the one before, as it was',
      ['a', 'b', back, 'x', 'c'],
      {},
      'axc',
      ['A 1/3 ', 'B 2/3 ‹ a', 'C 3/3 ‹ ab', 'B 2/3 ‹ a', 'C 3/3 ‹ ax'],
    ],
    [
      'back over one that had nothing to ask',
      ['a', '', back, 'x', 'y', 'z'],
      {},
      'xyz',
      ['A 1/3 ', 'B 2/3 ‹ a', 'C 3/3 ‹ a', 'A 1/3 ', 'B 2/3 ‹ x', 'C 3/3 ‹ xy'],
    ],
    [
      'those alone that belong to it',
      ['a', 'c'],
      { asked: (index: number) => index !== 1 },
      'ac',
      ['A 1/2 ', 'C 2/2 ‹ a'],
    ],
    ['back out of the first', [back], { canLeave: true }, 'back', ['A 1/3 ‹ ']],
  ] as const)('are asked: %s', async (_what, answers, options, state, seen) => {
    expect(await run([...answers], options)).toEqual([state, seen]);
  });
});

describe('a question', () => {
  it('for a text takes what is right, says what is wrong, and what one should know', async () => {
    const asked = answering('no', 'odd', 'yes');
    const question = {
      prompt: 'The `name`',
      value: 'before',
      validate: (text: string) => (text === 'yes' || text === 'odd' ? undefined : `not \`${text}\``),
      hint: (text: string) => (text === 'odd' ? 'quite `odd`' : undefined),
    };
    expect(await askText(question, step)).toBe('odd');
    expect(asked[0]).toEqual({
      title: 'Flow',
      rows: [],
      value: 'before',
      isHidden: false,
      said: ['not no', { message: 'quite odd', severity: 1 }],
    });
  });

  it('is left by Escape, and gone back from by its button', async () => {
    const question = { prompt: '', validate: () => undefined };
    answering(leave, leave, leave, goBack, goBack, goBack);
    await expect(askText(question, step)).rejects.toBeInstanceOf(CancellationError);
    await expect(askPick(items, step)).rejects.toBeInstanceOf(CancellationError);
    await expect(askPicks(items, step, { placeholder: '' })).rejects.toBeInstanceOf(CancellationError);
    expect([
      await askText(question, step),
      await askPick(items, step),
      await askPicks(items, step, { placeholder: '' }),
    ]).toEqual([back, back, back]);
  });

  it('for one of a list takes no row that cannot be had', async () => {
    answering(/two/);
    expect(await askPick(items, step)).toBe(items[1]);
    answering(/two/);
    const picked = askPick(items, step, { isDisabled: ({ label }) => label === 'two' });
    expect(await Promise.race([picked, new Promise((done) => setTimeout(done, 20, 'still asked'))])).toBe(
      'still asked',
    );
  });

  it('for several gives them in the order of the list', async () => {
    answering([/three/, /one/]);
    expect(await askPicks(items, step, { placeholder: '' })).toEqual([items[0], items[2]]);
  });
});
