import { defineKind } from './define.ts';

const openTokPage = 'https://tokbox.com/developer/guides/create-token/';

/** A token of the OpenTok platform, which Vonage Video follows: read, never written. */
export const openTok = defineKind({
  id: 'opentok',
  label: 'OpenTok',
  description: 'A token of the OpenTok platform, the predecessor of Vonage Video',
  issuer: 'OpenTok',
  source: openTokPage,
  recognises: (payload) => payload.ist === 'project' || payload.ist === 'account',
  claims: {
    iss: 'Issuer: the OpenTok API key.',
    ist: 'Issuer type: `project` or `account`.',
    session_id: 'The session that the client may join.',
    create_time: { meaning: 'When the token was made.', type: 'time' },
    expire_time: { meaning: 'Expiration time.', type: 'time' },
    nonce: { meaning: 'A random number that makes the token unique.', type: 'number' },
    role: 'What the client may do in the session.',
    scope: 'What the token is for.',
    connection_data: 'Data about the client that session events carry.',
    initial_layout_class_list: 'Layout classes, separated by spaces.',
  },
  life: { fallback: { issuedAt: 'create_time', expires: 'expire_time' } },
  required: [],
  replacesChecks: ['no-expiry'],
  checks: [],
});
