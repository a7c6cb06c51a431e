import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { TokenView } from '../protocol.ts';
import { shortened } from './LongText.tsx';
import { ShowAll } from './ShowAll.tsx';
import type { Part } from './useMarked.ts';

export interface PartsProps {
  readonly view: TokenView;
  /** The part to mark. */
  readonly marked: Part | undefined;
}

/** Of how many parts an encrypted token consists (RFC 7516 section 7.1). */
const JWE_PARTS = 5;

/** The most of a part that is shown at first, in UTF-16 units. */
const longestPart = 600;

/** The encoded token, each part in its colour; the legend names the parts and leads to what they say. */
export function Encoded({ view: { text, ends }, marked }: PartsProps) {
  const isSigned = ends.length !== JWE_PARTS;
  const [isWhole, setWhole] = useState(false);
  const parts = [...ends.entries()].map(([place, end]) => ({
    place,
    name: partName(place, isSigned),
    part: text.slice(place === 0 ? 0 : (ends[place - 1] ?? 0) + 1, end),
  }));
  return (
    <div class="encoded">
      <ul class="legend" aria-label={l10n.t('Parts of the token')}>
        {legend(isSigned).map(({ name, label, target }) => (
          <li key={name}>
            <a class={partClass(name, marked)} data-part={name} href={target}>
              {label}
            </a>
          </li>
        ))}
      </ul>
      <p class="code">
        {parts.map(({ place, name, part }) => (
          <span key={place}>
            {place > 0 && '.'}
            <span class={partClass(name, marked)} data-part={name}>
              {isWhole ? part : shortened(part, longestPart)}
            </span>
          </span>
        ))}
      </p>
      {parts.some(({ part }) => part.length > longestPart) && (
        <ShowAll isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />
      )}
    </div>
  );
}

/** The classes of an element of a part. */
export function partClass(name: Part, marked: Part | undefined): string {
  return `part ${name}${name === marked ? ' marked' : ''}`;
}

/** The parts that a token is told apart by, and where each is explained. */
function legend(isSigned: boolean) {
  const header = { name: 'header', label: l10n.t('Header'), target: '#decoded-header' } as const;
  const payload = { name: 'payload', label: l10n.t('Payload'), target: '#decoded-payload' } as const;
  const signature = { name: 'signature', label: l10n.t('Signature'), target: '#verdicts' } as const;
  const content = { name: 'signature', label: l10n.t('Encrypted content'), target: '#verdicts' } as const;
  return isSigned ? [header, payload, signature] : [header, content];
}

/** What a part is by its place; of an encrypted token all but the header is ciphertext. */
function partName(place: number, isSigned: boolean): Part {
  return place === 0 ? 'header' : place === 1 && isSigned ? 'payload' : 'signature';
}
