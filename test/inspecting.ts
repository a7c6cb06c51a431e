import { type Inspection, type InspectionContext, inspect } from '../src/inspection/inspect.ts';
import { decodeToken } from '../src/jwt/decode.ts';
import type { Judgement } from '../src/jwt/verify.ts';

/** All that is known of a token by the default settings. */
export function inspecting(text: string, judgement?: Judgement, context: Partial<InspectionContext> = {}): Inspection {
  return inspect(decodeToken(text), judgement, { now: Date.now(), tolerance: 5, expiresSoon: 300, ...context });
}
