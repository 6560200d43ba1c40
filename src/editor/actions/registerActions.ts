import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import { targetAddress, type CommandTarget } from '../shell/documentUri.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import type { CollectionNode, ItemNode } from '../../resource/tree/nodes.js';
import { answerTask, type AnswerTaskOptions } from './answerTask.js';
import { runAction, type RunActionOptions } from './runAction.js';
import { showCodeSamples } from './showCodeSamples.js';

/** What `ovhApi.answerTask` may be run on besides: one task of a resource. */
interface TaskTarget {
  readonly kind: 'task';
  readonly address: ResourceAddress;
  readonly taskId: string;
  /** What was typed into its form in the panel. */
  readonly answers?: Readonly<Record<string, string>>;
}

export interface ActionsOptions
  extends
    RunActionOptions,
    Omit<AnswerTaskOptions, 'onAnswered' | 'connections'>,
    Pick<Reporting, 'reportFailure'> {}

/** What the API can do with a resource besides reading, changing and deleting it, and answering what its tasks wait for. */
export function registerActions(options: ActionsOptions): vscode.Disposable {
  const { openPanel, reportFailure } = options;
  const command = reportingCommands(reportFailure);
  return vscode.Disposable.from(
    command('ovhApi.resources.showCodeSamples', (node: CollectionNode | ItemNode) =>
      showCodeSamples(options.responses, node),
    ),
    command('ovhApi.resource.runAction', async (target: ItemNode | vscode.Uri | undefined) => {
      const address = targetAddress(target satisfies CommandTarget);
      if (!address) return;
      const node = target && 'kind' in target ? target : undefined;
      await runAction(options, { address, label: node?.member.label });
    }),
    command('ovhApi.answerTask', async (target: ItemNode | TaskTarget | vscode.Uri | undefined) => {
      const address = targetAddress(target satisfies CommandTarget);
      if (!address) return;
      const node = target && 'kind' in target ? target : undefined;
      await answerTask(
        { ...options, onAnswered: openPanel },
        {
          address,
          label: node?.kind === 'item' ? node.member.label : undefined,
          taskId: node?.kind === 'task' ? node.taskId : undefined,
          typed: node?.kind === 'task' ? node.answers : undefined,
        },
      );
    }),
  );
}
