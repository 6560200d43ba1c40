import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { persist } from '../support/patience.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** Rows of the tree under the pointer that takes them elsewhere. */
describe('a row that is dragged', () => {
  let stage: Stage;
  let tree: TreeView;
  let file: TextEditor;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '2'] });
    tree = stage.workbench.tree('Resources');
    picture = storyPictures('dragging', stage.page);
    await stage.workbench.openFile('first-requests.ovhapi.http');
    file = stage.workbench.textEditor(/first-requests/);
    await stage.workbench.showContainer('OVHcloud API');
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.row('Data science lab').waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  /** Drags a row into the editor, with Shift, as VS Code drops into editors. */
  const drag = async (label: string): Promise<void> => {
    const { page } = stage;
    const { x, y, width, height } = (await page.locator('.part.editor').boundingBox())!;
    const [middle, below] = [x + width / 2, y + height / 2];
    // A row that moves just then is not taken; VS Code says above the editor when one is.
    await persist(async (time) => {
      await tree.row(label).hover(time);
      await page.mouse.down();
      await page.mouse.move(middle - 40, below - 20, { steps: 5 });
      try {
        await page.locator('.editor-group-overlay-indicator').first().waitFor(time);
      } catch (error) {
        await page.mouse.up();
        throw error;
      }
    });
    await page.keyboard.down('Shift');
    await page.mouse.move(middle, below, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
  };

  it('into a request file becomes a request there, of its own', async () => {
    await drag('Data science lab');
    await expect.poll(() => file.visibleText()).toMatch(/GET \/v2\/managedPlatform\/project\/\w+/);
    await picture('dropped');
    await file.waitUntilDirty();
  });

  it('of a collection becomes the request of its list', async () => {
    await drag('project');
    await expect.poll(() => file.visibleText()).toMatch(/GET \/v2\/managedPlatform\/project\n/);
    expect(await file.problems.count()).toBe(0);
    await picture('dropped-collection');
    expect(stage.consoleErrors).toEqual([]);
  });
});
