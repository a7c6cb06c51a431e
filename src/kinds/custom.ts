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
    command: { id: 'createToken', title: 'Create Token…' },
    algorithms: undefined,
    asks: ['claims', 'algorithm', 'expiresIn'],
    takesAnyClaims: true,
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
    ],
    claims: (values, issue) => ({
      iat: values.iat ? issue.issuedAt : undefined,
      jti: values.jti ? issue.uuid() : undefined,
      exp: issue.expires,
    }),
  },
};
