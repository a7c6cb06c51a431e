import type { Services } from '../services.ts';
import type { Person } from '../vault/person.ts';

/** The person at the window. What is asked is loaded with the first question. */
export function askingPerson(services: () => Services): Person {
  const questions = async () => (await import('./questions.ts')).questions(services);
  return {
    passphrase: async (...given) => (await questions()).passphrase(...given),
    leave: async (...given) => (await questions()).leave(...given),
    unproven: async (...given) => (await questions()).unproven(...given),
    choose: async (...given) => (await questions()).choose(...given),
    remember: async (...given) => (await questions()).remember(...given),
  };
}
