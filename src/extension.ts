import type { ExtensionContext } from 'vscode';

/** Composes the services and registers the features; nothing else happens here. */
export function activate(context: ExtensionContext): void {
  context.subscriptions.push();
}
