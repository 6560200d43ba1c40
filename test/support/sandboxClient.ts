import { ApiClient } from '../../src/api/apiClient.js';
import { endpointOf } from '../../src/api/endpoints.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

/** The extension's client for a sandbox, with its credentials and the default schema version. Whoever makes it closes it. */
export function sandboxClient({ api, credentials }: Pick<Sandbox, 'api' | 'credentials'>): ApiClient {
  return new ApiClient({
    account: {
      ...{ id: 'a', label: 'a', endpoint: endpointOf(new URL(api).origin) },
      credential: 'signature',
    },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...credentials }),
  });
}
