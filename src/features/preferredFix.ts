import { CodeAction, CodeActionKind, type Command, type Diagnostic } from 'vscode';

/** A command as the fix of a problem that comes to mind first. */
export function preferredFix(problem: Diagnostic, command: Command): CodeAction {
  const action = new CodeAction(command.title, CodeActionKind.QuickFix);
  action.diagnostics = [problem];
  action.isPreferred = true;
  action.command = command;
  return action;
}
