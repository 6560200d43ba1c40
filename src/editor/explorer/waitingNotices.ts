import * as vscode from 'vscode';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import { conditionOf } from '../../resource/condition.js';
import type { Task } from '../../resource/envelope.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { displayLine } from '../../resource/displayText.js';
import { showInformation } from '../shell/messages.js';

/** The command that answers a task, where there is one. */
const ANSWER = 'ovhApi.answerTask';

/** Says once of each task that it waits for a person, wherever its resource is read. */
export class WaitingNotices {
  readonly #openPanel: (address: ResourceAddress) => void;
  /** The task that each resource was last said to wait for. */
  readonly #reported = new Map<string, string>();

  constructor(openPanel: (address: ResourceAddress) => void) {
    this.#openPanel = openPanel;
  }

  /** Takes a reading. A resource that waits no longer is reported again when it waits the next time. */
  async read({ address, resource, tasks }: ResourceSnapshot): Promise<void> {
    const key = addressKey(address);
    const { kind, task } = conditionOf(resource, tasks);
    if (kind !== 'waitingForYou') {
      this.#reported.delete(key);
      return;
    }
    const waiting = task?.id ?? '';
    if (this.#reported.get(key) === waiting) return;
    this.#reported.set(key, waiting);
    await this.#show(address, displayLine(resource.displayName), task);
  }

  async #show(address: ResourceAddress, name: string, task: Task | undefined): Promise<void> {
    const answer = vscode.l10n.t('Answer Task…');
    const show = vscode.l10n.t('Show Resource');
    const canAnswer = task !== undefined && (await vscode.commands.getCommands(true)).includes(ANSWER);
    const what = displayLine(task?.message || task?.type || '');
    const text =
      what === ''
        ? vscode.l10n.t('{0} is waiting for your input.', name)
        : vscode.l10n.t('{0} is waiting for your input: {1}', name, what);
    const pressed = await showInformation(text, ...(canAnswer ? [answer] : []), show);
    if (pressed === show) this.#openPanel(address);
    if (pressed === answer && task) {
      await vscode.commands.executeCommand(ANSWER, { kind: 'task', address, taskId: task.id });
    }
  }
}
