import { describe, expect, test } from 'vitest';
import { askInTurn, type Turn } from '../../../../src/editor/shell/askInTurn.js';
import type { Answer } from '../../../../src/editor/shell/questions.js';

const BACK: Answer = { kind: 'back' };
const YES: Answer = { kind: 'value', value: 'yes' };

/** Answers in their order, and notes which question was asked where. */
function person(...answers: readonly (Answer | undefined)[]): {
  readonly asked: string[];
  readonly ask: (question: string, turn: Turn) => Promise<Answer | undefined>;
} {
  const asked: string[] = [];
  return {
    asked,
    ask: (question, { step, totalSteps }) => {
      asked.push(`${question} ${step}/${totalSteps}`);
      return Promise.resolve(answers[asked.length - 1]);
    },
  };
}

describe('questions in turn', () => {
  test('are all asked, and a step back asks the previous one again', async () => {
    const { asked, ask } = person(YES, BACK, YES, YES);
    expect(await askInTurn(() => ['a', 'b'], ask)).toBe('answered');
    expect(asked).toEqual(['a 1/2', 'b 2/2', 'a 1/2', 'b 2/2']);
  });

  test('end with a step back from the first one, and with Escape', async () => {
    expect(await askInTurn(() => ['a', 'b'], person(BACK).ask)).toBe('back');
    expect(await askInTurn(() => ['a', 'b'], person(YES, undefined).ask)).toBeUndefined();
  });

  test('may become more or fewer by an answer', async () => {
    const { asked, ask } = person(YES, YES);
    const questions = (): readonly string[] => (asked.length === 0 ? ['a'] : ['a', 'b']);
    expect(await askInTurn(questions, ask)).toBe('answered');
    expect(asked).toEqual(['a 1/1', 'b 2/2']);
  });

  test('can begin in the middle, and end at once without questions', async () => {
    const { asked, ask } = person(YES);
    expect(await askInTurn(() => ['a', 'b'], ask, 1)).toBe('answered');
    expect(asked).toEqual(['b 2/2']);
    expect(await askInTurn(() => [], ask)).toBe('answered');
  });
});
