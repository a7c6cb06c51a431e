import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { PartProps } from './App.tsx';

interface PasteFieldProps extends Pick<PartProps, 'actions'> {
  readonly onPasted: () => void;
}

/** Takes a token from anywhere, to read it or to make it anew. */
export function PasteField({ actions, onPasted }: PasteFieldProps) {
  const [text, setText] = useState('');
  const read = async (pasted: string) => {
    setText(pasted);
    if (pasted.trim() !== '' && (await actions.paste(pasted))) onPasted();
  };
  return (
    <div class="paste">
      <label for="paste">{l10n.t('Paste a token')}</label>
      <textarea
        class="vscode-textarea code"
        id="paste"
        rows={5}
        spellcheck={false}
        autocomplete="off"
        placeholder="eyJ…"
        aria-describedby="paste-help"
        value={text}
        onInput={({ currentTarget }) => read(currentTarget.value)}
      />
      <p class="help" id="paste-help">
        {l10n.t('Paste a token to decode it and fill in the form. Change a field and choose Create to sign a new one.')}
      </p>
    </div>
  );
}
