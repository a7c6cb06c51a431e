import * as l10n from '@vscode/l10n';
import type { AclRow, FieldProblem } from '../../protocol.ts';
import { Checkbox } from '../Checkbox.tsx';
import { Fold } from '../Fold.tsx';
import { Icon } from '../Icon.tsx';
import { IconButton } from '../IconButton.tsx';
import { Messages } from '../Messages.tsx';
import type { ControlProps } from './control.ts';

interface AclRowsProps extends ControlProps {
  readonly rows: readonly AclRow[];
  readonly onRows: (rows: readonly AclRow[]) => void;
}

/** The paths of an ACL, each with its methods and filters. */
export function AclRows({ id, rows, onRows, problems, state }: AclRowsProps) {
  const focus = (name: string) =>
    // The page is rendered with the other rows first.
    setTimeout(() => document.getElementById(`${id}-${name}`)?.focus());
  const add = () => {
    onRows([...rows, { path: '/', methods: [], filters: '' }]);
    focus(`path-${rows.length}`);
  };
  const remove = (place: number) => {
    onRows(rows.filter((_, i) => i !== place));
    focus(rows.length > 1 ? `path-${Math.min(place, rows.length - 2)}` : 'add');
  };
  return (
    <>
      <ul class="rows">
        {[...rows.entries()].map(([place, row]) => (
          <Row
            key={place}
            id={`${id}-path-${place}`}
            number={place + 1}
            row={row}
            methods={state.methods}
            problems={problems.filter((problem) => problem.row === place)}
            onRow={(next) => onRows(rows.map((other, i) => (i === place ? next : other)))}
            onRemove={() => remove(place)}
          />
        ))}
      </ul>
      <button type="button" class="vscode-button secondary small" id={`${id}-add`} onClick={add}>
        <Icon name="add" />
        {l10n.t('Add Path')}
      </button>
    </>
  );
}

interface RowProps {
  readonly id: string;
  /** From 1. */
  readonly number: number;
  readonly row: AclRow;
  readonly methods: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly onRow: (row: AclRow) => void;
  readonly onRemove: () => void;
}

function Row({ id, number, row, methods, problems, onRow, onRemove }: RowProps) {
  const messages = `${id}-messages`;
  return (
    <li>
      <div class="row">
        <input
          class="vscode-textfield code"
          id={id}
          type="text"
          aria-label={l10n.t('Path {number}', { number })}
          aria-invalid={problems.length > 0}
          aria-describedby={messages}
          spellcheck={false}
          autocomplete="off"
          value={row.path}
          onInput={({ currentTarget }) => onRow({ ...row, path: currentTarget.value })}
        />
        <IconButton
          icon="trash"
          title={l10n.t('Remove')}
          label={l10n.t('Remove path {number}', { number })}
          onClick={onRemove}
        />
      </div>
      <Messages id={messages} problems={problems} />
      <Limits id={id} number={number} row={row} methods={methods} onRow={onRow} />
    </li>
  );
}

/** The methods and filters of a path; none: every request. */
function Limits({ id, number, row, methods, onRow }: Omit<RowProps, 'problems' | 'onRemove'>) {
  const offered = [...new Set([...methods, ...row.methods])];
  const toggle = (method: string, isChosen: boolean) =>
    onRow({ ...row, methods: offered.filter((other) => (other === method ? isChosen : row.methods.includes(other))) });
  const chosen = row.methods.length === 0 ? l10n.t('every method') : row.methods.join(', ');
  return (
    <Fold title={row.filters.trim() === '' ? chosen : l10n.t('{methods}, with filters', { methods: chosen })} isMinor>
      <fieldset>
        <legend>{l10n.t('Methods for path {number} (none selected = all methods)', { number })}</legend>
        <div class="choices">
          {offered.map((method) => (
            <Checkbox
              key={method}
              id={`${id}-${method}`}
              isChecked={row.methods.includes(method)}
              onInput={(isChosen) => toggle(method, isChosen)}
            >
              {method}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <label for={`${id}-filters`}>{l10n.t('Filters of path {number}, as JSON', { number })}</label>
      <textarea
        class="vscode-textarea code"
        id={`${id}-filters`}
        rows={2}
        spellcheck={false}
        placeholder="{ }"
        value={row.filters}
        onInput={({ currentTarget }) => onRow({ ...row, filters: currentTarget.value })}
      />
    </Fold>
  );
}
