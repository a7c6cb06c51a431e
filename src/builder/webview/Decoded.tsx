import * as l10n from '@vscode/l10n';
import type { MemberView, PartView } from '../protocol.ts';
import { type PartsProps, partClass } from './Encoded.tsx';
import { LongText } from './LongText.tsx';
import { Prose } from './Prose.tsx';
import { instantWords, useNow } from './time.ts';

/** The most of a value that is shown at first, in UTF-16 units. */
const longestValue = 1000;

/** What a token says: its header and payload as JSON, with what each member means. */
export function Decoded(props: PartsProps) {
  const { header, payload } = props.view;
  return (
    <div class="decoded">
      <DecodedPart {...props} name="header" title={l10n.t('Header')} part={header} />
      {payload && <DecodedPart {...props} name="payload" title={l10n.t('Payload')} part={payload} />}
    </div>
  );
}

interface DecodedPartProps extends PartsProps {
  readonly name: 'header' | 'payload';
  readonly title: string;
  readonly part: PartView;
}

function DecodedPart({ name, title, part, marked }: DecodedPartProps) {
  const now = useNow(30_000);
  return (
    <section
      class={partClass(name, marked)}
      data-part={name}
      id={`decoded-${name}`}
      tabIndex={-1}
      aria-labelledby={`decoded-${name}-title`}
    >
      <h3 id={`decoded-${name}-title`}>{title}</h3>
      {part.members ? (
        <ul class="members">
          {[...part.members.entries()].map(([place, member]) => (
            <Member key={place} member={member} isLast={place + 1 === part.members?.length} now={now} />
          ))}
        </ul>
      ) : (
        <pre class="code">
          <LongText text={part.text ?? l10n.t("This part can't be read.")} most={longestValue} />
        </pre>
      )}
    </section>
  );
}

function Member({
  member,
  isLast,
  now,
}: {
  readonly member: MemberView;
  readonly isLast: boolean;
  readonly now: number;
}) {
  const { name, value, type, meaning, source, time } = member;
  const instant = time === undefined ? '' : instantWords(time, now, { second: '2-digit' });
  return (
    <li>
      <code class="member">
        <span class="name">{name}</span>:{' '}
        <span class={`value ${type}`}>
          <LongText text={value} most={longestValue} />
        </span>
        {!isLast && ','}
      </code>
      {instant !== '' && <span class="instant">{instant}</span>}
      {meaning !== undefined && (
        <span class="meaning">
          <Prose text={meaning} source={source} />
        </span>
      )}
    </li>
  );
}
