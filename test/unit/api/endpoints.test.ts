import { describe, expect, test } from 'vitest';
import { endpointOf, knownEndpoints } from '../../../src/api/endpoints.js';

describe('an endpoint', () => {
  test.each(knownEndpoints.map(({ name }) => name))('%s is known by its name and by its address', (name) => {
    const byName = endpointOf(name);
    expect(byName.name).toBe(name);
    for (const path of ['', '/', '/v2', '/v1', '/1.0', '/1.0/']) {
      expect(endpointOf(byName.origin + path)).toEqual(byName);
    }
  });

  test.each([
    ['https://api.eu.ovhcloud.com', 'ovh-eu', 'https://www.ovh.com/auth/oauth2/token'],
    ['https://api.ca.ovhcloud.com', 'ovh-ca', 'https://ca.ovh.com/auth/oauth2/token'],
    ['https://api.us.ovhcloud.com', 'ovh-us', 'https://us.ovhcloud.com/auth/oauth2/token'],
  ])('at %s, where its console is, is the region %s with its own token address', (origin, name, tokenUrl) => {
    for (const path of ['', '/', '/v2', '/v1', '/1.0']) {
      expect(endpointOf(origin + path)).toEqual(endpointOf(name));
      expect(endpointOf(origin + path, 'https://elsewhere.example/token').tokenUrl).toBe(tokenUrl);
    }
    expect(() => endpointOf(origin.replace('https', 'http'))).toThrow(TypeError);
    expect(endpointOf(`${origin}.example`).name).toBe('custom');
  });

  test.each(['http://127.0.0.1:1234/v2', 'http://localhost:1234/1.0', 'http://[::1]:1234'])(
    '%s is on this machine, and serves its own tokens',
    (address) => {
      const { origin } = new URL(address);
      expect(endpointOf(address)).toEqual({
        name: 'custom',
        origin,
        tokenUrl: `${origin}/auth/oauth2/token`,
      });
    },
  );

  test('may get its tokens elsewhere', () => {
    expect(endpointOf('https://api.example', 'https://login.example/token').tokenUrl).toBe(
      'https://login.example/token',
    );
  });

  test.each([
    'http://eu.api.ovh.com',
    'http://127.0.0.1.example/v2',
    'http://localhost.example',
    'https://user:password@eu.api.ovh.com',
    'https://eu.api.ovh.com/v2/me',
    'ftp://127.0.0.1',
    'ovh-mars',
    '',
  ])('is not %s', (address) => {
    expect(() => endpointOf(address)).toThrow(TypeError);
  });

  test('does not send tokens in clear text', () => {
    expect(() => endpointOf('https://api.example', 'http://login.example/token')).toThrow(TypeError);
  });
});
