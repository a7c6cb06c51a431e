import { commands } from 'vscode';
import { copyText } from '../commands/clipboard.ts';
import { deliver, requireOutput } from '../commands/output.ts';
import type { WayOut } from '../words/waysOut.ts';
import type { Answers } from './answers.ts';
import type { LastEditor } from './lastEditor.ts';

type Actions = 'generateKey' | 'storeSecret' | 'copy' | 'insertHeader' | 'openAsJson' | 'followWay' | 'manageTrust';

/**
 * What the page's buttons do outside of it.
 * @param ways the ways out of the last failure
 */
export function actionAnswers(lastEditor: LastEditor, ways: () => readonly WayOut[]): Pick<Answers, Actions> {
  return {
    generateKey: () => run('tokensmith.generateKey'),
    storeSecret: () => run('tokensmith.storeSecret'),
    manageTrust: () => run('workbench.trust.manage'),
    openAsJson: ({ token }) => run('tokensmith.decodeToken', { token }),

    async copy({ token, as }) {
      await copyText(as === 'header' ? `Authorization: Bearer ${token}` : token);
      return null;
    },

    async insertHeader({ token }) {
      const file = await lastEditor.activate();
      await requireOutput('header');
      await deliver(token, 'header');
      return file === undefined ? {} : { file };
    },

    async followWay({ title }) {
      const way = ways().find((candidate) => candidate.title === title);
      return way ? run(way.command, ...(way.arguments ?? [])) : null;
    },
  };
}

/** Runs a command; one that the person cancels gives nothing. */
async function run<T extends string | null>(command: string, ...args: readonly unknown[]): Promise<T> {
  const result = await commands.executeCommand<T | undefined>(command, ...args);
  return (result ?? null) as T;
}
