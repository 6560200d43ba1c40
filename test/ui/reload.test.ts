import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxControl, type SandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherClient, changeSpec, firstCluster } from '../support/anotherClient.js';
import { storyPictures } from '../support/artefacts.js';
import { backups } from '../support/backups.js';
import { extensionHosts } from '../support/extensionHosts.js';
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
  let control: SandboxControl;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      ownEditor: true,
      sandbox: ['--demo', '--speed', '50', ...changesAtWill],
      settings: { 'ovhApi.confirmSave': 'never' },
    });
    picture = storyPictures('reload', stage.page);
    control = sandboxControl(stage.sandbox.control);
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

  const theirsNow = async (): Promise<Readonly<Record<string, unknown>>> => {
    const another = anotherClient(stage.sandbox);
    const now = await another.request({ method: 'GET', path, priority: 'user' });
    await another.close();
    return (now.json() as { readonly targetSpec: Readonly<Record<string, unknown>> }).targetSpec;
  };
  /** Kills the process of the extension, and waits until the next one works. */
  const kill = async (): Promise<void> => {
    const killed = await extensionHost(stage.editor.profile);
    const before = (await control.requests()).length;
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => extensionHost(stage.editor.profile)).not.toBe(killed);
    const since = async (): Promise<readonly string[]> =>
      (await control.requests()).slice(before).map(({ method, path: at }) => `${method} ${at}`);
    await expect.poll(since).toContain('GET /v2');
  };

  /** Has a command send many changes, kills the process at the second of them, and gives what the next one says of it. */
  const killAtSecond = async (
    command: string,
    second: { readonly path: string; readonly name: string },
    name: string,
  ): Promise<{ readonly words: string; readonly sent: () => Promise<readonly string[]> }> => {
    const fault = await control.inject({
      method: 'PUT',
      path: second.path,
      effect: { kind: 'latency', ms: 600_000 },
    });
    await control.forgetRequests();
    await stage.workbench.runCommand(command);
    await stage.workbench.dialog.getByRole('button', { name: 'Apply' }).click();
    await stage.workbench.notifications.waitFor(new RegExp(`2 of \\d+: ${second.name}`));
    await kill();
    // What an earlier kill left may still be told of.
    const told = stage.workbench.notifications.withText(`May have been applied: ${second.name}.`);
    await told.waitFor();
    await picture(name);
    const words = await told.innerText();
    expect(words).toContain('while changes were being sent');
    await control.clearFaults(fault);
    const sent = async (): Promise<readonly string[]> =>
      (await control.requests()).filter(({ method }) => method === 'PUT').map((one) => one.path);
    return { words, sent };
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

  it('is asked about again after a reload in the middle of a merge, whose tab is closed without a question', async () => {
    const merge = stage.workbench.mergeEditor();
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Merge…' }).click();
    await merge.waitFor();
    await merge.line('Result', 'mine, before the reload').first().waitFor();
    await stage.page.reload();
    await spec.waitFor();
    await stage.workbench.tab(/^Merging/).waitFor({ state: 'detached' });
    await spec.waitUntilDirty();
    await expect.poll(() => spec.visibleText()).toContain('mine, before the reload');
    // What is beside the edit by then was read after all that the reload has begun.
    await stage.page.getByText('cloud: "theirs, meanwhile"').waitFor();
    expect(await stage.workbench.dialog.count()).toBe(0);
    await picture('merge-left');
    await spec.save();
    await stage.workbench.dialog.getByText('Conflicting fields: description').waitFor();
    await stage.workbench.dismissDialog();
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
    expect(await theirsNow()).toMatchObject({ description: 'mine, on its way' });
    await picture('found-out');
  });

  it('is reported as uncertain after the process was killed during its save, and is sent once', async () => {
    await stage.workbench.notifications.clear();
    const before = (await puts()).length;
    const fault = await control.inject({ method: 'PUT', effect: { kind: 'latency', ms: 600_000 } });
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "mine, half sent"');
    await expect.poll(() => backups(stage.editor.profile, 'half sent')).toBeGreaterThan(0);
    await spec.save();
    await stage.workbench.notifications.waitFor('Sending');
    await kill();
    await stage.workbench.notifications.waitFor('May have been applied');
    await picture('uncertain');
    await control.clearFaults(fault);
    await spec.waitUntilDirty();
    expect(await spec.visibleText()).toContain('mine, half sent');
    await stage.workbench.notifications.clear();
    await spec.save();
    await spec.waitUntilSaved();
    expect(await theirsNow()).toMatchObject({ description: 'mine, half sent' });
    expect((await puts()).slice(before).filter((status) => status === 200)).toHaveLength(1);
  });

  it('is merged on, typed text and all, after the process was killed while a conflict is merged', async () => {
    const merge = stage.workbench.mergeEditor();
    await theyChange({ description: 'theirs, in conflict' });
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "mine, in conflict"');
    await spec.save();
    await stage.workbench.dialog.getByRole('button', { name: 'Merge…' }).click();
    await merge.waitFor();
    await merge.line('Result', 'mine, in conflict').first().click();
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await stage.page.keyboard.press(key);
    await stage.page.keyboard.type(' and merged');
    await merge.line('Result', 'mine, in conflict and merged').first().waitFor();
    await expect.poll(() => backups(stage.editor.profile, 'conflict and merged')).toBeGreaterThan(0);
    await theyChange({ deletionProtection: true });
    const before = (await puts()).length;
    await kill();
    await picture('merging');
    await merge.save();
    // Whether the document showed the merge by then is not known any more, so the conflict is asked about once more.
    await stage.workbench.dialog.getByText('Conflicting fields: description').waitFor();
    await picture('asked-again');
    await stage.workbench.dialog.getByRole('button', { name: 'Compare' }).click();
    const compared = stage.workbench.diffEditor(/cloud ↔ your edit/);
    // A save that begins before the one before it has ended is no save of its own.
    await stage.workbench.statusBar.item('Not saved. Resolve the conflict').waitFor();
    await compared.waitFor();
    await compared.save();
    await expect.poll(async () => (await puts()).slice(before)).toEqual([200]);
    expect(await theirsNow()).toMatchObject({
      description: 'mine, in conflict and merged',
      deletionProtection: true,
    });
    await picture('merged');
  });

  it('of many resources does not continue after the process was killed, and the window says so', async () => {
    // A window whose process ends for the third time in some minutes doesn't start it again by itself.
    await stage.page.reload();
    await stage.workbench.showContainer('OVHcloud API');
    const tree = stage.workbench.tree('Resources');
    await tree.row('project').waitFor();
    const another = anotherClient(stage.sandbox);
    const page = await another.page({ path: '/managedPlatform/project', priority: 'user' });
    await another.close();
    const all = (page.items as readonly Named[]).map(({ id, targetSpec }) => ({
      path: `/v2/managedPlatform/project/${id}`,
      name: targetSpec.name,
    }));
    await tree.chooseFromMenu('project', 'Bulk Edit…');
    await stage.workbench.quickPick.type('What the project is for');
    await stage.workbench.quickPick.choose('What the project is for, in a few words');
    await stage.workbench.quickPick.choose('Set Value');
    await stage.workbench.quickPick.waitForPrompt('What the project is for');
    await stage.workbench.quickPick.answer('edited together');
    const edited = stage.workbench.tree('Bulk Edit');
    await edited.row('To change').waitFor();
    // One on which the demo works just then has no tick, and isn't sent.
    const ticked = edited.rows.filter({ has: stage.page.locator('[aria-checked="true"]') });
    let chosen: typeof all = [];
    await expect
      .poll(async () => {
        const shown = await ticked.locator('.label-name').allInnerTexts();
        const names = shown.map((label) => label.replaceAll('\u00a0', ' '));
        chosen = names.flatMap((label) => all.find(({ name }) => name === label) ?? []);
        return chosen.length;
      })
      .toBeGreaterThan(2);
    const [first, second] = chosen;
    const { words, sent } = await killAtSecond('OVHcloud API: Apply Bulk Edit…', second!, 'bulk-edit');
    // One of them may be busy with a change of its own, and so not among those to change.
    const unsent = /Not sent: (.+?)\.(?:\s|$)/.exec(words)?.[1]?.split(', ') ?? [];
    expect(unsent.length).toBeGreaterThan(1);
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(unsent));
    // Another reading of all of them: what is sent after the kill would be there by then.
    await tree.press('project', 'Refresh');
    await tree.row(first!.name).waitFor();
    expect((await sent()).every((at) => at === first!.path || at === second!.path)).toBe(true);
    expect(new Set(await sent()).size).toBe((await sent()).length);
  });

  it('of a plan does not continue after the process was killed, and the window says so', async () => {
    const another = anotherClient(stage.sandbox);
    const page = await another.page({ path: '/managedPlatform/project', priority: 'user' });
    await another.close();
    const projects = (page.items as readonly Named[]).slice(0, 3);
    await writeFile(
      join(stage.workspace, 'three.ovhapi.yaml'),
      projects
        .map(({ id }) => `kind: /managedPlatform/project\nid: ${id}\nspec: {description: planned together}\n`)
        .join('---\n'),
    );
    await stage.page.reload();
    await stage.workbench.showContainer('OVHcloud API');
    // The palette lists what can be done once the window is signed in.
    await stage.workbench.tree('Resources').row('project').waitFor();
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    const plan = stage.workbench.tree('Plan');
    for (const { targetSpec } of projects) await plan.row(targetSpec.name).waitFor();
    const [first, second, third] = projects.map(({ id, targetSpec }) => ({
      path: `/v2/managedPlatform/project/${id}`,
      name: targetSpec.name,
    }));
    const { words, sent } = await killAtSecond('OVHcloud API: Apply Plan…', second!, 'plan');
    expect(words).toContain(`Not sent: ${third!.name}.`);
    // Planned anew, the plan holds what was not applied, and sends it only when it is told to.
    await stage.workbench.notifications.clear();
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    await expect.poll(() => plan.spoken(third!.name)).toContain('1 field to change');
    await expect.poll(() => plan.spoken(first!.name)).toContain('no changes');
    expect((await sent()).every((at) => at === first!.path || at === second!.path)).toBe(true);
  });
});

interface Named {
  readonly id: string;
  readonly targetSpec: { readonly name: string };
}

/** The process in which extensions run, of the editor with this profile. */
async function extensionHost(profile: string): Promise<number> {
  return (await extensionHosts(profile))[0] ?? 0;
}
