import type { Diagnostic } from 'vscode';
import type { KeyProblem } from '../vault/keyProblems.ts';

/** Whether a diagnostic is of a problem. */
export function hasCode({ source, code }: Diagnostic, problem: KeyProblem): boolean {
  return source === 'jwt' && (typeof code === 'object' ? code.value : code) === problem.code;
}
