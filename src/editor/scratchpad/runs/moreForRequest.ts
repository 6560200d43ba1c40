import * as vscode from 'vscode';
import type { Api } from '../../../api/api.js';
import type { FoundRequest } from '../requestSender.js';
import type { RunCommandOptions } from './runOptions.js';

interface Entry extends vscode.QuickPickItem {
  readonly run: () => unknown;
}

/** What else can be done with a request and its file. */
export async function showMore(
  { sender, states, responses }: RunCommandOptions,
  api: Api,
  found: FoundRequest,
): Promise<void> {
  const { document, file, request } = found;
  const [account, source] = [api.account.id, document.uri.toString()];
  const command = (name: string) => (): unknown =>
    vscode.commands.executeCommand(`ovhApi.scratchpad.${name}`, document.uri, request.key);
  const response = responses.uri(document.uri, request.key);
  const isLast = file.requests.at(-1) === request;
  const entries: readonly (Entry | false)[] = [
    { label: vscode.l10n.t('$(run-all) Send All Requests'), run: command('sendAll') },
    !isLast && {
      label: vscode.l10n.t('$(run-below) Send This Request and Those Below'),
      run: command('sendFromHere'),
    },
    states.get(document.uri, file, request) !== undefined && {
      label: vscode.l10n.t('$(go-to-file) Show Response'),
      run: () => responses.show(response),
    },
    request.method.method === 'GET' && {
      label: vscode.l10n.t('$(diff) Compare Responses of Two Schema Versions…'),
      run: command('compareVersions'),
    },
    { label: vscode.l10n.t('$(shield) Make a Least-Privilege Policy…'), run: command('policy') },
    { label: vscode.l10n.t('$(symbol-variable) Choose Environment…'), run: command('chooseEnvironment') },
    sender.confirmations.isTrusted(account, source) && {
      label: vscode.l10n.t('$(question) Ask Again Before Requests That Write'),
      run: () => {
        sender.confirmations.askAgain(account, source);
      },
    },
  ];
  const picked = await vscode.window.showQuickPick(
    entries.filter((entry) => entry !== false),
    { placeHolder: vscode.l10n.t('What to do with “{0}” and its file', request.key) },
  );
  await picked?.run();
}
