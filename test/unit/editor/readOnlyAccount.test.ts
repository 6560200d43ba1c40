import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearScreen, screen } from './fakeVscode.js';
import type { Writes } from './writesOnSandbox.js';

const { WRITERS, Writes: Opened } = await import('./writesOnSandbox.js');

/** A busy machine starts a sandbox and reads its documents slowly. */
const STARTING_MS = 60_000;

describe('an account that is read-only', () => {
  let writes: Writes;

  beforeAll(async () => {
    clearScreen();
    writes = await Opened.open();
  }, STARTING_MS);
  afterAll(() => writes.close());

  it.each(WRITERS)('sends no write by %s, and asks nothing before it says so', async (writer) => {
    const target = await writes.project(0);
    await writes.files.readFile((await documentOf(target)) as never);
    writes.alter({ safeguards: ['readOnly'] });
    await writes.sandbox.client.forgetRequests();
    screen.messages = [];
    await writes.write(writer, target).catch(() => undefined);
    const sent = await writes.sandbox.client.requests();
    expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(screen.messages.filter(({ buttons }) => buttons.length > 0)).toEqual([]);
    writes.alter({});
  });

  it('sends writes again once it is not read-only any more', async () => {
    writes.alter({ safeguards: ['readOnly'] });
    writes.alter({});
    const target = await writes.project(0);
    await writes.sandbox.client.forgetRequests();
    await writes.write('scratchpad', target);
    const sent = await writes.sandbox.client.requests();
    expect(sent.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });
});

async function documentOf(target: Parameters<Writes['show']>[0]): Promise<object> {
  const { documentUri } = await import('../../../src/editor/shell/documentUri.js');
  return documentUri(target, 'spec');
}
