import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherClient, firstCluster } from '../support/anotherClient.js';
import { pictureThemes, storyPictures } from '../support/artefacts.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage, type Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

const FILE = 'shop.ovhapi.yaml';

describe('writing manifests', () => {
  let stage: Stage;
  let file: TextEditor;
  let kind: string;
  let id: string;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--resources', '3', '--speed', '50', ...changesAtWill] });
    picture = storyPictures('manifest-help', stage.page);
    const client = anotherClient(stage.sandbox);
    const path = await firstCluster(client);
    await client.close();
    [kind, id] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)];
    await writeFile(
      join(stage.workspace, FILE),
      `# What our shop runs on\nkind: ${kind}\nid: ${id}\nspec:\n  descripton: a slip of the hand\n---\nkind: ${kind}\nspec:\n  name: second-cluster\n  nodePools:\n    - `,
    );
    await stage.workbench.openFile(FILE);
    file = stage.workbench.textEditor(FILE);
    await file.waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it.each(pictureThemes)('is helped by the schema of each one’s kind, in the theme %s', async (theme) => {
    await stage.workbench.pickPictureTheme(theme);
    await file.focus();
    await stage.page.locator('.squiggly-warning').first().waitFor();
    await file.press('Control+End');
    const suggestions = await file.suggest();
    await expect.poll(() => suggestions.allInnerTexts().then((rows) => rows.join('\n'))).toContain('flavor');
    await picture(`suggest-${theme}`);
    await file.press('Escape');
    await suggestions.first().waitFor({ state: 'detached' });
    await file.press('Control+Home');
    await file.press('ArrowDown');
    await file.showHover('collection');
    await picture(`hover-${theme}`);
    await file.press('Escape');
  });

  it('offers to create a resource again that was not found', async () => {
    await file.replaceText(
      'kind: /access/resourceGroup\nid: 00000000-0000-4000-8000-000000000000 # lost\nspec:\n  name: lost-group\n  resources: []\n',
    );
    await file.save();
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    const plan = stage.workbench.tree('Plan');
    await plan.row('lost-group').waitFor();
    await expect.poll(() => plan.rows.first().innerText()).toContain('not found');
    await picture('gone');
    await plan.chooseFromMenu('lost-group', 'Recreate Resource');
    await expect.poll(() => plan.rows.first().innerText()).toContain('to create');
    await stage.workbench.openFile(FILE);
    await expect.poll(() => file.visibleText()).not.toContain('00000000');
    await stage.workbench.runCommand('OVHcloud API: Apply Plan…');
    await stage.workbench.dialog.getByRole('button', { name: 'Apply' }).click();
    await stage.workbench.notifications.waitFor('Applied 1 manifest.');
  });

  it('logs no error', () => {
    expect(stage.consoleErrors).toEqual([]);
  });
});
