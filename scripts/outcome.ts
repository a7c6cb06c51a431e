/** What came of tests: how many passed, and of each that failed its name and why. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** How many lines of why a test failed are told again at the end. */
const linesOfWhy = 4;

/** A test that failed, for the list at the end: its name, and the first lines of why. */
export function failure(name: string, why = ''): string {
  const lines = why.split('\n').filter((line) => line.trim() !== '');
  return [name, ...lines.slice(0, linesOfWhy).map((line) => `    ${line.trim()}`)].join('\n');
}

/** The outcomes as one. */
export function sum(all: readonly Outcome[]): Outcome {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
}

/** What is said at the end: the tests that failed, as the output above may be long, then `N passed, N failed`. */
export function summary({ passed, failures }: Outcome): string {
  return [...failures.map((text) => `✗ ${text}`), `${passed} passed, ${failures.length} failed`].join('\n');
}
