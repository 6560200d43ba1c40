import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { openStage, type Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
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

describe('writing requests', () => {
  let stage: Stage;
  let file: TextEditor;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--resources', '3'] });
    picture = storyPictures('request-help', stage.page);
    await writeFile(join(stage.workspace, FILE), 'GET /v2/acess/policy\n');
    await stage.workbench.openFile(FILE);
    file = stage.workbench.textEditor(FILE);
    await file.waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

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

  it.each([
    ['dark', 'Dark Modern'],
    ['light', 'Light Modern'],
  ])('shows what it knows of a file, in a %s theme', async (name, theme) => {
    await stage.workbench.pickTheme(theme);
    await file.replaceText(TEXT);
    await stage.page.locator('.squiggly-warning').first().waitFor();
    await expect.poll(() => file.visibleText()).toContain('= developers');
    await file.press('Control+Home');
    for (let at = 0; at < 4; at += 1) await file.press('ArrowDown');
    await file.showHover('List the policies');
    await picture(`file-${name}`);
    await file.press('Escape');
  });

  it('logs no error', () => {
    expect(stage.consoleErrors).toEqual([]);
  });
});
