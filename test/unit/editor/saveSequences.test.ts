import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { countsLine, describeSequence, runSequences } from '../../support/saves/runSequences.js';

vi.mock('vscode', () => import('../../support/saves/vscode.js'));

/** `npm run bench -- saves` plays 10,000. Each way to break the extension is found by 60 at most (`saveHarness.test.ts`). */
const SEQUENCES = 300;
/** On a machine that is busy with other things; some 20 s of processor time otherwise. */
const LONGEST_MS = 600_000;
const cabinet = fileURLToPath(new URL('../../support/saves/cabinet.yaml', import.meta.url));

/** One seed to be played again: `OVHAPI_SEED=123 npx vitest run test/unit/editor/saveSequences.test.ts`. */
const seed = process.env.OVHAPI_SEED;

test(
  'random saves with faults, another client, kills and reloads lose nothing and overwrite nothing',
  { timeout: LONGEST_MS },
  async () => {
    const seeds =
      seed === undefined ? Array.from({ length: SEQUENCES }, (_, index) => index + 1) : [Number(seed)];
    const outcome = await runSequences(seeds, cabinet);
    const [first] = outcome.failed;
    const story = first ? `${countsLine(outcome)}\n${describeSequence(first)}` : '';
    expect(story).toBe('');
  },
);
