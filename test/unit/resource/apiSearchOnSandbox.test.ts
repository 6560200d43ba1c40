import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isJsonObject } from '../../../src/api/jsonObject.js';
import { searchApi } from '../../../src/resource/iamResources.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { SchemaSource } from '../../../src/schema/schemaSource.js';
import { sandboxClient } from '../../support/sandboxClient.js';

/** The published document of IAM beside the checkout, where there is one. */
const published = join(import.meta.dirname, '../../../../shared/openapi/iam.json');

it.runIf(existsSync(published))(
  'a search in the API uses the filters of the published list of all resources, and reads one page for each',
  async () => {
    const sandbox = await startSandbox({ documents: [published], resources: 300 });
    const api = sandboxClient(sandbox);
    const schemas = new SchemaSource({ api, version: () => undefined });
    const { signal } = new AbortController();
    const search = (words: string): ReturnType<typeof searchApi> =>
      searchApi({ account: { id: 'a' }, api, schemas }, words, signal);
    try {
      const { items } = await api.page({ path: '/iam/resource', size: 100, priority: 'user' });
      const tagged = items
        .filter(isJsonObject)
        .find(({ tags }) => isJsonObject(tags) && Object.keys(tags).length > 0);
      const [key, value] = Object.entries(tagged?.tags as Readonly<Record<string, string>>)[0]!;
      await sandbox.client.forgetRequests();
      const byTag = await search(`${key}=${value}`);
      expect(byTag.map(({ urn }) => urn)).toContain(tagged?.urn);
      expect((await search('shop')).length).toBeLessThanOrEqual(20);
      const asked = (await sandbox.client.requests()).filter(({ path }) => path.endsWith('/iam/resource'));
      expect(asked.map(({ query }) => new URLSearchParams(query).keys().next().value)).toEqual([
        'tags',
        'resourceName',
        'resourceURN',
      ]);
    } finally {
      await api.close();
      await sandbox.stop();
    }
  },
  60_000,
);
