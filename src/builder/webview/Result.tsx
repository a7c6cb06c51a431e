import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import type { PartProps } from './App.tsx';
import { Decoded } from './Decoded.tsx';
import { Encoded } from './Encoded.tsx';
import { Icon } from './Icon.tsx';
import { PasteField } from './PasteField.tsx';
import { Prose } from './Prose.tsx';
import { isStale, type Sight } from './state.ts';
import { useMarked } from './useMarked.ts';
import { Verdicts } from './Verdicts.tsx';

/** The token beside the form: made from it, or pasted. */
export function Result({ state, actions }: PartProps) {
  const { sight } = state;
  const title = useRef<HTMLHeadingElement>(null);
  const token = sight?.view.text;
  useEffect(() => {
    // Beneath the form the token may be out of sight.
    const { top = 0 } = title.current?.getBoundingClientRect() ?? {};
    if (token !== undefined && top > innerHeight / 2) title.current?.scrollIntoView();
  }, [token]);
  return (
    <section class="column result" aria-labelledby="result-title">
      <h2 id="result-title" ref={title} tabIndex={-1}>
        {l10n.t('Token')}
      </h2>
      {sight ? (
        <TokenInSight state={state} actions={actions} sight={sight} />
      ) : (
        <PasteField actions={actions} onPasted={() => setTimeout(() => title.current?.focus())} />
      )}
    </section>
  );
}

function TokenInSight({ state, actions, sight }: PartProps & { readonly sight: Sight }) {
  const [container, marked] = useMarked();
  const { view, notes } = sight;
  return (
    <div class="token" ref={container}>
      <p class="facts">
        {[view.kind, view.time, l10n.t('{count} bytes', { count: view.bytes })].filter(Boolean).join(' · ')}
      </p>
      <Encoded view={view} marked={marked} />
      <TokenActions token={view.text} actions={actions} />
      {isStale(state) && (
        <p class="notice">
          <Icon name="info" />
          {l10n.t('The form has changed. Choose Create to update the token.')}
        </p>
      )}
      {notes.map((note) => (
        <p key={note} class="notice">
          <Icon name="info" />
          <span>
            <Prose text={note} />
          </span>
        </p>
      ))}
      <Verdicts view={view} />
      <Decoded view={view} marked={marked} />
    </div>
  );
}

/** What can be done with a token. */
function TokenActions({ token, actions }: { readonly token: string } & Pick<PartProps, 'actions'>) {
  const { act } = actions;
  return (
    <div class="actions">
      <button
        type="button"
        class="vscode-button"
        onClick={() => act('copy', { token, as: 'token' }, () => l10n.t('Token copied.'))}
      >
        <Icon name="copy" />
        {l10n.t('Copy')}
      </button>
      <button
        type="button"
        class="vscode-button secondary"
        onClick={() => act('copy', { token, as: 'header' }, () => l10n.t('Header copied.'))}
      >
        {l10n.t('Copy Authorization Header')}
      </button>
      <button
        type="button"
        class="vscode-button secondary"
        onClick={() =>
          act('insertHeader', { token }, ({ file }) =>
            file === undefined ? l10n.t('Header copied.') : l10n.t('Header inserted into {file}.', { file }),
          )
        }
      >
        <Icon name="go-to-file" />
        {l10n.t('Insert Authorization Header')}
      </button>
      <button type="button" class="vscode-button secondary" onClick={() => act('openAsJson', { token }, () => '')}>
        <Icon name="json" />
        {l10n.t('Decode')}
      </button>
      <button
        type="button"
        class="vscode-button secondary"
        onClick={() => {
          actions.dismiss();
          // The button goes with the token; what comes instead is rendered first.
          setTimeout(() => document.getElementById('paste')?.focus());
        }}
      >
        {l10n.t('Paste Another Token')}
      </button>
    </div>
  );
}
