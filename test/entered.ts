import { Session } from 'node:inspector/promises';

/** The files of `src` of which a function runs meanwhile, but for their loading: `features/lenses.ts`. */
export async function entered(action: () => Promise<void>): Promise<readonly string[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  await action();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
  const ran = result.filter(({ functions }) =>
    functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0),
  );
  return [...new Set(ran.flatMap(({ url }) => /\/src\/([\w/]+\.ts)/.exec(url)?.[1] ?? []))].sort();
}
