import type { Answer } from './questions.js';

/** Where a question is among the others, from 1 on. */
export interface Turn {
  readonly step: number;
  readonly totalSteps: number;
}

/**
 * Asks one question after the other; Back leads to the one before. `questions` may depend on what was answered so far, and `ask`
 * keeps what is answered. `answered` after the last one, `back` when the person went back from the first one, `undefined`
 * when they stopped. `first` is the index of the question to begin with.
 */
export async function askInTurn<Question>(
  questions: () => readonly Question[],
  ask: (question: Question, turn: Turn) => Promise<Answer<unknown> | undefined>,
  first = 0,
): Promise<'answered' | 'back' | undefined> {
  for (let at = first; ;) {
    const open = questions();
    const question = open[at];
    if (question === undefined) return 'answered';
    const answer = await ask(question, { step: at + 1, totalSteps: open.length });
    if (!answer) return undefined;
    at += answer.kind === 'back' ? -1 : 1;
    if (at < 0) return 'back';
  }
}
