import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

const FILE = 'copies.ovhapi.http';
const REQUESTS = `### projects
GET /v2/managedPlatform/project

### a policy
POST /v2/access/policy

{ "name": "it's mine", "password": "canary" }
`;

/** What a request can become: a program, a policy of its rights, and a comparison; and what can become a request. */
describe('a request of a file', () => {
  let stage: Stage;
  let requests: TextEditor;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo'] });
    picture = storyPictures('requestCopies', stage.page);
    await writeFile(join(stage.workspace, FILE), REQUESTS);
    await stage.workbench.showContainer('OVHcloud API');
    await stage.workbench.tree('Resources').row('/managedPlatform').waitFor();
    await stage.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await stage.workbench.openFile(FILE);
    requests = stage.workbench.textEditor(FILE);
    await requests.waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const clipboard = (): Promise<string> => stage.page.evaluate(() => navigator.clipboard.readText());

  it('is copied in the form that a person chooses, which is the first one of the next time', async () => {
    await requests.lens('Copy as…').nth(1).click();
    await stage.workbench.quickPick.rows.filter({ hasText: 'Python' }).waitFor();
    await picture('copy-as');
    await stage.workbench.quickPick.choose('Python, ovh');
    await expect.poll(clipboard).toContain('import ovh');
    expect(await clipboard()).toContain(`"name": "it's mine"`);
    expect(await clipboard()).toContain('os.environ["PASSWORD"]');
    expect(await clipboard()).not.toContain('canary');
    await requests.lens('Copy as…').nth(1).click();
    await expect.poll(async () => (await stage.workbench.quickPick.labels())[0]).toMatch(/^Python, ovh/);
    await picture('copied-before');
    await stage.workbench.quickPick.choose('Python, ovh');
  });

  it('is compared between two schema versions', async () => {
    await requests.focus();
    await stage.page.keyboard.press('Control+Home');
    await stage.workbench.runCommand('OVHcloud API: Compare Responses of Two Schema Versions…');
    await stage.workbench.quickPick.rows.filter({ hasText: '2.0' }).first().waitFor();
    await picture('versions');
    await stage.workbench.quickPick.rows.first().click();
    await stage.workbench.quickPick.rows.filter({ hasText: '2.0' }).first().click();
    await stage.page.locator('.monaco-diff-editor').first().waitFor();
    await picture('compared');
  });

  it('says which rights it needs, as a policy that can be created', async () => {
    await stage.workbench.openFile(FILE);
    await stage.workbench.runCommand('OVHcloud API: Make a Least-Privilege Policy…');
    await stage.workbench.quickPick.choose('This File');
    await stage.page.locator('.view-line').filter({ hasText: 'permissions' }).first().waitFor();
    await stage.page
      .getByText(/The draft allows \d action/)
      .first()
      .waitFor();
    await picture('policy');
  });
});
