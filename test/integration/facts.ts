/** What a run tells its tests about the conditions that they run under, and the throw-away keys made for it. */
export interface Facts {
  /** The extension host: VS Code's server, a web worker in the page, or desktop VS Code. */
  readonly host: 'node' | 'web' | 'desktop';
  /** The folder under test/integration that the tests are from. */
  readonly suite: string;
  /** In the workspace's `.env` as VONAGE_APPLICATION_ID; a UUID. */
  readonly applicationId: string;
  /** In the workspace's `.env` as VANILLA_SECRET; 32 hexadecimal characters, used as they are. */
  readonly vanillaSecret: string;
  /** PEM texts. `rsa` and `rsaPublic` are the workspace's private.key and public.key; the others are in no file. */
  readonly keys: {
    readonly rsa: string;
    readonly rsaPublic: string;
    /** The same key as `rsa`, in PKCS#1. */
    readonly rsaPkcs1: string;
    readonly otherRsa: string;
    readonly rsa1024: string;
    readonly p256: string;
  };
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

/** What a run of tests in the extension host writes into `report.json` beside the workspace folder, again and again. */
export interface Report {
  readonly tests: readonly TestResult[];
  /** Whether the run came to its end. */
  readonly complete: boolean;
}
