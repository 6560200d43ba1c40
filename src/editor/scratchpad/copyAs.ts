import * as vscode from 'vscode';
import type { CopiedAccount } from '../../scratchpad/copyAs/copyTarget.js';
import type { SecretFreeRequest } from '../../scratchpad/copyAs/secretFree.js';
import { copiesOf, type CopiedRequest } from '../../scratchpad/copyAs/targets.js';

/** Where the form that was chosen last is remembered, for all workspaces. */
const LAST_KEY = 'ovhApi.scratchpad.copyAs';

/** A request that is copied, and the account that it is for. */
export interface CopiedFor {
  readonly request: SecretFreeRequest;
  readonly account: CopiedAccount;
}

/** Copies requests in a form that the person chooses: a command of a shell, or a program. The last choice comes first. */
export class RequestCopies {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Asks for the form and copies. Requests that several rows represent are copied in one text. */
  async copy(requests: readonly CopiedFor[]): Promise<void> {
    const last = this.#memory.get<string>(LAST_KEY);
    const copies = copiesOf(requests);
    const rows = copies.map((copy) => ({
      label: copy.target.name,
      description: copy.target.id === last ? vscode.l10n.t('last used') : '',
      copy,
    }));
    const isLast = ({ copy }: (typeof rows)[number]): boolean => copy.target.id === last;
    const picked = await vscode.window.showQuickPick(
      [...rows.filter(isLast), ...rows.filter((row) => !isLast(row))],
      { placeHolder: vscode.l10n.t('Copy the request as…') },
    );
    if (!picked) return;
    await this.#memory.update(LAST_KEY, picked.copy.target.id);
    await vscode.env.clipboard.writeText(picked.copy.text);
    showCopied(picked.copy, [...new Set(requests.flatMap(({ request }) => request.variables))]);
  }
}

function showCopied({ target: { name } }: CopiedRequest, variables: readonly string[]): void {
  vscode.window.setStatusBarMessage(
    variables.length === 0
      ? vscode.l10n.t('The request was copied as {0}.', name)
      : vscode.l10n.t(
          'The request was copied as {0}. Its secrets are variables: {1}.',
          name,
          variables.join(', '),
        ),
    variables.length === 0 ? 4_000 : 8_000,
  );
}
