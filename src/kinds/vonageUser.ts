import { field } from './define.ts';
import { applicationField, applicationToken, vonageBase } from './vonage.ts';

const clientSdkPaths = ['rtc', 'users', 'conversations', 'sessions', 'devices', 'push', 'knocking', 'legs'];
const olderPaths = ['image', 'media', 'applications'];

const clientSdkAcl = (names: readonly string[]) => ({
  paths: Object.fromEntries(names.map((name) => [`/*/${name}/**`, {}])),
});

/** What a user of the Voice or In-App Chat client SDK signs in with. */
export const vonageUser = applicationToken({
  id: 'vonage-user',
  label: 'Vonage user',
  description: 'Signs a user in to the Client SDK (Voice, In-App Chat)',
  claims: { sub: 'Subject: the name of the user.' },
  required: ['jti', 'iat', 'sub', 'application_id'],
  checks: [],
  writing: {
    command: { id: 'createVonageUserToken', title: 'Create Vonage User Token' },
    fields: [
      { ...applicationField, required: true },
      field('subject', 'User name', 'The name of the user, as it was created in the application.', {
        required: true,
        example: 'Alice',
        claim: 'sub',
      }),
      field('acl', 'ACL', 'The paths this token may access. The Client SDK needs the default paths.', {
        type: 'acl',
        default: clientSdkAcl(clientSdkPaths),
        options: [clientSdkAcl(clientSdkPaths), clientSdkAcl([...clientSdkPaths, ...olderPaths])],
        optionNames: ['Client SDK', 'Client SDK, older versions'],
        asked: true,
        claim: 'acl',
      }),
    ],
    claims: (values, issue) => ({
      ...vonageBase(values.applicationId, issue),
      sub: values.subject,
      acl: values.acl,
    }),
  },
});
