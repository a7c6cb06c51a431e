/** The half of the Token Builder's bench that runs in the extension host. */
import { existsSync } from 'node:fs';
import { realpath, rm, writeFile } from 'node:fs/promises';
import { type Profiler, Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { commands, extensions } from 'vscode';

/** What the bench tells it. */
export interface BuilderFacts {
  /** How often the panel is opened. */
  readonly rounds: number;
  /** Written by the bench as soon as the page shows its forms and keys. */
  readonly shownFile: string;
  /** Where the measurements go, as JSON: milliseconds of Tokensmith's work for each opening, or an error's text. */
  readonly resultFile: string;
}

declare const builderFacts: BuilderFacts;

/** Called by VS Code. */
export async function run(): Promise<void> {
  const result = await measure().catch((error: unknown) => String(error));
  await writeFile(builderFacts.resultFile, JSON.stringify(result));
}

async function measure(): Promise<readonly number[]> {
  const extension = extensions.getExtension('tokensmith.tokensmith');
  if (!extension) throw new Error('the extension is not there');
  await extension.activate();
  const bundle = await realpath(join(extension.extensionPath, 'dist'));
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  const times: number[] = [];
  while (times.length < builderFacts.rounds) times.push(await open(session, bundle));
  return times;
}

/** Milliseconds that Tokensmith works from the command until the page shows all. */
async function open(session: Session, bundle: string): Promise<number> {
  await session.post('Profiler.start');
  await commands.executeCommand('tokensmith.openBuilder');
  for (const end = Date.now() + 60_000; !existsSync(builderFacts.shownFile); ) {
    if (Date.now() > end) throw new Error('the page does not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { profile } = await session.post('Profiler.stop');
  await commands.executeCommand('workbench.action.closeAllEditors');
  await rm(builderFacts.shownFile);
  return timeWithin(profile, bundle);
}

/** Milliseconds of a profile in which a function of the files in a folder was on the stack. */
function timeWithin({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, folder: string): number {
  const children = new Map(nodes.map(({ id, children: ids = [] }) => [id, ids]));
  const within = new Set<number>();
  for (const { id, callFrame } of nodes) if (callFrame.url.includes(`${folder}/`)) within.add(id);
  // A set hands out what is added while it is gone through.
  for (const id of within) for (const child of children.get(id) ?? []) within.add(child);
  return samples.reduce((sum, id, i) => sum + (within.has(id) ? (timeDeltas[i] ?? 0) : 0), 0) / 1000;
}
