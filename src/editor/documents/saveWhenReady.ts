import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { parseResource, type Resource, type Task } from '../../resource/envelope.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { specText, specValue } from '../../resource/spec.js';
import type { SpecBase } from '../../resource/specBase.js';
import { diffSpecs } from '../../resource/specDiff.js';
import { isAtWork, type ResourceWatcher } from '../../resource/watch.js';
import { abortSignal } from '../abortSignal.js';
import type { Connection } from '../connections.js';
import { stoppable } from '../stoppable.js';
import { waitUntilReady } from './waitUntilReady.js';

/**
 * How asking and waiting ended: send now, for nothing runs any more and the spec is still the one that was edited; look at
 * what somebody else made of it first (`changed`); nobody wants to wait (`left`); or waiting would be in vain (`stuck`).
 */
export type WaitOutcome = 'ready' | 'changed' | 'left' | 'stuck';

/**
 * Asks whether to save once the cloud is done with what it does to the resource, and waits for that. Throws what reading
 * throws.
 */
export async function waitToSave(options: {
  readonly connection: Connection;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly base: SpecBase;
}): Promise<WaitOutcome> {
  const { connection, watcher, base } = options;
  const path = toApiPath(base.address);
  const title = vscode.l10n.t('Reading what became of {0}…', base.displayName);
  const response = await stoppable(title, (signal) =>
    connection.api.request({ method: 'GET', path, priority: 'user', signal }),
  );
  const resource = parseResource(response.json());
  // Locked for another reason than a task: no end of it is to be expected.
  if (!isAtWork(resource) && resource.status !== undefined && resource.status !== 'READY') return 'stuck';
  const whenReady = vscode.l10n.t('Save When Ready');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is busy with an earlier change', base.displayName),
    {
      modal: true,
      detail: [...work(resource), vscode.l10n.t('It can be saved when that is done.')].join('\n'),
    },
    whenReady,
  );
  if (answer !== whenReady) return 'left';
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Saving {0} when it is ready', base.displayName),
      cancellable: true,
    },
    async (progress, token) => {
      progress.report({ message: work(resource).join(', ') });
      const readiness = await waitUntilReady(watcher, base.address, abortSignal(token), (snapshot) => {
        progress.report({ message: work(snapshot.resource, snapshot.tasks).join(', ') });
      });
      if (readiness.kind === 'left') return 'left';
      return isAsEdited(base, readiness.snapshot) ? 'ready' : 'changed';
    },
  );
}

/** Whether the cloud still asks for what the edit was made on. */
function isAsEdited(base: SpecBase, { resource, text }: ResourceSnapshot): boolean {
  if (base.checksum !== undefined) return resource.checksum === base.checksum;
  return diffSpecs(specValue(base.text), specValue(specText(text, base.item))).length === 0;
}

/** What runs on the resource, one line a task; its status where it names no task. */
function work({ status, currentTasks }: Resource, known: readonly Task[] = []): readonly string[] {
  if (currentTasks.length === 0) return status === undefined ? [] : [status];
  return currentTasks.map(({ id, type, status: taskStatus }) => {
    const task = known.find((one) => one.id === id);
    const name = type ?? task?.type ?? id;
    const steps = task?.progress ?? [];
    const step = steps.findIndex((one) => one.status?.toUpperCase() !== 'DONE');
    const current = steps[step];
    if (current)
      return vscode.l10n.t('{0}: {1} (step {2} of {3})', name, current.name, step + 1, steps.length);
    return taskStatus === undefined ? name : `${name} (${taskStatus})`;
  });
}
