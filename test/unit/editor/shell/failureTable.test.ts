import { beforeEach, describe, expect, test } from 'vitest';
import { describeFailure } from '../../../../src/editor/shell/describeFailure.js';
import { caseTitle, errorOf, FAILURE_TABLE } from '../../api/failureTable.js';
import type { SaveConduct } from '../../api/failureTable.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { saveOne } from '../saveOne.js';

const CONDUCT: Readonly<Record<SaveConduct, string>> = {
  merges: 'asks how to merge',
  waits: 'offers Save When Ready',
  ends: 'ends with the API’s sentence',
};

/** What the user sees of a save that met a refusal: the question's buttons, or what the save ended with. */
async function conductOf(row: (typeof FAILURE_TABLE)[number]): Promise<SaveConduct> {
  const { status, class: name, message } = row;
  const ended = await saveOne(({ method }) =>
    method === 'PUT'
      ? { status, body: { class: name, message } }
      : {
          body: {
            ...{ id: '1', checksum: 'another', targetSpec: { name: 'one', size: 2 } },
            ...{ resourceStatus: 'UPDATING', currentTasks: [{ id: 't', type: 'resize', status: 'RUNNING' }] },
          },
        },
  );
  const [question] = screen.messages;
  const shown = `${ended} ${question?.text ?? ''} ${question?.detail ?? ''}`;
  expect(shown).toContain(message);
  if (question?.buttons.includes('Save When Ready')) return 'waits';
  if (question?.buttons.includes('Save Merged Version')) return 'merges';
  expect(screen.messages).toEqual([]);
  return 'ends';
}

beforeEach(clearScreen);

describe('a save that is refused', () => {
  test.each(FAILURE_TABLE.map((row) => [caseTitle(row), CONDUCT[row.save], row] as const))(
    'with %s %s',
    async (_, __, row) => {
      expect(await conductOf(row)).toBe(row.save);
    },
  );
});

describe('what the user reads of', () => {
  test.each(FAILURE_TABLE.map((row) => [caseTitle(row), row.says, row] as const))(
    '%s holds these words and “%s”',
    (_, says, row) => {
      const { message } = describeFailure(errorOf(row));
      expect(message).toContain(row.message);
      expect(message).toContain(says);
      expect(message).not.toMatch(/some(?:body|one)|else(?:where)?\b|they|their/i);
    },
  );
});
