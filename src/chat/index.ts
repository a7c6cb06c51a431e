import { Disposable, LanguageModelTextPart, type LanguageModelTool, LanguageModelToolResult, l10n, lm } from 'vscode';
import type { Argument } from '../flows/arguments.ts';
import type { Services } from '../services.ts';
import { setting } from '../settings/settings.ts';
import type { Source } from './source.ts';

/** The tool for the editor's chat, as the manifest names it. It reads one token; it makes, changes and signs nothing. */
const tool = 'jwt_inspect';

/** Registers the tool for the editor's chat; editors without the API have none. */
export function registerChatTool(services: Services): Disposable {
  // Other editors built on VS Code may lack it.
  if (typeof lm?.registerTool !== 'function') return new Disposable(() => {});
  return lm.registerTool(tool, chatTool(services));
}

/** What a language model may ask of one token. */
export function chatTool(services: Services): LanguageModelTool<Argument> {
  /** What the person was asked about, by the input: the active editor may be another by then. */
  const asked = new Map<string, Source>();
  return {
    async prepareInvocation({ input }) {
      const { confirmation, sourceOf } = await import('./source.ts');
      const source = sourceOf(input);
      if (input.token === undefined && input.uri === undefined) asked.set(JSON.stringify(input), source);
      return {
        invocationMessage: l10n.t('Decoding token…'),
        confirmationMessages: {
          title: l10n.t('Inspect a token for the chat?'),
          message: confirmation(source, setting('chat.claimValues')),
        },
      };
    },
    async invoke({ input }) {
      try {
        const { tokenOf, sourceOf } = await import('./source.ts');
        const { chatAnswer } = await import('./answers.ts');
        const token = await tokenOf(services, asked.get(JSON.stringify(input)) ?? sourceOf(input), input);
        const inspection = await services.tokens.judge(token);
        const facts = { tokens: services.tokens, claims: await services.claims() };
        const text = JSON.stringify(chatAnswer(facts, inspection, setting('chat.claimValues')), null, 2);
        return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
      } catch (error) {
        const { failureWords } = await import('../messages/errors.ts');
        // The cause stays behind: its stack may quote what must not be shown.
        throw new Error(failureWords(error));
      }
    },
  };
}
