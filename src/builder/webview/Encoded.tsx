import * as l10n from '@vscode/l10n';
import type { TokenView } from '../protocol.ts';
import type { Marked } from './Result.tsx';

export interface MarkProps {
  readonly view: TokenView;
  readonly marked: Marked;
  readonly onMark: (part: Marked) => void;
}

/** The parts of a JWS by their place; of a JWE only the first is more than ciphertext. */
export const partNames = ['header', 'payload', 'signature'] as const;

/** The encoded token, each part in its colour and leading to what it says. */
export function Encoded({ view: { text, ends, payload }, marked, onMark }: MarkProps) {
  const labels = {
    header: l10n.t('Encoded header'),
    payload: l10n.t('Encoded payload'),
    signature: payload ? l10n.t('Signature') : l10n.t('Encrypted content'),
  };
  const parts = [...ends.entries()].map(([place, end]) => ({
    name: partName(place, payload !== undefined),
    text: text.slice(place === 0 ? 0 : (ends[place - 1] ?? 0) + 1, end),
    place,
  }));
  return (
    <p class="encoded code">
      {parts.map(({ name, text: part, place }) => (
        <span key={place}>
          {place > 0 && '.'}
          <a
            class={`part ${name} ${marked === name ? 'marked' : ''}`}
            href={name === 'signature' ? '#verdicts' : `#decoded-${name}`}
            aria-label={labels[name]}
            draggable={false}
            onMouseEnter={() => onMark(name)}
            onMouseLeave={() => onMark(undefined)}
            onFocus={() => onMark(name)}
            onBlur={() => onMark(undefined)}
          >
            {part}
          </a>
        </span>
      ))}
    </p>
  );
}

function partName(place: number, isSigned: boolean): (typeof partNames)[number] {
  return place === 0 ? 'header' : place === 1 && isSigned ? 'payload' : 'signature';
}
