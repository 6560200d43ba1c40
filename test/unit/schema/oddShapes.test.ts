import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requiredQuery, type Catalogue } from '../../../src/schema/catalogue.js';
import { parseOpenApi, type OpenApiDocument } from '../../../src/schema/openapi.js';
import { queryFiltersOf } from '../../../src/schema/queryFilters.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';

/** Published documents beside the checkout, where there are any. */
const folder = join(import.meta.dirname, '../../../../shared/openapi/v2-2026');

function read(section: string): { readonly document: OpenApiDocument; readonly catalogue: Catalogue } {
  const text = readFileSync(join(folder, `${section}.json`), 'utf8');
  const document = parseOpenApi(JSON.parse(text));
  return { document, catalogue: readCatalogue(`/${section}`, document) };
}

describe.runIf(existsSync(folder))('shapes of the published documents', () => {
  it.each([
    ['okms', ['/okms/reference/secretConfig region', '/okms/reference/serviceKey region']],
    [
      'managedCMS',
      ['/managedCMS/reference/availableLanguages cms', '/managedCMS/reference/supportedPHPVersions cms'],
    ],
    ['publicCloud', []],
  ])(
    'the lists and objects of %s that require a value have it out of the document’s own choices',
    (section, expected) => {
      const { document, catalogue } = read(section);
      const reads = [
        ...catalogue.collections.map(({ list }) => list),
        ...catalogue.singletons.flatMap((single) => single.read ?? []),
      ].filter((operation) => requiredQuery(operation).length > 0);
      const named = reads.map((read) => `${read.path} ${requiredQuery(read)[0]?.name ?? ''}`);
      expect(named.sort()).toEqual(expected);
      for (const operation of reads) {
        for (const { isRequired, input } of queryFiltersOf(document, operation)) {
          expect([isRequired, input.kind]).toEqual([true, 'choice']);
        }
      }
    },
  );

  it('deprecated operations name the day of their removal and a route of this API', () => {
    const ended = read('publicCloud').catalogue.operations.filter(({ retirement }) => retirement);
    expect(ended.length).toBeGreaterThan(0);
    for (const { isDeprecated, retirement } of ended) {
      expect(isDeprecated).toBe(true);
      expect(Date.parse(retirement?.deletedAt ?? '')).not.toBeNaN();
      expect(retirement?.replacement).toMatch(/^\/v2\//);
    }
  });

  it.each(['backupServices', 'managedCMS', 'okms', 'publicCloud'])(
    'no list of %s is a page in an object',
    (section) => {
      const { catalogue } = read(section);
      expect(catalogue.collections.filter(({ itemsIn }) => itemsIn !== undefined)).toEqual([]);
    },
  );
});
