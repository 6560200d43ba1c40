import * as vscode from 'vscode';
import { isTaskAtWork } from '../../resource/condition.js';
import type { Task } from '../../resource/envelope.js';
import type { PanelReading } from './panelFacts.js';
import { displayLine } from '../../resource/displayText.js';
import { taskStatusView } from '../shell/statusText.js';
import { showError, showInformation } from '../shell/messages.js';

/** Reports once tasks that end while their panel is hidden. */
export class HiddenTasks {
  readonly #reveal: () => void;
  #awaited: ReadonlySet<string> = new Set();

  constructor(reveal: () => void) {
    this.#reveal = reveal;
  }

  /** Whether there is still something to wait for. */
  isAwaiting(): boolean {
    return this.#awaited.size > 0;
  }

  /** The panel is hidden: tasks are awaited but those that their sender reports. */
  hide(reading: PanelReading | undefined, isReported: (task: Task) => boolean): void {
    const running = tasksOf(reading).filter((task) => isTaskAtWork(task.status) && !isReported(task));
    this.#awaited = new Set(running.map(({ id }) => id));
  }

  /** The panel is seen, which says more than a message, or there is nothing left to be read. */
  stop(): void {
    this.#awaited = new Set();
  }

  /** Reports those that have ended by now. */
  read(reading: PanelReading | undefined): void {
    if (!reading || !this.isAwaiting()) return;
    const tasks = tasksOf(reading).filter(({ id }) => this.#awaited.has(id));
    const left = tasks.filter(({ status }) => isTaskAtWork(status));
    this.#awaited = new Set(left.map(({ id }) => id));
    for (const task of tasks) if (!left.includes(task)) void this.#notify(task, reading.displayName);
  }

  async #notify({ type, id, status = '' }: Task, name: string): Promise<void> {
    const { tone, text } = taskStatusView(status, vscode.l10n);
    const sentence = vscode.l10n.t('{0} on {1}: {2}', displayLine(type ?? id), displayLine(name), text);
    const show = vscode.l10n.t('Show Resource');
    const showMessage = tone === 'error' ? showError : showInformation;
    if ((await showMessage(sentence, show)) === show) this.#reveal();
  }
}

function tasksOf(reading: PanelReading | undefined): readonly Task[] {
  return (reading?.history ?? []).flatMap((entry) => (entry.kind === 'task' ? [entry.task] : []));
}
