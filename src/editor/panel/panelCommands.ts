import * as vscode from 'vscode';
import type { PanelMessage } from '../../protocol.js';
import type { DocumentView, ResourceAddress } from '../../resource/address.js';
import { openedUri, type Names } from '../spec/document/openedUri.js';
import { preferredFormat } from '../spec/document/preferredFormat.js';
import { documentUri } from '../shell/documentUri.js';
import { formatAt, type SpecFormat } from '../shell/specFormat.js';
import { fieldPlace, type TextPlace } from '../../resource/fieldPlace.js';
import { jsonTree } from '../../resource/jsonTree.js';
import { yamlTree } from '../../resource/yamlTree.js';

/** What the panel's buttons do outside of it. */
export interface PanelCommands {
  /** `field` as the API spells it: it is selected, where the spec has it. */
  openSpec(address: ResourceAddress, field?: string): void;
  openJson(address: ResourceAddress): void;
  runAction(address: ResourceAddress): void;
  openTask(address: ResourceAddress, taskId: string): void;
  /** `answers`: what was typed or chosen in a form, by the keys of its fields. */
  answerTask(address: ResourceAddress, taskId: string, answers?: Readonly<Record<string, string>>): void;
  runTask(address: ResourceAddress, taskId: string): void;
  signIn(accountId: string): void;
  goToResource(): void;
}

/** The buttons as VS Code's users expect them: documents open in the editor group that the panel is not in. */
export function panelCommands(known: Names): PanelCommands {
  const open = (address: ResourceAddress, view: DocumentView, format?: SpecFormat): void => {
    void vscode.commands.executeCommand('vscode.open', openedUri(known, address, view, format));
  };
  return {
    openSpec: (address, field) => {
      if (field === undefined) open(address, 'spec', preferredFormat());
      else void openAtField(openedUri(known, address, 'spec'), field);
    },
    openJson: (address) => {
      open(address, 'full');
    },
    runAction: (address) => {
      void vscode.commands.executeCommand('ovhApi.resource.runAction', documentUri(address, 'full'));
    },
    openTask: ({ account, segments }, taskId) => {
      // The one place where every section keeps a resource's tasks; a task's own link may lead elsewhere.
      open({ account, segments: [...segments, 'task', taskId] }, 'full');
    },
    answerTask: (address, taskId, answers) => {
      void vscode.commands.executeCommand('ovhApi.answerTask', { kind: 'task', address, taskId, answers });
    },
    runTask: ({ account, segments }, taskId) => {
      const task = { account, segments: [...segments, 'task', taskId] };
      void vscode.commands.executeCommand('ovhApi.resource.runAction', documentUri(task, 'full'));
    },
    goToResource: () => {
      void vscode.commands.executeCommand('ovhApi.goToResource');
    },
    signIn: (accountId) => {
      void vscode.commands.executeCommand('ovhApi.accounts.signInAgain', accountId);
    },
  };
}

/** The messages of buttons that do something outside of the panel. */
type CommandMessage = Extract<
  PanelMessage,
  {
    kind:
      | 'editSpec'
      | 'openJson'
      | 'runAction'
      | 'openTask'
      | 'answerTask'
      | 'runTask'
      | 'signIn'
      | 'goToResource';
  }
>;

/** Does what a button of a resource's page does outside of the panel. */
export function runPanelCommand(
  commands: PanelCommands,
  address: ResourceAddress,
  message: CommandMessage,
): void {
  switch (message.kind) {
    case 'editSpec':
      commands.openSpec(address, message.field);
      break;
    case 'openJson':
      commands.openJson(address);
      break;
    case 'runAction':
      commands.runAction(address);
      break;
    case 'openTask':
      commands.openTask(address, message.taskId);
      break;
    case 'answerTask':
      commands.answerTask(address, message.taskId, message.answers);
      break;
    case 'runTask':
      commands.runTask(address, message.taskId);
      break;
    case 'signIn':
      commands.signIn(address.account);
      break;
    case 'goToResource':
      commands.goToResource();
  }
}

/** Opens a spec with a field selected. What can't be read is reported by VS Code where the document opens. */
async function openAtField(uri: vscode.Uri, field: string): Promise<void> {
  const options: vscode.TextDocumentShowOptions = {};
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const place = placeIn(document.getText(), formatAt(uri), field);
    if (place) {
      const [start, end] = [place.offset, place.offset + place.length];
      options.selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
    }
  } catch {
    // Opening it below says why.
  }
  await vscode.commands.executeCommand('vscode.open', uri, options);
}

function placeIn(text: string, format: SpecFormat, field: string): TextPlace | undefined {
  const root = format === 'yaml' ? yamlTree(text) : jsonTree(text);
  return root && fieldPlace(root, field);
}
