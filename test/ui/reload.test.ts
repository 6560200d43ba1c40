import { readdir, readFile } from 'node:fs/promises';
import { sandboxControl } from '../../src/sandbox/controlClient.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherClient, changeSpec, firstCluster } from '../support/anotherClient.js';
import { storyPictures } from '../support/artefacts.js';
import { backups } from '../support/backups.js';
import { seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

/** What happens to an edit when the window, or the process that the extension runs in, ends under it. */
describe('an edit whose window ends', () => {
  let stage: Stage;
  let spec: TextEditor;
  let path: string;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--demo', '--speed', '50', ...changesAtWill],
      settings: { 'ovhApi.confirmSave': 'never' },
    });
    picture = storyPictures('reload', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    const tree = stage.workbench.tree('Resources');
    await tree.open(await tree.firstResource('/managedPlatform', 'project', 'cluster'));
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    const another = anotherClient(stage.sandbox);
    path = await firstCluster(another);
    await another.close();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const puts = async (): Promise<readonly number[]> =>
    (await seenRequests(stage.sandbox.control))
      .filter(({ method, path: at }) => method === 'PUT' && at.endsWith(path))
      .map(({ status }) => status);
  const theyChange = async (changes: Readonly<Record<string, unknown>>): Promise<void> => {
    const another = anotherClient(stage.sandbox);
    await changeSpec(another, path, changes);
    await another.close();
  };

  it('is there again after a reload, and knows what it was made on', async () => {
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "mine, before the reload"');
    await expect.poll(() => spec.isDirty()).toBe(true);
    // The editor writes its backups a moment after the last key.
    await expect.poll(() => backups(stage.editor.profile, 'before the reload')).toBeGreaterThan(0);
    await theyChange({ description: 'theirs, meanwhile' });
    await stage.page.reload();
    await spec.waitFor();
    await expect.poll(() => spec.visibleText()).toContain('mine, before the reload');
    await spec.waitUntilDirty();
    await picture('back');
    const before = (await puts()).length;
    await spec.save();
    await stage.workbench.dialog.getByText('has changed since you opened it').first().waitFor();
    await picture('noticed');
    expect((await puts()).slice(before)).toEqual([409]);
    await stage.workbench.dismissDialog();
    expect(await spec.isDirty()).toBe(true);
  });

  it('is saved after the process of the extension was killed, against what it was made on', async () => {
    await spec.revert();
    await expect.poll(() => spec.visibleText()).toContain('theirs, meanwhile');
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "mine, before the crash"');
    await expect.poll(() => backups(stage.editor.profile, 'before the crash')).toBeGreaterThan(0);
    await theyChange({ deletionProtection: false });
    const killed = await extensionHost(stage.editor.profile);
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => extensionHost(stage.editor.profile)).not.toBe(killed);
    await picture('killed');
    await expect.poll(() => spec.visibleText()).toContain('mine, before the crash');
    // The new process has read what they changed: before it is there, the editor could only save elsewhere.
    await stage.page.getByText('cloud: false').waitFor();
    await spec.save();
    await stage.workbench.dialog.getByText('has changed since you opened it').first().waitFor();
    await stage.workbench.dialog.getByRole('button', { name: 'Save Merged Version' }).click();
    await spec.waitUntilSaved();
    expect((await puts()).at(-1)).toBe(200);
    await picture('saved');
  });

  it('is there again when the window closed in the middle of a save, and the next save finds out what became of it', async () => {
    const control = sandboxControl(stage.sandbox.control);
    const fault = await control.inject({ method: 'PUT', effect: { kind: 'latency', ms: 600_000 } });
    const before = (await puts()).length;
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "mine, on its way"');
    await expect.poll(() => backups(stage.editor.profile, 'on its way')).toBeGreaterThan(0);
    await spec.save();
    await stage.workbench.notifications.waitFor('Sending');
    await stage.page.reload();
    await spec.waitFor();
    await expect.poll(() => spec.visibleText()).toContain('mine, on its way');
    await spec.waitUntilDirty();
    await picture('middle');
    await control.clearFaults(fault);
    await expect.poll(async () => (await puts()).length).toBe(before + 1);
    await spec.save();
    await spec.waitUntilSaved();
    const another = anotherClient(stage.sandbox);
    const now = await another.request({ method: 'GET', path, priority: 'user' });
    await another.close();
    expect(now.json()).toMatchObject({ targetSpec: { description: 'mine, on its way' } });
    await picture('found-out');
  });
});

/** The process in which extensions run, of the editor with this profile. */
async function extensionHost(profile: string): Promise<number> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes('--type=extensionHost')) continue;
    const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
    if (environment.includes(profile)) return Number(entry);
  }
  return 0;
}
