import { commands } from 'vscode';
import { copyText } from '../flows/clipboard.ts';
import { deliver, withOutput } from '../flows/output.ts';
import { authorizationLine } from '../insertion/authorization.ts';
import type { WayOut } from '../messages/waysOut.ts';
import type { Services } from '../services.ts';
import type { Handlers } from './handlers.ts';
import type { LastEditor } from './lastEditor.ts';

type Actions = 'copy' | 'insertHeader' | 'openAsJson' | 'followWay' | 'manageTrust';

/**
 * What the page's buttons do outside of it.
 * @param ways the ways out of the last failure
 */
export function actionHandlers(
  { memory, tokens }: Pick<Services, 'memory' | 'tokens'>,
  lastEditor: LastEditor,
  ways: () => readonly WayOut[],
): Pick<Handlers, Actions> {
  return {
    manageTrust: () => run('workbench.trust.manage'),
    openAsJson: ({ token }) => run('tokensmith.decodeToken', { token }),

    async copy({ token, as }) {
      await copyText(as === 'header' ? authorizationLine(token) : token);
      return null;
    },

    async insertHeader({ token }) {
      const { kind } = await tokens.judge(token);
      const file = await lastEditor.activate();
      await withOutput(memory, 'header', {}, (where) => deliver(token, 'header', { memory, where, kind }));
      return file === undefined ? {} : { file };
    },

    async followWay({ title }) {
      const way = ways().find((candidate) => candidate.title === title);
      return way ? run(way.command, ...(way.arguments ?? [])) : null;
    },
  };
}

async function run(command: string, ...args: readonly unknown[]): Promise<null> {
  await commands.executeCommand(command, ...args);
  return null;
}
