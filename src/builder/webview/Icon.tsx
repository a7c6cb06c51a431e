/** The codicons that the page uses; style.css has the picture of each. */
export type IconName =
  | 'add'
  | 'json'
  | 'check'
  | 'chevron-down'
  | 'chevron-right'
  | 'copy'
  | 'edit'
  | 'error'
  | 'go-to-file'
  | 'info'
  | 'key'
  | 'link-external'
  | 'pass'
  | 'question'
  | 'shield'
  | 'trash'
  | 'warning';

/** A codicon in the colour of the text; the words beside it say what it means. */
export function Icon({ name }: { readonly name: IconName }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}
