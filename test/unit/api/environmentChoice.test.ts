import { describe, expect, test } from 'vitest';
import {
  chooseEnvironment,
  environmentAccount,
  environmentId,
  parseAnswers,
} from '../../../src/api/environmentChoice.js';
import type { FoundCredential } from '../../../src/api/environmentChoice.js';

const found = (consumerKey = 'canary-consumer', origin = 'https://eu.api.ovh.com'): FoundCredential => ({
  endpoint: { name: 'ovh-eu', origin, tokenUrl: 'https://www.ovh.com/auth/oauth2/token' },
  credential: {
    kind: 'signature',
    applicationKey: 'canary-key',
    applicationSecret: 'canary-secret',
    consumerKey,
  },
  places: ['OVH_ENDPOINT', 'OVH_APPLICATION_KEY'],
});

describe('credentials of the environment', () => {
  test('are used at once, or left alone, as the setting says, whatever was answered before', () => {
    for (const said of [undefined, 'use', 'never'] as const) {
      expect(chooseEnvironment('use', said)).toBe('use');
      expect(chooseEnvironment('ignore', said)).toBe('ignore');
    }
  });

  test('are offered until the user has said something of them', () => {
    expect(chooseEnvironment('ask', undefined)).toBe('offer');
    expect(chooseEnvironment('ask', 'use')).toBe('use');
    expect(chooseEnvironment('ask', 'never')).toBe('ignore');
    expect(chooseEnvironment('anything else', undefined)).toBe('offer');
  });

  test('have an id that distinguishes other keys and other endpoints and holds none of them', () => {
    const id = environmentId(found());
    expect(id).toMatch(/^environment-[0-9a-f]{8}$/);
    expect(environmentId(found())).toBe(id);
    expect(environmentId(found('other'))).not.toBe(id);
    expect(environmentId(found(undefined, 'https://ca.api.ovh.com'))).not.toBe(id);
  });

  test('keep their id when only the access token is a new one', () => {
    const token = (accessToken: string): FoundCredential => ({
      ...found(),
      credential: { kind: 'token', accessToken },
    });
    expect(environmentId(token('a'))).toBe(environmentId(token('b')));
  });

  test('make an account without a secret', () => {
    expect(JSON.stringify(environmentAccount(found(), 'Environment'))).not.toContain('canary');
  });
});

test('answers that were stored come back, anything else is left out', () => {
  const answers = { 'environment-0123abcd': 'use', 'environment-89abcdef': 'never' };
  expect(parseAnswers({ ...answers, __proto__: 'use', other: 'use', 'environment-00000000': 1 })).toEqual(
    answers,
  );
  for (const odd of [undefined, null, 1, 'x', []]) expect(parseAnswers(odd)).toEqual({});
});
