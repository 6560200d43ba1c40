import * as vscode from 'vscode';
import type { Connection, Connections } from './connections.js';

/** The account to ask for the sake of files that are merely open. */
export interface TrustedConnection {
  /** The active one; `undefined` when no account is signed in, and while the workspace is not trusted. */
  readonly connection: () => Connection | undefined;
  readonly onDidChangeConnection: vscode.Event<void>;
  readonly onDidWrite: Connections['onDidWrite'];
}

/**
 * What a workspace's files may have sent without being asked: nothing before the workspace is trusted. Commands that a person runs on
 * them are another matter.
 */
export function trustedConnection(
  connections: Pick<Connections, 'active' | 'onDidChangeAnswers' | 'onDidWrite'>,
): TrustedConnection {
  return {
    onDidWrite: connections.onDidWrite,
    connection: () => (vscode.workspace.isTrusted ? connections.active() : undefined),
    onDidChangeConnection: (listener) =>
      vscode.Disposable.from(
        connections.onDidChangeAnswers(listener),
        vscode.workspace.onDidGrantWorkspaceTrust(listener),
      ),
  };
}
