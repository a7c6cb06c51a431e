import type { Fixtures } from '../workspace.ts';

/** What a run tells its tests about the conditions that they run under, and what was made for it. */
export interface Facts extends Fixtures {
  /** The extension host: VS Code's server, a web worker in the page, or desktop VS Code. */
  readonly host: 'node' | 'web' | 'desktop';
  /** The folder under test/integration that the tests are from. */
  readonly suite: string;
}

/** One test as it went. */
export interface TestResult {
  /** The titles of the suites around it and its own. */
  readonly title: readonly string[];
  readonly state: 'running' | 'passed' | 'failed' | 'skipped';
  readonly milliseconds?: number;
  /** The error's message and stack, and for an assertion what was expected and what came. */
  readonly failure?: string;
}

/** The titles of the test that runs and of the suites around it, in `running.json` beside the workspace folder. */
export type Running = readonly string[];

/** What a run of tests in the extension host writes into `report.json` beside the workspace folder, now and then. */
export interface Report {
  readonly tests: readonly TestResult[];
  /** Whether the run came to its end. */
  readonly complete: boolean;
}
