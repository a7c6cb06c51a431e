import { CodedError } from '../../src/jwt/errors.ts';

/** The code and data of the typed error that a promise rejects with; `undefined` if it does not reject. Throws any other error. */
export async function rejection(promise: Promise<unknown>): Promise<{ code: string; data: object } | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { code: error.code, data: error.data };
  }
}
