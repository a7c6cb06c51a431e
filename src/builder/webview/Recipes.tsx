import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecipeName } from '../protocol.ts';
import type { PartProps } from './App.tsx';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { formState } from './state.ts';

/** The recipes of the settings: open, rename, delete. */
export function Recipes({ state, actions }: PartProps) {
  const [renaming, setRenaming] = useState<string>();
  const element = useRef<HTMLDetailsElement>(null);
  const { recipes } = state;
  const focus = (...selectors: readonly string[]) =>
    // The list is rendered anew first.
    setTimeout(() => {
      const found = [...selectors, 'summary'].map((selector) => element.current?.querySelector<HTMLElement>(selector));
      found.find(Boolean)?.focus();
    });

  const rename = async (name: string, to: string) => {
    const isDone = to === name || (await actions.renameRecipe(name, to));
    if (!isDone) return;
    setRenaming(undefined);
    focus(`${itemOf(to)} .rename`);
  };
  const remove = async (name: string, place: number) => {
    if (await actions.deleteRecipe(name)) focus(`li:nth-child(${place + 1}) button`, 'li:last-child button');
    else focus(`${itemOf(name)} .remove`);
  };

  return (
    <details class="fold recipes" ref={element}>
      <summary>
        <Icon name="chevron-right" />
        {l10n.t('Recipes')} <span class="vscode-badge counter">{recipes.length}</span>
      </summary>
      {recipes.length === 0 && (
        <p class="aside">{l10n.t('No recipes yet. Fill in the form and choose Save as Recipe.')}</p>
      )}
      <ul>
        {[...recipes.entries()].map(([place, recipe]) => (
          <li key={recipe.name} data-recipe={recipe.name}>
            {renaming === recipe.name ? (
              <RenameField recipe={recipe} onRename={(to) => rename(recipe.name, to)} />
            ) : (
              <RecipeItem
                recipe={recipe}
                isOpen={recipe.name === formState(state).recipe}
                onOpen={() => actions.openRecipe(recipe.name)}
                onRename={() => setRenaming(recipe.name)}
                onRemove={() => remove(recipe.name, place)}
              />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface RecipeItemProps {
  readonly recipe: RecipeName;
  /** Whether the form in sight was opened from it. */
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}

function RecipeItem({ recipe: { name, kind }, isOpen, onOpen, onRename, onRemove }: RecipeItemProps) {
  return (
    <>
      <button type="button" class="recipe" aria-current={isOpen ? 'true' : undefined} onClick={onOpen}>
        <span class="title">{name}</span> <span class="kind">{kind ?? l10n.t('unknown kind')}</span>
      </button>
      <IconButton
        icon="edit"
        class="rename"
        title={l10n.t('Rename')}
        label={l10n.t('Rename {name}', { name })}
        onClick={onRename}
      />
      <IconButton
        icon="trash"
        class="remove"
        title={l10n.t('Delete')}
        label={l10n.t('Delete {name}', { name })}
        onClick={onRemove}
      />
    </>
  );
}

interface RenameFieldProps {
  readonly recipe: RecipeName;
  /** Given the present name where nothing is to be changed. */
  readonly onRename: (to: string) => void;
}

function RenameField({ recipe: { name }, onRename }: RenameFieldProps) {
  const [to, setTo] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <>
      <input
        ref={field}
        class="vscode-textfield"
        type="text"
        aria-label={l10n.t('New name of {name}', { name })}
        spellcheck={false}
        autocomplete="off"
        value={to}
        onInput={({ currentTarget }) => setTo(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onRename(to.trim() || name);
          if (key === 'Escape') onRename(name);
        }}
      />
      <button type="button" class="vscode-button small" onClick={() => onRename(to.trim() || name)}>
        {l10n.t('Rename')}
      </button>
    </>
  );
}

function itemOf(name: string): string {
  return `[data-recipe="${CSS.escape(name)}"]`;
}
