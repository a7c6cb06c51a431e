import { expect, vi } from 'vitest';
import type { FormDraft, Request } from '../../../src/builder/protocol.ts';
import { commands, panels, type WebviewPanel } from '../../standIn/vscode.ts';

/** What the host says to the page. */
interface Said {
  readonly type: string;
  readonly id?: number;
  readonly result?: unknown;
  readonly failure?: { readonly message: string; readonly field?: string; readonly ways: readonly string[] };
  readonly [more: string]: unknown;
}

/** Opens the Token Builder by its command: its panel, and a page that asks. */
export async function opened(recipe?: unknown) {
  await openBuilder(recipe);
  const [panel] = panels;
  if (!panel) throw new Error('no panel');
  return pageOf(panel);
}

/** Runs the command; a recipe: its name, or the recipe. */
export async function openBuilder(recipe?: unknown): Promise<void> {
  await commands.executeCommand('tokensmith.openBuilder', ...(recipe === undefined ? [] : [{ recipe }]));
}

let ids = 0;

/** The page of a panel. */
export function pageOf(panel: WebviewPanel) {
  const said = panel.told as Said[];
  const reply = async (id: number): Promise<Said> => {
    await vi.waitFor(() => expect(said.some((message) => message.id === id)).toBe(true));
    return said.find((message) => message.id === id) as Said;
  };
  const ask = <M extends Request['method']>(method: M, params: Extract<Request, { method: M }>['params']) => {
    const id = ++ids;
    panel.say({ type: 'request', id, method, params });
    return reply(id);
  };
  return { panel, said, ask, reply };
}

/** A form of any JWT, signed with the secret that is there. */
export const draft = (inputs: FormDraft['inputs'] = {}): FormDraft => ({
  kind: 'custom',
  inputs: { key: 'file:s.jwk', claims: '{"sub":"me"}', ...inputs },
});

/** The token that a reply shows. */
export const tokenOf = ({ result }: Said) => (result as { view: { text: string } }).view.text;
