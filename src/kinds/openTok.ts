import type { Kind } from './kind.ts';

const openTokPage = 'https://tokbox.com/developer/guides/create-token/';

/** A token of the OpenTok platform, which Vonage Video follows: read, never written. */
export const openTok: Kind = {
  id: 'opentok',
  label: 'OpenTok',
  description: 'A token of the OpenTok platform, the predecessor of Vonage Video',
  recognises: (payload) => payload.ist === 'project',
  claims: {
    iss: { meaning: 'Issuer: the OpenTok API key.', type: 'string', source: openTokPage },
    ist: { meaning: 'Issuer type: `project` for an OpenTok project.', type: 'string', source: openTokPage },
    session_id: { meaning: 'The session that the client may join.', type: 'string', source: openTokPage },
    create_time: { meaning: 'When the token was made.', type: 'time', source: openTokPage },
    expire_time: { meaning: 'Expiration time.', type: 'time', source: openTokPage },
    nonce: { meaning: 'A random number that makes the token unique.', type: 'number', source: openTokPage },
    role: { meaning: 'What the client may do in the session.', type: 'string', source: openTokPage },
    scope: { meaning: 'What the token is for.', type: 'string', source: openTokPage },
    connection_data: {
      meaning: 'Data about the client that session events carry.',
      type: 'string',
      source: openTokPage,
    },
    initial_layout_class_list: { meaning: 'Layout classes, separated by spaces.', type: 'string', source: openTokPage },
  },
  life: { fallback: { issuedAt: 'create_time', expires: 'expire_time' } },
  required: [],
  replacesChecks: ['no-expiry'],
  checks: [],
};
