import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PartProps } from './App.tsx';
import { Icon } from './Icon.tsx';
import { Prose } from './Prose.tsx';
import { formState, isAtField } from './state.ts';

interface FormActionsProps extends PartProps {
  /** Leads to a field that is to be corrected. */
  readonly onCorrect: (field: string) => void;
}

/** What is done with a filled-in form; stays in sight while the form scrolls. */
export function FormActions({ state, actions, onCorrect }: FormActionsProps) {
  const [isSaving, setSaving] = useState(false);
  const save = useRef<HTMLButtonElement>(null);
  const close = () => {
    setSaving(false);
    save.current?.focus();
  };
  return (
    <div class="footer">
      <FailureAlert state={state} actions={actions} onCorrect={onCorrect} />
      {isSaving && <SaveRecipe state={state} actions={actions} onCorrect={onCorrect} onClose={close} />}
      <div class="actions">
        <button type="submit" class="vscode-button">
          {l10n.t('Create')}
        </button>
        <button
          ref={save}
          type="button"
          class="vscode-button secondary"
          aria-expanded={isSaving}
          onClick={() => setSaving(!isSaving)}
        >
          {l10n.t('Save as Recipe')}
        </button>
        <button type="button" class="vscode-button secondary" onClick={actions.clear}>
          {l10n.t('Clear')}
        </button>
      </div>
    </div>
  );
}

/** Why what was tried last could not be done, where no field says it, and the ways out. */
function FailureAlert({ state: { failure }, actions, onCorrect }: FormActionsProps) {
  const follow = async (title: string) => {
    // Done, the alert is gone, and the focus with it.
    if ((await actions.act('followWay', { title }, () => '')) !== undefined) onCorrect(failure?.field ?? '');
  };
  return (
    <div role="alert">
      {failure && !isAtField(failure) && (
        <p class="notice error">
          <Icon name="error" />
          <span>
            <Prose text={failure.message} />
          </span>
        </p>
      )}
      {failure && failure.ways.length > 0 && (
        <div class="actions">
          {failure.ways.map((title) => (
            <button key={title} type="button" class="vscode-button secondary small" onClick={() => follow(title)}>
              {title}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Asks for the name of the recipe. */
function SaveRecipe({ state, actions, onCorrect, onClose }: FormActionsProps & { readonly onClose: () => void }) {
  const [name, setName] = useState(formState(state).recipe ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const isTaken = state.recipes.some((recipe) => recipe.name === name.trim());
  const save = async () => {
    if (name.trim() === '') return field.current?.focus();
    const wrong = await actions.saveRecipe(name.trim());
    if (wrong === undefined) onClose();
    else onCorrect(wrong);
  };
  const keys: Readonly<Record<string, () => unknown>> = { Enter: save, Escape: onClose };
  return (
    <div class="saving">
      <label for="recipe-name">{l10n.t('Name of the recipe')}</label>
      <div class="row">
        <input
          ref={field}
          class="vscode-textfield"
          id="recipe-name"
          type="text"
          spellcheck={false}
          autocomplete="off"
          aria-describedby="recipe-name-help"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
          onKeyDown={(event) => {
            const action = keys[event.key];
            if (!action) return;
            // Enter would make the token.
            event.preventDefault();
            void action();
          }}
        />
        <button type="button" class="vscode-button" onClick={save}>
          {isTaken ? l10n.t('Replace') : l10n.t('Save')}
        </button>
        <button type="button" class="vscode-button secondary" onClick={onClose}>
          {l10n.t('Cancel')}
        </button>
      </div>
      <p class="help" id="recipe-name-help" aria-live="polite">
        {isTaken
          ? l10n.t('A recipe with this name already exists. Saving replaces it.')
          : l10n.t('Recipes are saved in settings. They reference keys but never contain them.')}
      </p>
    </div>
  );
}
