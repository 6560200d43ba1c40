import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { documentFiles, readEdition } from '../../../src/sandbox/sections/editions.js';
import { addressOf, answerFaults, exercise, queryFor, validatorsOf } from './exercise.js';
import { documentsFolder } from './documentSchemas.js';
import { fixturesFolder, groundOn } from './ground.js';

/** Published documents beside the checkout, where there are any. */
const published = join(import.meta.dirname, '../../../../shared/openapi');
const files = [
  ...documentFiles(fixturesFolder),
  ...documentFiles(documentsFolder),
  ...[published, join(published, 'v2-2026')]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    // Beside documents, there are answers of the API.
    .filter((file) => file.endsWith('.json') && readFileSync(file, 'utf8').includes('"openapi"')),
];

describe.each(files.map((file) => ({ name: basename(file), file })))('$name', ({ file }) => {
  const edition = readEdition(parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }));

  it('is read as its schemas are written, by every GET', () => {
    const validators = validatorsOf(edition.document);
    const faults: string[] = [];
    for (const seed of [1, 2, 3]) {
      const ground = groundOn(edition, { resources: 5, seed });
      for (const route of edition.routes.all.filter(({ operations }) => operations.has('GET'))) {
        const path = addressOf(ground, route);
        const answer = ground.call('GET', `${path}?${queryFor(edition, route)}`);
        const { responses } = route.operations.get('GET')?.raw ?? {};
        faults.push(...answerFaults(validators, responses, answer).map((one) => `${path}: ${one}`));
      }
    }
    expect(faults).toEqual([]);
  });

  it('is changed by every other method, and refuses a fault by its place', () => {
    const { calls, refusedBodies, faults } = exercise(edition);
    expect(faults).toEqual([]);
    expect(calls).toBeGreaterThan(1);
    expect(refusedBodies).toBeGreaterThan(0);
  });
});
