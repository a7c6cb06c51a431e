import type { Kind } from './kind.ts';
import {
  aclClaim,
  aclIsMalformed,
  applicationField,
  vonageBase,
  vonageChecks,
  vonageClaims,
  vonageLife,
  vonagePage,
} from './vonage.ts';

const clientSdkPaths = ['rtc', 'users', 'conversations', 'sessions', 'devices', 'push', 'knocking', 'legs'];
const olderPaths = ['image', 'media', 'applications'];

const clientSdkAcl = (names: readonly string[]) => ({
  paths: Object.fromEntries(names.map((name) => [`/*/${name}/**`, {}])),
});

const required = ['jti', 'iat', 'sub', 'application_id'];

/** What a user of the Voice or In-App Chat client SDK signs in with. */
export const vonageUser: Kind = {
  id: 'vonage-user',
  label: 'Vonage user',
  description: 'Signs a user in to the Client SDK (Voice, In-App Chat)',
  recognises: (payload) =>
    Object.hasOwn(payload, 'application_id') && (Object.hasOwn(payload, 'sub') || Object.hasOwn(payload, 'acl')),
  claims: {
    ...vonageClaims,
    ...aclClaim,
    sub: { meaning: 'Subject: the name of the user.', type: 'string', source: vonagePage },
  },
  family: 'vonage',
  issuer: 'Vonage',
  life: vonageLife,
  required,
  replacesChecks: ['no-expiry'],
  checks: [...vonageChecks(required), aclIsMalformed],
  writing: {
    command: { id: 'createVonageUserToken', title: 'Create Vonage User Token' },
    algorithms: ['RS256'],
    fields: [
      applicationField,
      {
        name: 'subject',
        type: 'text',
        label: 'User name',
        help: 'The name of the user, as it was created in the application.',
        source: vonagePage,
        required: true,
        example: 'Alice',
        claim: 'sub',
      },
      {
        name: 'acl',
        type: 'acl',
        label: 'ACL',
        help: 'The paths this token may access. The Client SDK needs the default paths.',
        source: vonagePage,
        default: clientSdkAcl(clientSdkPaths),
        options: [clientSdkAcl(clientSdkPaths), clientSdkAcl([...clientSdkPaths, ...olderPaths])],
        asked: true,
        claim: 'acl',
      },
    ],
    claims: (values, issue) => ({
      ...vonageBase(values.applicationId, issue),
      sub: values.subject,
      acl: values.acl,
    }),
  },
};
