import * as vscode from 'vscode';
import type { Account } from '../../../api/account.js';
import { askModal } from '../../shell/questions.js';
import { toApiPath } from '../../../resource/address.js';
import { parseResource, type Resource, type Task } from '../../../resource/envelope.js';
import type { ResourceSnapshot } from '../../../resource/snapshot.js';
import { specText, specValue } from '../../../resource/spec.js';
import type { SpecBase } from '../../../resource/specBase.js';
import { diffSpecs } from '../../../resource/specDiff.js';
import { conditionOf, type Condition } from '../../../resource/condition.js';
import type { ResourceWatcher } from '../../../resource/watch.js';
import { conditionText } from '../../shell/conditionText.js';
import { queryFor } from '../../../resource/writeSpec.js';
import { abortSignal } from '../../shell/abortSignal.js';
import type { Connection } from '../../connections/connections.js';
import { stoppable } from '../../shell/stoppable.js';
import { waitUntilReady, type Readiness } from '../../../resource/waitUntilReady.js';
import { showProgress } from '../../shell/messages.js';

/**
 * How asking and waiting ended: send now, for nothing runs any more and the spec is still the one that was edited; look at
 * what has changed first (`changed`); the user doesn't want to wait (`left`); waiting would be in vain (`stuck`); or the cloud
 * itself waits, as `sentence` says, for a person or for too long (`blocked`).
 */
export type WaitOutcome =
  | { readonly kind: 'ready' | 'changed' | 'left' | 'stuck' }
  | { readonly kind: 'blocked'; readonly sentence: string };

/**
 * Asks whether to save once the cloud is done with what it does to the resource, and waits for that. Throws what reading
 * throws.
 */
export async function waitToSave(options: {
  readonly connection: Connection;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly base: SpecBase;
  /** What the API said when it refused the save, quoted. */
  readonly refusal: string | undefined;
}): Promise<WaitOutcome> {
  const { connection, watcher, base, refusal } = options;
  const path = toApiPath(base.address);
  const title = vscode.l10n.t('Reading {0}…', base.displayName);
  const response = await stoppable(title, (signal) =>
    connection.api.request({
      method: 'GET',
      path,
      ...queryFor(base.item.read, base),
      priority: 'user',
      signal,
    }),
  );
  const resource = parseResource(response.json());
  const { kind } = conditionOf(resource);
  // A resource that waits for the user is read once more, so that the user sees how to answer.
  if (kind !== 'waitingForYou') {
    // Locked for another reason than a task: no end of it is to be expected.
    if ((kind === 'failed' || kind === 'done') && !isReady(resource)) return { kind: 'stuck' };
    if (!(await wantsToWait(connection.api.account, base, resource, refusal))) return { kind: 'left' };
  }
  const readiness = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Saving {0} when it is ready', base.displayName),
      cancellable: true,
    },
    (progress, token) => {
      progress.report({ message: work(resource).join(', ') });
      return waitUntilReady(base.address, {
        watcher,
        signal: abortSignal(token),
        onReading: (snapshot) => {
          progress.report({ message: work(snapshot.resource, snapshot.tasks).join(', ') });
        },
      });
    },
  );
  return outcomeOf(base, readiness);
}

async function wantsToWait(
  account: Account,
  { displayName }: SpecBase,
  resource: Resource,
  refusal: string | undefined,
): Promise<boolean> {
  const whenReady = vscode.l10n.t('Save When Ready');
  const answer = await askModal({
    account,
    question: vscode.l10n.t('{0} isn’t ready to be saved', displayName),
    detail: [
      ...(refusal === undefined ? [] : [refusal, '']),
      ...work(resource),
      vscode.l10n.t('Your changes can be saved when it is ready.'),
    ].join('\n'),
    buttons: [whenReady],
  });
  return answer === whenReady;
}

function outcomeOf(base: SpecBase, readiness: Readiness): WaitOutcome {
  if (readiness.kind === 'left') return { kind: 'left' };
  const { snapshot, condition } = readiness;
  if (readiness.kind === 'late') return { kind: 'blocked', sentence: lateSentence(base, condition) };
  if (condition.kind === 'waitingForYou') return blockedByQuestion(base);
  return { kind: isAsEdited(base, snapshot) ? 'ready' : 'changed' };
}

function blockedByQuestion({ displayName }: SpecBase): WaitOutcome {
  const sentence = vscode.l10n.t(
    '{0} is waiting for your input. Answer its task, then save again. Your changes are still in the editor.',
    displayName,
  );
  return { kind: 'blocked', sentence };
}

function lateSentence({ displayName }: SpecBase, condition: Condition): string {
  return vscode.l10n.t(
    '{0} wasn’t ready after an hour ({1}). Your changes are still in the editor; save again later.',
    displayName,
    conditionText(condition),
  );
}

function isReady({ status }: Resource): boolean {
  return status === undefined || status.toUpperCase() === 'READY';
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
