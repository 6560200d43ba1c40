import { afterEach, beforeEach } from 'vitest';

/**
 * Makes a suite one story: what comes after a failed step is left out, since it would start from another place, and the
 * failed step is pictured. To be called in the suite.
 */
export function endAtFailure(picture: () => Promise<unknown>): void {
  let hasFailed = false;
  beforeEach((context) => {
    if (hasFailed) context.skip();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    hasFailed = true;
    await picture();
  });
}
