import { basename } from 'node:path/posix';
import * as vscode from 'vscode';
import type { PolicyCall } from '../../../scratchpad/policy.js';
import type { Connection } from '../../connections/connections.js';
import type { SessionCalls } from '../../../api/sessionCalls.js';
import type { RequestRoutes } from '../help/requestRoutes.js';
import { LANGUAGE, type RequestDocuments } from '../requestDocuments.js';
import type { RequestSources } from '../requestSources.js';
import { openPolicy, type OpenPolicyOptions } from './openPolicy.js';
import { callsOfManifests, callsOfRequests, callsOfSession, isManifest, selectedIn } from './policyCalls.js';

export interface PolicyOptions extends OpenPolicyOptions {
  readonly documents: RequestDocuments;
  readonly sources: RequestSources;
  readonly routes: RequestRoutes;
  readonly connection: () => Connection | undefined;
  readonly session: Pick<SessionCalls, 'of'>;
}

/** Whose rights a policy may be made of. */
interface Scope extends vscode.QuickPickItem {
  /** The policy's first name. */
  readonly name: string;
  readonly calls: () => Promise<readonly PolicyCall[]>;
}

/** Asks whose rights are wanted, where there is a choice, and opens the policy as a draft. */
export async function makePolicy(options: PolicyOptions): Promise<unknown> {
  const connection = options.connection();
  if (!connection) return vscode.commands.executeCommand('ovhApi.accounts.switch');
  const scopes = scopesOf(options, connection);
  const picked =
    scopes.length > 1
      ? await vscode.window.showQuickPick(scopes, {
          placeHolder: vscode.l10n.t('Select the calls that the policy allows'),
        })
      : scopes[0];
  return picked && openPolicy(connection, await picked.calls(), picked.name, options);
}

function scopesOf(options: PolicyOptions, { account }: Connection): readonly Scope[] {
  const editor = vscode.window.activeTextEditor;
  const session = callsOfSession(options.session.of(account.id));
  return [
    ...(editor ? scopesOfEditor(options, editor) : []),
    {
      label: vscode.l10n.t('Calls of This Session'),
      description: vscode.l10n.t('{0} calls', session.length),
      name: 'session',
      calls: () => Promise.resolve(session),
    },
  ];
}

function scopesOfEditor(
  { documents, sources, routes }: PolicyOptions,
  editor: vscode.TextEditor,
): readonly Scope[] {
  const { document } = editor;
  const file = basename(document.uri.path);
  const name = file.replace(/(?:\.ovhapi)?\.\w+$/, '');
  if (isManifest(document)) {
    const calls = (): Promise<readonly PolicyCall[]> => callsOfManifests(document);
    return [{ label: vscode.l10n.t('The Manifests of This File'), description: file, name, calls }];
  }
  if (document.languageId !== LANGUAGE) return [];
  const read = documents.file(document);
  const selected = selectedIn(editor, read);
  const callsOf = async (requests: typeof selected): Promise<readonly PolicyCall[]> => {
    await sources.read(document);
    return callsOfRequests(document, requests, routes);
  };
  return [
    {
      label: vscode.l10n.t('This File'),
      description: file,
      name,
      calls: () => callsOf(read.requests),
    },
    ...(selected.length > 0
      ? [
          {
            label: vscode.l10n.t('Selected Requests'),
            description: selected.map(({ key }) => key).join(', '),
            name,
            calls: () => callsOf(selected),
          },
        ]
      : []),
  ];
}
