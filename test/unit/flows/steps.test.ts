import { afterEach, describe, expect, it, vi } from 'vitest';
import { askPick, askPicks, askText, back, runSteps, type Step } from '../../../src/flows/steps.ts';
import { tick } from '../../standIn/page.ts';
import { CancellationError, EventEmitter, window } from '../../standIn/vscode.ts';
import { answering, enter, goBack, leave, look, lookAway } from '../answering.ts';

afterEach(() => vi.restoreAllMocks());

const step = { title: 'Flow', step: 1, steps: 1 };
const items = [{ label: 'one' }, { label: 'two' }, { label: 'three' }];

describe('the steps of a flow', () => {
  type Path = readonly string[];
  /** A step that takes what a list of answers has next. */
  const taking = (name: string, answers: (string | typeof back)[], seen: string[]): Step<Path> => {
    return async (state, { step, steps, canGoBack }, answered = []) => {
      const before = answered.length > 0 ? ` (${answered.join('')})` : '';
      seen.push(`${name} ${step}/${steps}${canGoBack ? ' ‹' : ''} ${state.join('')}${before}`);
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
      ['A 1/3 ', 'B 2/3 ‹ a', 'C 3/3 ‹ ab', 'B 2/3 ‹ a (ab)', 'C 3/3 ‹ ax'],
    ],
    [
      'back twice, and each knows what it answered',
      ['a', 'b', back, back, 'a', 'b', 'c'],
      {},
      'abc',
      ['A 1/3 ', 'B 2/3 ‹ a', 'C 3/3 ‹ ab', 'B 2/3 ‹ a (ab)', 'A 1/3  (a)', 'B 2/3 ‹ a (ab)', 'C 3/3 ‹ ab'],
    ],
    [
      'back over one that had nothing to ask',
      ['a', '', back, 'x', 'y', 'z'],
      {},
      'xyz',
      ['A 1/3 ', 'B 2/3 ‹ a', 'C 3/3 ‹ a', 'A 1/3  (a)', 'B 2/3 ‹ x', 'C 3/3 ‹ xy'],
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
      placeholder: 'name',
      value: 'before',
      validate: (text: string) => (text === 'yes' || text === 'odd' ? undefined : `not \`${text}\``),
      hint: (text: string) => (text === 'odd' ? 'quite `odd`' : undefined),
    };
    expect(await askText(question, step)).toBe('odd');
    expect(asked.map(look)).toEqual([['Flow', 'name', 'The name', '[before]']]);
    expect(asked[0]).toMatchObject({ isHidden: false, said: ['not no', { message: 'quite odd', severity: 1 }] });
  });

  it('takes what stands there already, and hides what nobody is to read over a shoulder', async () => {
    const asked = answering(enter, enter);
    expect(await askText({ prompt: '', value: 'before', validate: () => undefined }, step)).toBe('before');
    expect(await askText({ prompt: 'A secret', password: true, validate: () => undefined }, step)).toBe('');
    expect(asked.map(({ isHidden, placeholder }) => [isHidden, placeholder])).toEqual([
      [false, ''],
      [true, ''],
    ]);
  });

  it('says what is wrong with the text as it is by then, however long each text takes to judge', async () => {
    const judged: Record<string, (words: string | undefined) => void> = {};
    const question = {
      prompt: '',
      validate: (text: string) =>
        new Promise<string | undefined>((resolve) => Object.assign(judged, { [text]: resolve })),
    };
    const box = window.createInputBox() as unknown as Record<'validationMessage' | 'value', unknown> & {
      onDidChangeValue: unknown;
    };
    const changed = new EventEmitter<string>();
    box.onDidChangeValue = changed.event;
    vi.spyOn(window, 'createInputBox').mockReturnValue(box as never);
    const left = askText(question, step).catch((error: unknown) => error);
    for (const text of ['a', 'ab']) {
      box.value = text;
      changed.fire(text);
    }
    judged.ab?.('ab is wrong');
    await tick();
    judged.a?.('a is wrong');
    await tick();
    expect(box.validationMessage).toBe('ab is wrong');
    expect(await left).toBeInstanceOf(CancellationError);
  });

  it('stays while the person looks elsewhere', async () => {
    answering(lookAway, 'a', lookAway, /two/, lookAway, enter);
    expect([
      await askText({ prompt: '', validate: () => undefined }, step),
      await askPick(items, step),
      await askPicks(items, step, { placeholder: '' }),
    ]).toEqual(['a', items[1], items]);
  });

  it('says which of how many it is, and that one can go back from the second on', async () => {
    const asked = answering(enter, enter, enter, enter);
    for (const progress of [step, { ...step, steps: 2 }, { ...step, step: 2, steps: 2 }, { ...step, canGoBack: true }])
      await askPick(items, progress);
    expect(asked.map(({ step, canGoBack }) => [step, canGoBack])).toEqual([
      ['', false],
      ['1/2', false],
      ['2/2', true],
      ['', true],
    ]);
  });

  it('is left by Escape, and gone back from by its button', async () => {
    const question = { prompt: '', validate: () => undefined };
    const later = { ...step, canGoBack: true };
    answering(leave, leave, leave, goBack, goBack, goBack);
    await expect(askText(question, step)).rejects.toBeInstanceOf(CancellationError);
    await expect(askPick(items, step)).rejects.toBeInstanceOf(CancellationError);
    await expect(askPicks(items, step, { placeholder: '' })).rejects.toBeInstanceOf(CancellationError);
    expect([
      await askText(question, later),
      await askPick(items, later),
      await askPicks(items, later, { placeholder: '' }),
    ]).toEqual([back, back, back]);
  });

  it('for one of a list takes no row that cannot be had', async () => {
    answering(/two/);
    expect(await askPick(items, step)).toBe(items[1]);
    answering(/two/, /three/);
    expect(await askPick(items, step, { isDisabled: ({ label }) => label === 'two' })).toBe(items[2]);
  });

  it('for one of a list begins at the row that was said, and finds one by each of its words', async () => {
    const rows = [
      { label: 'RS256', description: 'RSA', detail: 'of a pair' },
      { label: 'HS256', description: 'HMAC', detail: 'of a secret' },
    ];
    const asked = answering(enter, enter, 'hmac', 'pair', 'hs');
    const question = { placeholder: 'The `alg`' };
    const picked = [];
    for (const active of [undefined, rows[1], undefined, rows[1], undefined])
      picked.push(await askPick(rows, step, { ...question, active }));
    expect(picked).toEqual([rows[0], rows[1], rows[1], rows[0], rows[1]]);
    expect(asked.slice(0, 2).map(look)).toEqual([
      ['Flow', 'The alg', '> RS256 RSA of a pair', '  HS256 HMAC of a secret'],
      ['Flow', 'The alg', '  RS256 RSA of a pair', '> HS256 HMAC of a secret'],
    ]);
  });

  it('for several has all checked at first, takes one at least, and gives them in the order of the list', async () => {
    const asked = answering(enter, [], [/three/, /one/]);
    expect(await askPicks(items, step, { placeholder: 'Which' })).toEqual(items);
    expect(await askPicks(items, step, { placeholder: 'Which' })).toEqual([items[0], items[2]]);
    expect(asked[0]).toMatchObject({ placeholder: 'Which', checked: ['one', 'two', 'three'] });
  });
});
