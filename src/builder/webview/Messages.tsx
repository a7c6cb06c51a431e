import type { FieldProblem } from '../protocol.ts';
import { Icon } from './Icon.tsx';
import { Prose } from './Prose.tsx';

interface MessagesProps {
  readonly id: string;
  readonly problems: readonly FieldProblem[];
}

/** What is wrong with a field, beneath it. The element is there from the start, so that a screen reader tells what comes into it. */
export function Messages({ id, problems }: MessagesProps) {
  return (
    <div id={id} class="messages" aria-live="polite">
      {problems.map(({ severity, message, source }) => (
        <p key={message} class={severity}>
          <Icon name={severity} />
          <span>
            <Prose text={message} source={source} />
          </span>
        </p>
      ))}
    </div>
  );
}
