import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkWrites } from '../../../scripts/walk/walkWrites.js';
import { documentFiles } from '../../../src/sandbox/sections/editions.js';
import { documentsFolder } from './documentSchemas.js';
import { fixturesFolder } from './ground.js';

/** Published documents beside the checkout, where there are any; the index and an example answer are no documents. */
const published = join(import.meta.dirname, '../../../../shared/openapi/v2-2026');
const files = (existsSync(published) ? readdirSync(published) : [])
  .filter((name) => name.endsWith('.json') && !name.startsWith('i'))
  .map((name) => join(published, name));

const walks: readonly (readonly [string, readonly string[]])[] = [
  ['the sandbox’s own documents', documentFiles(documentsFolder)],
  ...['forms.yaml', 'odd.yaml'].map((name) => [name, [join(fixturesFolder, name)]] as const),
  ...files.map((file) => [basename(file), [file]] as const),
];

describe('every resource that can be updated is opened, changed, saved, followed and saved again', () => {
  it.each(walks)('in %s', async (_, documents) => {
    const { saved, failures } = await walkWrites(documents);
    expect(failures).toEqual([]);
    expect(saved).toBeGreaterThan(0);
  });
});
