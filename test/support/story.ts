import { afterAll, afterEach, beforeEach } from 'vitest';
import { openStage, type Stage, type StageOptions } from './stage.js';

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

/**
 * One stage for several stories, since to open one takes as long as a quarter of a story. To be called in the suite around them.
 * @returns what each story calls first: it gives the stage, without an open editor or a message. After a story that failed it is a new one.
 */
export function stageOfStories(options: StageOptions): () => Promise<Stage> {
  let stage: Stage | undefined;
  let isSpoilt = false;
  afterEach(({ task }) => {
    isSpoilt ||= task.result?.state === 'fail';
  });
  afterAll(() => stage?.close());
  return async () => {
    if (isSpoilt) {
      await stage?.close();
      [stage, isSpoilt] = [undefined, false];
    }
    if (stage) {
      await stage.workbench.notifications.clear();
      await stage.workbench.closeEditors();
    }
    return (stage ??= await openStage(options));
  };
}
