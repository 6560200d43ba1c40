import * as vscode from 'vscode';
import type { ApiResponse } from '../../api/api.js';
import { taskPhase } from '../../resource/condition.js';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import { filledTask, parseResource, parseTasks, type Task } from '../../resource/envelope.js';
import type { Operation } from '../../schema/catalogue.js';
import { answerOperation } from '../../schema/taskInputs.js';
import type { OpenApiDocument } from '../../schema/openapi.js';
import type { Connection } from '../connections/connections.js';

/** A waiting task as it reads now, and how it is answered. */
export interface Answerable {
  readonly document: OpenApiDocument;
  readonly operation: Operation;
  /** Encoded, below the branch. */
  readonly path: string;
  readonly reading: unknown;
}

/** The tasks of a resource that wait for a person: those that it lists itself, and those of its list of tasks. */
export async function waitingTasks(
  { api, schemas }: Connection,
  address: ResourceAddress,
  signal: AbortSignal,
): Promise<readonly Task[]> {
  const path = toApiPath(address);
  const { item } = await schemas.forPath(path, signal);
  const read = (at: string): Promise<ApiResponse> =>
    api.request({ method: 'GET', path: at, signal, priority: 'user' });
  const [resource, page] = await Promise.all([
    read(path),
    item?.tasks && api.page({ path: `${path}/${item.tasks.name}`, signal, priority: 'user' }),
  ]);
  const { currentTasks } = parseResource(resource.json());
  const byId = new Map<string, Task>();
  for (const task of [...currentTasks, ...parseTasks(page?.items ?? [])]) {
    const known = byId.get(task.id);
    byId.set(task.id, known ? filledTask(known, task) : task);
  }
  return [...byId.values()].filter(({ status }) => taskPhase(status) === 'waitingForYou');
}

/** Reads a waiting task, and finds how it is answered; `undefined` where the API has no way to. */
export async function answerable(
  { api, schemas }: Connection,
  address: ResourceAddress,
  signal: AbortSignal,
): Promise<Answerable | undefined> {
  const path = toApiPath(address);
  const { item, section } = await schemas.forPath(path, signal);
  const operation = answerOperation(section.document, item);
  if (!operation) return undefined;
  const reading = item?.read && (await api.request({ method: 'GET', path, signal, priority: 'user' })).json();
  return { document: section.document, operation, path, reading };
}

/** Which of several waiting tasks is answered; the only one is not asked about. `undefined` when none was picked. */
export async function pickTask(tasks: readonly Task[], resource: string): Promise<Task | undefined> {
  if (tasks.length <= 1) return tasks[0];
  const rows = tasks.map((task) => ({
    label: task.type ?? task.id,
    description: task.type === undefined ? '' : task.id,
    ...(task.message ? { detail: task.message.replaceAll(/\s+/g, ' ') } : {}),
    task,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Answer Task of {0}', resource),
    placeHolder: vscode.l10n.t('Tasks that wait for your input'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.task;
}
