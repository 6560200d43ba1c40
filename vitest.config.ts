import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { PATIENCE_MS } from './test/support/patience.js';

const minuteMs = 60_000;

/** The integration suites are one file and the longest, so they come first: otherwise the last to run would be alone for a minute. */
class IntegrationFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isIntegration = ({ project }: TestSpecification): boolean => project.name === 'integration';
    return [...sorted.filter(isIntegration), ...sorted.filter((file) => !isIntegration(file))];
  }
}

/** Unit tests that put something of their own in the place of a module: whoever loads it next would get that, too. */
const withMocks = ['test/unit', 'test/manifest'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.test\.tsx?$/.test(file) && /\bvi\.(doMock|mock)\(/.test(readFileSync(file, 'utf8'))),
);

/** Measures how long its own work holds the event loop up: collecting the garbage of other files' long lives would count, too. */
const measured = ['test/unit/editor/explorer/longTree.test.ts', 'test/unit/resource/longMap.test.ts'];

/** Lets the sandbox of unit tests read its long documents once for each worker, and not at each of its hundreds of starts. */
const documentsReadOnce: Plugin = {
  name: 'documents-read-once',
  enforce: 'pre',
  resolveId: (source, importer = '') =>
    source === 'yaml' && /\/(src|test\/unit)\/sandbox\//.test(importer)
      ? resolve('test/support/yamlReadOnce.ts')
      : undefined,
};

/** Lets `vscode` be the double in memory: as long as each file said so by `vi.mock`, it loaded all modules for itself. */
const doubleOfVscode: Plugin = {
  name: 'double-of-vscode',
  enforce: 'pre',
  resolveId: (source) => (source === 'vscode' ? resolve('test/unit/editor/fakeVscode.ts') : undefined),
};

/** How long a fact takes is not what is tested, and the machine may be busy. */
const unitTime = { testTimeout: 5 * minuteMs, hookTimeout: 5 * minuteMs };

export default defineConfig({
  test: {
    // Two cores: more workers than that only fight. In the editor's projects each has a VS Code and a browser of its own.
    maxWorkers: 2,
    sequence: { sequencer: IntegrationFirst },
    projects: [
      {
        plugins: [documentsReadOnce, doubleOfVscode],
        test: {
          name: 'unit',
          setupFiles: ['test/support/freshWindow.ts', 'test/support/patientWaits.ts'],
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/manifest/**/*.test.ts'],
          exclude: [...withMocks, ...measured],
          // Loading all modules anew for each file takes two thirds of the time.
          isolate: false,
          ...unitTime,
        },
      },
      {
        plugins: [documentsReadOnce, doubleOfVscode],
        test: {
          name: 'unit-measured',
          setupFiles: ['test/support/freshWindow.ts', 'test/support/patientWaits.ts'],
          include: measured,
          ...unitTime,
        },
      },
      {
        plugins: [documentsReadOnce],
        test: {
          name: 'unit-mocks',
          include: withMocks,
          setupFiles: ['test/support/patientWaits.ts'],
          ...unitTime,
        },
      },
      {
        test: { name: 'package', include: ['test/package/**/*.test.ts'] },
      },
      {
        test: { name: 'integration', include: ['test/integration/*.test.ts'] },
      },
      {
        test: {
          name: 'ui',
          include: ['test/ui/**/*.test.ts'],
          globalSetup: ['test/support/warmEditors.ts'],
          // A story keeps nothing in its modules, and loading them anew for each takes seconds.
          isolate: false,
          // Above the patience of a single wait, which says better what did not come.
          testTimeout: 4 * PATIENCE_MS,
          hookTimeout: 4 * PATIENCE_MS,
          expect: { poll: { timeout: PATIENCE_MS, interval: 100 } },
        },
      },
    ],
  },
});
