import { Disposable, type LanguageModelTool, lm } from 'vscode';
import type { Argument } from '../flows/arguments.ts';
import type { Services } from '../services.ts';

/** The tool for the editor's chat, as the manifest names it. It reads one token; it makes, changes and signs nothing. */
const name = 'jwt_inspect';

/** Registers the tool for the editor's chat; editors without the API have none. */
export function registerChatTool(services: Services): Disposable {
  // Other editors built on VS Code may lack it.
  if (typeof lm?.registerTool !== 'function') return new Disposable(() => {});
  let tool: ReturnType<typeof import('./tool.ts').chatTool> | undefined;
  const load = async () => {
    const { chatTool } = await import('./tool.ts');
    tool ??= chatTool(services);
    return tool;
  };
  const lazy: LanguageModelTool<Argument> = {
    prepareInvocation: async (...given) => (await load()).prepareInvocation(...given),
    invoke: async (...given) => (await load()).invoke(...given),
  };
  return lm.registerTool(name, lazy);
}
