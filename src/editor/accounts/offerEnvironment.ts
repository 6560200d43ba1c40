import * as vscode from 'vscode';
import type { Accounts } from './accounts.js';
import type { EnvironmentAccount } from './environmentAccount.js';
import { showInformation } from '../shell/messages.js';

/**
 * Shows where the environment's credentials are and which endpoint they are for, never what they are, and keeps the
 * answer. What is to be used is the account that this window works with from then on, as after any other sign-in.
 */
export async function offerEnvironment(
  environment: EnvironmentAccount,
  accounts: Pick<Accounts, 'setActive'>,
): Promise<void> {
  await environment.refresh();
  const here = environment.found();
  if (!here) {
    await showInformation(
      vscode.l10n.t(
        'No OVHcloud credentials were found in the environment variables or in an ovh.conf file.',
      ),
    );
    return;
  }
  const use = vscode.l10n.t('Use');
  const notNow = vscode.l10n.t('Not Now');
  const never = vscode.l10n.t('Never');
  const answer = await showInformation(
    vscode.l10n.t(
      'Credentials for {0} are on this machine, in {1}. Use them to sign in?',
      here.account.endpoint.origin,
      here.found.places.join(', '),
    ),
    use,
    notNow,
    never,
  );
  if (answer === use) {
    await environment.answer('use');
    await accounts.setActive(here.account.id);
  }
  if (answer === never) await environment.answer('never');
}
