import type { Chance } from './chance.js';
import type { Cloud } from './cloud.js';
import type { Oracle } from './oracle.js';

/** What the parts of a sequence have in common. */
export class Course {
  /** What happened, a line a step. */
  readonly steps: string[] = [];
  /** All is well from now on, and nothing happens by chance any more. */
  isEnding = false;

  constructor(
    readonly cloud: Cloud,
    readonly chance: Chance,
    readonly oracle: Oracle,
  ) {}

  tell(line: string): void {
    this.steps.push(line);
  }
}
