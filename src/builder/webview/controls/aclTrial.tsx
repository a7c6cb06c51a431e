import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import type { AclInput, Requests } from '../../protocol.ts';
import { Icon } from '../Icon.tsx';
import { Select } from '../Select.tsx';
import type { ControlProps } from './control.ts';

type Answer = Requests['tryPath']['result'];

/** Tells whether an ACL would let a request through. */
export function AclTrial({ id, acl, state, actions }: ControlProps & { readonly acl: AclInput }) {
  const [path, setPath] = useState('');
  const [method, setMethod] = useState('');
  const [answer, setAnswer] = useState<Answer>();
  const { ask } = actions;
  useEffect(() => {
    let isCurrent = true;
    setAnswer(undefined);
    if (path !== '') void ask('tryPath', { acl, path, method }).then((result) => isCurrent && setAnswer(result));
    return () => {
      isCurrent = false;
    };
  }, [ask, acl, path, method]);
  return (
    <fieldset class="trial">
      <legend>{l10n.t('Would this path be allowed?')}</legend>
      <div class="row">
        <Select id={`${id}-try-method`} aria-label={l10n.t('Method to try')} value={method} onInput={setMethod}>
          <option value="">{l10n.t('any method')}</option>
          {state.methods.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
        <input
          class="vscode-textfield code"
          id={`${id}-try-path`}
          type="text"
          aria-label={l10n.t('Path to try')}
          placeholder="/v1/users/alice"
          spellcheck={false}
          autocomplete="off"
          value={path}
          onInput={({ currentTarget }) => setPath(currentTarget.value)}
        />
      </div>
      <p class="verdict" role="status">
        {answer && <AnswerWords answer={answer} acl={acl} />}
      </p>
    </fieldset>
  );
}

function AnswerWords({ answer, acl }: { readonly answer: Answer; readonly acl: AclInput }) {
  if (answer.allowed === undefined)
    return (
      <>
        <Icon name="question" />
        {l10n.t('Fix the errors in the ACL first.')}
      </>
    );
  if (!answer.allowed)
    return (
      <>
        <Icon name="error" />
        {l10n.t('Not allowed')}
      </>
    );
  const row = 'rows' in acl && answer.row !== undefined ? acl.rows[answer.row] : undefined;
  return (
    <>
      <Icon name="pass" />
      {row ? l10n.t('Allowed by {path}', { path: row.path }) : l10n.t('Allowed')}
    </>
  );
}
