/**
 * A plugin of StrykerJS for `npm run mutate -- --sample 10`: of all mutants, in the order of the source, every tenth is tried.
 * The others count as such that do not compile, which no score has.
 */
interface Mutant {
  readonly id: string;
}

class Sample {
  static readonly inject = ['options'] as const;

  readonly #every: number;

  constructor({ sample }: { readonly sample: number }) {
    this.#every = sample;
  }

  async init() {}

  async group(mutants: readonly Mutant[]) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: readonly Mutant[]) {
    return Object.fromEntries(mutants.map(({ id }) => [id, this.#of(id)]));
  }

  /** Ids count from 0. */
  #of(id: string) {
    return Number(id) % this.#every === 0
      ? { status: 'passed' }
      : { status: 'compileError', reason: 'Not in the sample' };
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: Sample }];

export const strykerValidationSchema = { properties: { sample: { type: 'integer', minimum: 1 } } };
