import { describeFailure } from './failure.ts';

const endings = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs a script's `main` to its end. Ctrl-C, SIGTERM, SIGHUP and the end of the process that started this one abort
 * `stopped`; `main` then lets go of what it holds and returns or throws, and only after that does the process end, so that
 * nothing it started is left behind.
 *
 * `main` returns the exit code. What it throws is told on stderr and makes the exit code 1.
 */
export async function runScript(main: (stopped: AbortSignal) => Promise<number>): Promise<never> {
  const controller = new AbortController();
  let interrupted: number | undefined;
  const stop = (signal: keyof typeof endings): void => {
    interrupted ??= endings[signal];
    controller.abort(new Error(`stopped by ${signal}`));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  // The shell between npm and this process passes no signal on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGTERM'), 1000).unref();
  let code: number;
  try {
    code = await main(controller.signal);
  } catch (thrown) {
    code = 1;
    if (interrupted === undefined) console.error(`\n${describeFailure(thrown)}`);
  }
  process.exit(interrupted ?? code);
}
