import type { Kind } from './kind.ts';

/** Any other token: exactly the claims given, signed with whatever algorithm the key can. */
export const custom: Kind = {
  id: 'custom',
  label: 'JWT',
  description: 'Any other token, with your own claims',
  recognises: () => true,
  claims: {},
  life: {},
  required: [],
  checks: [],
  writing: {
    algorithms: undefined,
    asks: ['claims', 'algorithm', 'expiresIn'],
    isAnybodys: true,
    usesKeyId: true,
    fields: [
      {
        name: 'iat',
        type: 'flag',
        label: 'Issued at',
        help: 'Adds `iat`, the time when the token is made.',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.6',
        default: false,
      },
      {
        name: 'jti',
        type: 'flag',
        label: 'JWT ID',
        help: 'Adds `jti`, a random UUID that names this one token.',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.7',
        default: false,
      },
      {
        name: 'issuedAgo',
        type: 'duration',
        label: 'Issued ago',
        help: 'Adds `iat`, this long ago: `60s`.',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.6',
      },
      {
        name: 'notBefore',
        type: 'duration',
        label: 'Not before',
        help: 'Adds `nbf`, this far from now: `5m`, or `-30s` for the past.',
        source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5',
        claim: 'nbf',
        signed: true,
      },
    ],
    claims: ({ iat, jti, issuedAgo, notBefore }, issue) => ({
      iat: iat || issuedAgo !== undefined ? issue.issuedAt - Number(issuedAgo ?? 0) : undefined,
      nbf: notBefore === undefined ? undefined : issue.issuedAt + Number(notBefore),
      jti: jti ? issue.uuid() : undefined,
      exp: issue.expires,
    }),
  },
};
