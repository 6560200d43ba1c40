import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentFiles, readSections } from '../../../../src/sandbox/sections/editions.js';
import { startSandbox, type SandboxOptions } from '../../../../src/sandbox/sandbox.js';
import { walk, type WalkOutcome } from '../../../../src/sandbox/testing/walk.js';
import { documentsFolder } from '../documentSchemas.js';
import { fixturesFolder } from '../ground.js';

/** Published documents beside the checkout, where there are any. */
const published = ['publicCloud.json', 'iam.json'].map((file) =>
  join(import.meta.dirname, '../../../../../shared/openapi', file),
);

async function walked(documents: readonly string[], options: SandboxOptions = {}): Promise<WalkOutcome> {
  const sandbox = await startSandbox({ documents, ...options });
  try {
    const { api, credentials } = sandbox;
    return await walk({ api, credentials, sections: readSections(documents), now: Date.now });
  } finally {
    await sandbox.stop();
  }
}

const nothingWrong = { refused: [], violations: [], unreached: [] };

describe('Every GET route answers 2xx as its schema says', () => {
  it.each(['odd.yaml', 'dedicatedServer.yaml', 'zoo.yaml', 'library.yaml', 'harbour.json', 'forms.yaml'])(
    'holds for %s',
    async (file) => {
      const outcome = await walked([join(fixturesFolder, file)]);
      expect(outcome).toMatchObject(nothingWrong);
      expect(outcome.routes).toBeGreaterThan(6);
    },
  );

  it('holds for all versions of the sandbox’s own sections', async () => {
    const outcome = await walked(documentFiles(documentsFolder), { resources: 9 });
    expect(outcome).toMatchObject(nothingWrong);
    expect(outcome.routes).toBeGreaterThan(100);
  });

  it('holds for the demo', async () => {
    const outcome = await walked(documentFiles(documentsFolder), { demo: true });
    expect(outcome).toMatchObject({ refused: [], violations: [] });
  });

  it.skipIf(!published.every((file) => existsSync(file)))(
    'in published documents, where there are any beside the checkout',
    async () => {
      expect(await walked(published)).toMatchObject({ ...nothingWrong, routes: 27 });
    },
  );
});

it('A walk finds what is wrong', async () => {
  const file = join(fixturesFolder, 'odd.yaml');
  const sandbox = await startSandbox({ documents: [file] });
  await sandbox.client.inject({ path: '/v2/odd/day', effect: { kind: 'error', status: 500 } });
  await sandbox.client.inject({ path: '/v2/odd/settings', effect: { kind: 'wrongJson' } });
  const { api, credentials } = sandbox;
  const { refused, violations } = await walk({
    api,
    credentials,
    sections: readSections([file]),
    now: Date.now,
  });
  await sandbox.stop();
  expect(refused).toEqual([expect.stringContaining('GET /odd/day: 500')]);
  expect(violations).toEqual([expect.stringContaining('GET /odd/settings')]);
});
