import * as l10n from '@vscode/l10n';
import type { AclInput, AclRow } from '../../protocol.ts';
import { Fold } from '../Fold.tsx';
import { shortened } from '../LongText.tsx';
import { Select } from '../Select.tsx';
import { AclRows } from './aclRows.tsx';
import { AclTrial } from './aclTrial.tsx';
import { aria, type ControlProps } from './control.ts';

/** The most of a path in the list of presets, in UTF-16 units. */
const longestPath = 60;
/** No access control list at all: what a field without a default begins with. */
const none: AclInput = { rows: [] };

/** An access control list: a preset, or paths with their methods and filters; and whether it lets a request through. */
export function AclControl(props: ControlProps) {
  const { id, field, input, onInput, problems } = props;
  const standard = (field.default as AclInput | undefined) ?? none;
  const given = (field.options ?? []) as readonly AclInput[];
  const presets = field.default === undefined ? [none, ...given] : given;
  const acl = (input as AclInput | undefined) ?? standard;
  const preset = presets.findIndex((candidate) => isSame(candidate, acl));
  const set = (next: AclInput) => onInput(isSame(next, standard) ? undefined : next);
  return (
    <>
      <Select id={id} value={String(preset)} onInput={(chosen) => set(presets[Number(chosen)] ?? acl)} {...aria(props)}>
        {presets.map((candidate, i) => (
          <option key={summary(candidate)} value={String(i)}>
            {candidate === none
              ? l10n.t('None')
              : (field.optionNames?.[given.indexOf(candidate)] ?? summary(candidate))}
          </option>
        ))}
        {preset < 0 && <option value="-1">{l10n.t('Custom: {paths}', { paths: summary(acl) })}</option>}
      </Select>
      <Fold title={l10n.t('Paths, methods and filters')} isMinor isNeeded={problems.length > 0}>
        {'rows' in acl ? (
          <AclRows {...props} rows={acl.rows} onRows={(rows) => set({ rows })} />
        ) : (
          <AclText {...props} text={acl.text} onText={(text) => set({ text })} />
        )}
        <AclTrial {...props} acl={acl} />
      </Fold>
    </>
  );
}

/** An ACL that has not the form of rows, as its JSON. */
function AclText(props: ControlProps & { readonly text: string; readonly onText: (text: string) => void }) {
  const { id, field, text, onText } = props;
  return (
    <textarea
      class="vscode-textarea code"
      id={`${id}-text`}
      aria-label={l10n.t('{field} as JSON', { field: field.label })}
      rows={Math.min(12, Math.max(3, text.split('\n').length))}
      spellcheck={false}
      value={text}
      onInput={({ currentTarget }) => onText(currentTarget.value)}
      {...aria(props)}
    />
  );
}

/** The first path and how many more there are. */
function summary(acl: AclInput): string {
  const paths = 'rows' in acl ? acl.rows.map(({ path }: AclRow) => path) : [];
  const [path = l10n.t('no paths'), ...others] = paths;
  const first = shortened(path, longestPath);
  return others.length === 0 ? first : l10n.t('{path} and {count} more', { path: first, count: others.length });
}

function isSame(a: AclInput | undefined, b: AclInput | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
