import * as vscode from 'vscode';
import type { DocumentView, ResourceAddress } from '../../resource/address.js';
import { openedUri, type Names } from '../spec/document/openedUri.js';
import { preferredFormat } from '../spec/document/preferredFormat.js';
import type { SpecFormat } from '../shell/specFormat.js';

/** What the panel's buttons do outside of it. */
export interface PanelCommands {
  openSpec(address: ResourceAddress): void;
  openJson(address: ResourceAddress): void;
  openTask(address: ResourceAddress, taskId: string): void;
  answerTask(address: ResourceAddress, taskId: string): void;
  signIn(accountId: string): void;
}

/** The buttons as VS Code's users expect them: documents open in the editor group that the panel is not in. */
export function panelCommands(known: Names): PanelCommands {
  const open = (address: ResourceAddress, view: DocumentView, format?: SpecFormat): void => {
    void vscode.commands.executeCommand('vscode.open', openedUri(known, address, view, format));
  };
  return {
    openSpec: (address) => {
      open(address, 'spec', preferredFormat());
    },
    openJson: (address) => {
      open(address, 'full');
    },
    openTask: ({ account, segments }, taskId) => {
      // The one place where every section keeps a resource's tasks; a task's own link may lead elsewhere.
      open({ account, segments: [...segments, 'task', taskId] }, 'full');
    },
    answerTask: (address, taskId) => {
      void vscode.commands.executeCommand('ovhApi.answerTask', { kind: 'task', address, taskId });
    },
    signIn: (accountId) => {
      void vscode.commands.executeCommand('ovhApi.accounts.signInAgain', accountId);
    },
  };
}
