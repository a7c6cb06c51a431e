import { type CodeLens, commands, Disposable, EventEmitter, languages, type TextDocument, workspace } from 'vscode';
import type { Services } from '../services.ts';
import { Watchers } from '../vault/watchers.ts';
import { convertCommand } from './internalCommands.ts';
import { ignoreFilesGlob } from './keyProblems.ts';

/** The lenses on the first line of a key file: what it is, who uses it, whether git ignores it, and its public key to copy. */
export function registerKeyLenses(services: Services): Disposable {
  const changed = new EventEmitter<void>();
  /** Documents that are no key files as far as keys are known: most are none, and each is asked about at every stroke. */
  let others = new WeakSet<TextDocument>();
  const change = () => {
    others = new WeakSet();
    changed.fire();
  };
  const watchers = new Watchers(change);
  return Disposable.from(
    changed,
    watchers,
    services.keys.onDidChange(change),
    commands.registerCommand(convertCommand, async (reference: string) => {
      const { conversionOf, offerConversion } = await import('./convertKey.ts');
      const conversion = conversionOf((await services.keys.find(reference))?.fault, reference);
      if (conversion) await offerConversion(conversion);
    }),
    languages.registerCodeLensProvider('*', {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document): Promise<CodeLens[]> {
        if (!workspace.isTrusted || !services.tokens.settings(document).isEnabled.codeLens) return [];
        if (others.has(document)) return [];
        const known = others;
        const { keyLensesOf } = await import('./keyLensContent.ts');
        const lenses = await keyLensesOf(services, document);
        if (lenses.length > 0) watchers.watchGlob(ignoreFilesGlob);
        else known.add(document);
        return [...lenses];
      },
    }),
  );
}
