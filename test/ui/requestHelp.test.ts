import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pictureThemes, storyPictures } from '../support/artefacts.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure, stageOfStories } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

const FILE = 'help.ovhapi.http';

const TEXT = `@who = developers

### Policies of {{who}}
# @name policies
GET /v2/access/policy?readOnly=true&identity={{who}}

### A new policy
POST /v2/access/policy

{
  # what is required
  "name": "{{who}}-{{$uuid}}",
  "priority": "high",
  "nothing": 1
}

### Deprecated
GET /v2/rental/reference/template
`;

const COPIED = 'copies.ovhapi.http';
const REQUESTS = `### projects
GET /v2/managedPlatform/project

### a policy
POST /v2/access/policy

{ "name": "it's mine", "password": "canary" }
`;

describe('request files', () => {
  const open = stageOfStories({ sandbox: ['--demo'] });

  describe('writing requests', () => {
    let stage: Stage;
    let file: TextEditor;
    let picture: (step: string) => Promise<string>;

    beforeAll(async () => {
      stage = await open();
      picture = storyPictures('request-help', stage.page);
      await writeFile(join(stage.workspace, FILE), 'GET /v2/acess/policy\n');
      await stage.workbench.openFile(FILE);
      file = stage.workbench.textEditor(FILE);
      await file.waitFor();
    });
    endAtFailure(() => picture('failed'));

    it('marks a section that doesn’t exist, and offers the one with the nearest name', async () => {
      await stage.page.locator('.squiggly-warning').first().waitFor();
      await file.press('Control+Home');
      for (let at = 0; at < 9; at += 1) await file.press('ArrowRight');
      await file.quickFix('Use /access');
      await expect.poll(() => file.visibleText()).toContain('GET /v2/access/policy');
    });

    it('proposes the paths of the section, and what its query takes', async () => {
      await file.replaceText('GET /v2/access/po');
      const suggestions = await file.suggest();
      await expect
        .poll(() => suggestions.allInnerTexts().then((rows) => rows.join('\n')))
        .toContain('policy/{policyId}');
      await picture('paths');
      await file.press('Escape');
      await suggestions.first().waitFor({ state: 'detached' });
    });

    it('inserts a request of an operation that is looked for by its words', async () => {
      await file.replaceText('# Requests\n');
      await file.runCommand('OVHcloud API: Insert Request…');
      const { quickPick } = stage.workbench;
      await quickPick.waitFor();
      await quickPick.type('create policy');
      await expect.poll(() => quickPick.rows.first().innerText()).toContain('POST /access/policy');
      await picture('insert');
      await quickPick.accept();
      await expect.poll(() => file.visibleText()).toContain('"permissions"');
    });

    it('shows what it knows of a file', async () => {
      await file.replaceText(TEXT);
      for (const theme of pictureThemes) {
        await stage.workbench.pickPictureTheme(theme);
        await stage.page.locator('.squiggly-warning').first().waitFor();
        await expect.poll(() => file.visibleText()).toContain('= developers');
        await file.press('Control+Home');
        for (let at = 0; at < 4; at += 1) await file.press('ArrowDown');
        await file.showHover('List the policies');
        await picture(`file-${theme}`);
        await file.press('Escape');
      }
    });

    it('logs no error', () => {
      expect(stage.consoleErrors).toEqual([]);
    });
  });

  /** What a request can become: a program, a policy of its rights, and a comparison; and what can become a request. */
  describe('a request of a file', () => {
    let stage: Stage;
    let requests: TextEditor;
    let picture: (step: string) => Promise<string>;

    beforeAll(async () => {
      stage = await open();
      picture = storyPictures('requestCopies', stage.page);
      await writeFile(join(stage.workspace, COPIED), REQUESTS);
      await stage.workbench.showContainer('OVHcloud API');
      await stage.workbench.tree('Resources').row('/managedPlatform').waitFor();
      await stage.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await stage.workbench.openFile(COPIED);
      requests = stage.workbench.textEditor(COPIED);
      await requests.waitFor();
    });
    endAtFailure(() => picture('failed'));

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
      await stage.workbench.openFile(COPIED);
      await stage.workbench.runAndChoose('OVHcloud API: Make a Least-Privilege Policy…', 'This File');
      await stage.page.locator('.view-line').filter({ hasText: 'permissions' }).first().waitFor();
      await stage.page
        .getByText(/The draft allows \d action/)
        .first()
        .waitFor();
      await picture('policy');
    });
  });
});
