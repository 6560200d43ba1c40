import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../src/api/apiClient.js';
import { answerTask, type AnswerTaskOptions } from '../../../../src/editor/actions/answerTask.js';
import { isJsonObject } from '../../../../src/api/jsonObject.js';
import type { Sandbox } from '../../../../src/sandbox/sandbox.js';
import { startSandbox } from '../../../../src/sandbox/sandbox.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { clearScreen, screen, type FakeInput } from '../fakeVscode.js';
import { sandboxClient } from '../../../support/sandboxClient.js';

/** The demo has one site whose import waits for inputs; their names come from the task, their values are anything. */
describe('a waiting task of the demo', () => {
  let sandbox: Sandbox;
  let api: ApiClient;

  // A busy machine starts a sandbox and reads its documents slowly.
  beforeAll(async () => {
    sandbox = await startSandbox({ demo: true });
    api = sandboxClient(sandbox);
  });
  afterAll(async () => {
    await api.close();
    await sandbox.stop();
  });

  it('continues once it is answered, after a refused answer was corrected', async () => {
    clearScreen();
    const { items } = await api.page({ path: '/rental/site', size: 100, priority: 'user' });
    const site = items.find((one) => JSON.stringify(one).includes('WAITING_USER_INPUT'));
    const id = String(isJsonObject(site) ? site.id : '');
    let tries = 0;
    screen.type = ({ title, value }: FakeInput) => {
      if (title.endsWith('import.adminEmail')) return 'admin@example.org';
      tries += 1;
      return tries === 1 ? 'null' : value.replace('null', '["pages"]');
    };
    screen.press = (_, buttons) =>
      tries > 2 ? undefined : buttons.find((one) => one === 'Send' || one === 'Edit Answer');
    const options = {
      connections: {
        get: () => ({ api, schemas: new SchemaSource({ api, version: () => undefined }) }),
      },
      onSecrets: () => undefined,
      onAnswered: () => undefined,
      describe: (failure: Error) => failure.message,
      note: () => undefined,
    };
    const address = { account: 'a', segments: ['rental', 'site', id] };
    await answerTask(options as unknown as AnswerTaskOptions, { address, label: 'Shop', taskId: undefined });
    expect(screen.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^a \(127.*\): Answer siteImport of Shop\?$/),
      expect.stringMatching(/^Couldn’t answer siteImport: .*import\.selection/),
      expect.stringMatching(/^a \(127.*\): Answer siteImport of Shop\?$/),
      'The answer to siteImport was accepted.',
    ]);
    const after = (await api.request({ method: 'GET', path: `/rental/site/${id}`, priority: 'user' })).text;
    expect(after).not.toContain('WAITING_USER_INPUT');
  });
});
