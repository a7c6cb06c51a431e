import * as l10n from '@vscode/l10n';
import type { TokenView, Tone } from '../protocol.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Prose } from './Prose.tsx';

const tones: Readonly<Record<Tone, IconName>> = { good: 'pass', bad: 'error', unknown: 'question' };
const severities: Readonly<Record<string, IconName>> = { error: 'error', warning: 'warning' };

/** The three verdicts on a token, each by itself, and its problems. */
export function Verdicts({ view: { structure, signature, claims, problems } }: { readonly view: TokenView }) {
  return (
    <section class="verdicts" id="verdicts" tabIndex={-1} aria-label={l10n.t('Verdicts')}>
      <ul>
        {[claims, signature, structure].map(({ tone, words }) => (
          <li key={words} class={tone}>
            <Icon name={tones[tone]} />
            {words}
          </li>
        ))}
      </ul>
      {problems.length > 0 && (
        <ul class="problems">
          {[...problems.entries()].map(([place, { severity, message, source }]) => (
            <li key={place} class={severity}>
              <Icon name={severities[severity] ?? 'info'} />
              <span>
                <Prose text={message} source={source} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
