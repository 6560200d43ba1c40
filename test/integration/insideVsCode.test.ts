import { describe, it } from 'vitest';
import { ensureEditor } from '../../scripts/editor/install.js';
import { ensureChromium } from '../../scripts/machine/chromium.js';
import { runIntegration } from '../../scripts/testing/integration.js';

// Mocha inside VS Code decides which tests there are, so they run while Vitest collects, and are told to it afterwards.
const results = await runIntegration({ editor: await ensureEditor(), chromium: await ensureChromium() });

/** The failure as it was inside VS Code, without a place in this file. */
function failure(stack: string): Error {
  const error = new Error(stack.split('\n')[0]);
  error.stack = stack;
  return error;
}

describe('inside VS Code', () => {
  for (const result of results)
    it(result.title, (context) => {
      if (result.kind === 'skipped') context.skip();
      if (result.kind === 'failed') throw failure(result.error);
    });
});
