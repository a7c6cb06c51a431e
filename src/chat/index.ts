import {
  Disposable,
  LanguageModelTextPart,
  type LanguageModelTool,
  LanguageModelToolResult,
  l10n,
  lm,
  workspace,
} from 'vscode';
import type { Argument } from '../flows/arguments.ts';
import type { Services } from '../services.ts';
import type { ChatAnswer } from './answers.ts';

/** A tool that the editor's chat may use. None makes, changes or signs anything, and none leads to a key. */
interface Tool {
  /** As the manifest names it. */
  readonly name: string;
  /** What the person is asked to allow. */
  readonly title: () => string;
  readonly answer: (services: Services, token: string, tellsValues: boolean) => Promise<ChatAnswer>;
}

const tools: readonly Tool[] = [
  {
    name: 'tokensmith_decode',
    title: () => l10n.t('Decode a token for the chat?'),
    answer: async ({ tokens }, token, tellsValues) =>
      (await import('./answers.ts')).decodeAnswer(tokens.inspectText(token), tellsValues),
  },
  {
    name: 'tokensmith_explain',
    title: () => l10n.t('Explain a token to the chat?'),
    answer: async ({ tokens, claims }, token) =>
      (await import('./answers.ts')).explainAnswer(tokens.inspectText(token), await claims()),
  },
  {
    name: 'tokensmith_check',
    title: () => l10n.t('Check a token for the chat?'),
    answer: async ({ tokens }, token) => (await import('./answers.ts')).checkAnswer(await tokens.judge(token)),
  },
];

/** Registers the tools for the editor's chat; editors without the API have none. */
export function registerChatTools(services: Services): Disposable {
  // Other editors built on VS Code may lack it.
  if (typeof lm?.registerTool !== 'function') return new Disposable(() => {});
  return Disposable.from(...tools.map((tool) => lm.registerTool(tool.name, chatTool(services, tool))));
}

function chatTool(services: Services, { title, answer }: Tool): LanguageModelTool<Argument> {
  return {
    prepareInvocation: async () => ({
      invocationMessage: l10n.t('Decoding token…'),
      confirmationMessages: { title: title(), message: (await import('./answers.ts')).confirmation(tellsValues()) },
    }),
    invoke: async ({ input }) => {
      try {
        // The clipboard is the person's own; only what they show or the model was given is read.
        const { findTarget } = await import('../flows/target.ts');
        const { token } = await findTarget(services, input, { clipboard: false });
        const text = JSON.stringify(await answer(services, token, tellsValues()), null, 2);
        return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
      } catch (error) {
        const { failureWords } = await import('../messages/errors.ts');
        // The cause stays behind: its stack may quote what must not be shown.
        throw new Error(failureWords(error));
      }
    },
  };
}

/** Whether the person allows values of claims to go to the model. */
function tellsValues(): boolean {
  return workspace.getConfiguration('tokensmith').get('chat.claimValues', false);
}
