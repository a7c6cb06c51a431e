import { LanguageModelTextPart, type LanguageModelTool, LanguageModelToolResult, l10n } from 'vscode';
import type { Argument } from '../flows/arguments.ts';
import { failureWords } from '../messages/errors.ts';
import type { Services } from '../services.ts';
import { setting } from '../settings/settings.ts';
import { chatAnswer } from './answers.ts';
import { confirmation, sourceOf, type TokenSource, tokenOf } from './source.ts';

/** So many questions are remembered until they are answered. */
const mostAsked = 100;

/** What a language model may ask of one token. */
export function chatTool(services: Services): Required<LanguageModelTool<Argument>> {
  /** What the person was asked about, by the input: the active editor may be another by then. */
  const asked = new Map<string, TokenSource>();
  const remember = (input: string, source: TokenSource) => {
    asked.delete(input);
    asked.set(input, source);
    const [oldest] = asked.keys();
    if (oldest !== undefined && asked.size > mostAsked) asked.delete(oldest);
  };
  return {
    async prepareInvocation({ input }) {
      const source = sourceOf(input);
      if (source.is === 'document' && source.near !== undefined) remember(JSON.stringify(input), source);
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
        const token = await tokenOf(services, asked.get(JSON.stringify(input)) ?? sourceOf(input), input);
        const inspection = await services.tokens.judge(token);
        const facts = { tokens: services.tokens, claims: await services.claims() };
        const text = JSON.stringify(chatAnswer(facts, inspection, setting('chat.claimValues')), null, 2);
        return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
      } catch (error) {
        // The cause stays behind: its stack may quote what must not be shown.
        throw new Error(failureWords(error));
      }
    },
  };
}
