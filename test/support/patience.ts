import { errors } from 'playwright-core';

/** How long anything in the editor may take: what takes a second here takes many on a machine that does other work, too. */
export const PATIENCE_MS = 90_000;

/** How long one try is given, where a person would try again: a slow machine has answered by then, as a rule. */
const TRY_MS = 5_000;

/** The time that a step of a try is given. */
export interface TryTime {
  readonly timeout: number;
}

/**
 * Tries again and again until it has come to what was wanted, as a person does whose click was lost. A try ends early by the error
 * of a wait that took too long; any other error is a fault. What acts must look first whether that is still wanted.
 * @throws the last try's error when patience has ended.
 */
export async function persist(attempt: (time: TryTime) => Promise<unknown>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await attempt({ timeout: TRY_MS });
      return;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || Date.now() > end) throw error;
    }
  }
}

/** Waits until a fact holds, by asking again and again. @throws Error that says what was waited for. */
export async function until(fact: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come to this: ${fact}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
