import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { picturesEveryStep, storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { persist } from '../support/patience.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

const FILE = 'story.ovhapi.http';
const REQUESTS = `### projects
# @name projects
GET /v2/managedPlatform/project
X-Pagination-Size: 2
# @expect status 200
# @expect $[0].id exists

### rename
PUT /v2/managedPlatform/project/{{projects[0].id}}

{
  "checksum": "{{projects[0].checksum}}",
  "targetSpec": {
    "budget": {{projects[0].targetSpec.budget}},
    "contacts": {{projects[0].targetSpec.contacts}},
    "defaultRegion": "EU_WEST_GRA",
    "stage": "PRODUCTION",
    "labels": {},
    "name": "Renamed by a request",
    "description": "by a request"
  }
}

### nowhere
GET /v2/managedPlatform/project/nowhere
# @expect status 200

### never
GET /v2/access/policy
`;

/** Request files: what stands over each request, how its last run is shown, and many requests in a row. */
describe('a request file', () => {
  let stage: Stage;
  let requests: TextEditor;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '1', ...changesAtWill] });
    picture = storyPictures('requestFiles', stage.page);
    await writeFile(join(stage.workspace, FILE), REQUESTS);
    await stage.workbench.showContainer('OVHcloud API');
    // The names of its projects are known from here on.
    await stage.workbench.tree('Resources').firstResource('/managedPlatform', 'project');
    await stage.workbench.openFile(FILE);
    requests = stage.workbench.textEditor(FILE);
    await requests.waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const paths = async (): Promise<readonly string[]> =>
    (await seenRequests(stage.sandbox.control))
      .filter(({ path }) => path.startsWith('/v2/') && !path.endsWith('.json'))
      .map(({ method, status, path }) => `${method} ${path} ${String(status)}`);
  /** What stands at the ends of lines: styles draw it, so it is no text of the page. */
  const marks = (): Promise<readonly string[]> =>
    stage.page
      .locator('.view-line span[class*="ced-"]')
      .evaluateAll((spans) => spans.map((span) => getComputedStyle(span, '::after').content));
  const mark = (text: RegExp): Promise<void> =>
    expect.poll(async () => (await marks()).join('\n')).toMatch(text);

  /** For a person to look at; the themes tell the test nothing. */
  const inThemes = async (step: string): Promise<void> => {
    if (!picturesEveryStep) return;
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await stage.workbench.pickTheme(theme);
      await picture(`${step}-${theme}`);
    }
  };

  it('draws what is read of a response in a body as in a path, and not as wrong JSON', async () => {
    const colours = (text: string): Promise<readonly string[]> =>
      stage.page
        .locator('.view-line span[class^="mtk"]', { hasText: text })
        .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
    // A text is coloured twice, by its grammar and by what was read of it, each line when it is ready.
    await expect
      .poll(async () => {
        const inBody = await colours('.targetSpec.contacts');
        const inPath = await colours('.id');
        return inBody.length === 1 && inPath.some((colour) => inBody.includes(colour));
      })
      .toBe(true);
  });

  it('shows beside a request how it was last run, and offers what its response has more of', async () => {
    await forgetRequests(stage.sandbox.control);
    await requests.lens('Send').first().click();
    await mark(/200 · \d+ ms · 2 items/);
    await requests.lens('Next Page').waitFor();
    await requests.lens('All Pages').waitFor();
    await stage.workbench.textEditor(/projects\.jsonc/).waitFor();
    await inThemes('sent');
  });

  it('has the path of the value under the cursor of a response copied', async () => {
    await stage.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await stage.page
      .locator('.editor-instance .view-line')
      .filter({ hasText: /"amount":/ })
      .first()
      .click();
    await stage.workbench.runCommand('OVHcloud API: Copy JSON Path');
    await expect
      .poll(() => stage.page.evaluate(() => navigator.clipboard.readText()))
      .toBe('$[0].currentState.budget.amount');
    await requests.focus();
  });

  it('continues with the next page of a list, and reads all of it', async () => {
    await requests.lens('Next Page').click();
    await mark(/200 · \d+ ms · page 2 · 2 items/);
    await requests.lens('All Pages').click();
    await mark(/200 · \d+ ms · (?:[3-9]|\d\d+) items/);
    await expect.poll(() => requests.lens('Next Page').count()).toBe(0);
    await inThemes('all-pages');
  });

  it('names the resource in the question before a write, and leads to the panel of the busy resource', async () => {
    await requests.lens('Send').nth(1).click();
    const question = stage.workbench.dialog;
    await question.filter({ hasText: /Send this PUT request for “.+”\?/ }).waitFor();
    await picture('question');
    await question.getByRole('button', { name: 'Send and Don’t Ask Again in This File' }).click();
    await mark(/"200 · \d+ ms"/);
    await requests.lens('Follow').waitFor();
    await inThemes('follow');
    await requests.lens('Follow').click();
    await stage.workbench.resourcePanel().title.waitFor();
    await picture('panel');
  });

  it('is sent from its first request to the one that fails, and says what was left out', async () => {
    await forgetRequests(stage.sandbox.control);
    await requests.focus();
    await requests.lens(/^\s*$/).first().click();
    await stage.workbench.quickPick.rows.filter({ hasText: 'Send All Requests' }).waitFor();
    await picture('more');
    await stage.workbench.quickPick.rows.filter({ hasText: 'Send All Requests' }).click();
    await stage.workbench.notifications.waitFor(
      /“nowhere” failed: 404 · \d+ ms · 1 of 1 expectations not met\. 1 of 4 requests were not sent\./,
    );
    await picture('stopped');
    expect(await paths()).not.toContainEqual(expect.stringContaining('/v2/access/policy'));
  });

  it('leaves a history, two responses of which can be compared', async () => {
    await stage.workbench.runCommand('OVHcloud API: Send Last Request Again');
    const history = stage.workbench.tree('Request History');
    // Room for all of its rows.
    for (const other of ['Resources', 'Accounts'])
      await stage.page.locator('.pane-header').filter({ hasText: other }).click();
    await stage.page.locator('.pane-header').filter({ hasText: 'Request History' }).click();
    await history.row(/GET \/v2\/managedPlatform\/project\/nowhere/).waitFor();
    await inThemes('history');
    const list = /^GET \/v2\/managedPlatform\/project$/;
    const others = history.rows.filter({ hasText: /project\s*200/ });
    // A view that is drawn anew just then takes the selection with it.
    await persist(async (time) => {
      await history.row(list).click(time);
      await stage.workbench.textEditor(/projects\.jsonc/).waitFor();
      await others.nth(1).click({ modifiers: ['Control'], ...time });
      await history.rows.and(stage.page.locator('[aria-selected="true"]')).nth(1).waitFor(time);
    });
    await history.chooseFromMenu(list, 'Compare Responses');
    await stage.workbench.diffEditor(/projects \(.+↔.+\)/).waitFor();
    await inThemes('compared');
    await stage.workbench.runCommand('View: Close All Editors');
    await stage.workbench.openFile(FILE);
  });

  it('is a test for each request that expects something, with its failures at their lines', async () => {
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.runCommand('Testing: Focus on Test Explorer View');
    await stage.page.locator('.test-explorer').getByText(FILE).first().waitFor();
    await inThemes('tests');
    await stage.workbench.runCommand('Test: Run All Tests');
    await stage.page.locator('.testing-run-glyph.codicon-testing-passed-icon').first().waitFor();
    // In the panel of results, which hides the other request's line.
    const results = stage.page.locator('.part.panel .monaco-list-row');
    await results
      .filter({ hasText: /nowhere/ })
      .filter({ hasText: /Expected\sstatus\s200/ })
      .first()
      .waitFor();
    await inThemes('test-failure');
    // The panel of the resource that was written to goes on reading it.
    const ofTests = (await paths()).filter((path) => /\/project(?:\/nowhere)? \d+$/.test(path));
    expect(ofTests).toEqual([
      'GET /v2/managedPlatform/project 200',
      'GET /v2/managedPlatform/project/nowhere 404',
    ]);
  });
});
