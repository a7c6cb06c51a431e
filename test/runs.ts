/** Whether this is a run that nobody waits for, on a hosted runner or by `.ci/run`. */
export const isCI: boolean = !['', '0', 'false'].includes(process.env.CI ?? '');

/** How often a property test is to run: as often as is said in CI, a tenth of that where somebody waits. */
export function runs(count: number): { readonly numRuns: number } {
  return { numRuns: isCI ? count : Math.ceil(count / 10) };
}
