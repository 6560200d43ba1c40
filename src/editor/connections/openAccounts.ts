import * as vscode from 'vscode';
import type { Connections } from './connections.js';
import type { Reporting } from '../shell/reporting.js';
import { Accounts } from '../accounts/accounts.js';
import { confirmConsumerKey } from '../../api/confirmConsumerKey.js';
import { EnvironmentAccount } from '../accounts/environmentAccount.js';
import { findMachineCredential } from '../accounts/machineCredentials.js';
import { askIdentity } from '../../api/verifyCredential.js';
import { registerAccounts } from '../accounts/registerAccounts.js';
import { signIn, type SignInOptions } from '../accounts/signIn.js';

/** The accounts that are stored, and the one of the machine's environment beside them. */
export interface OpenAccounts {
  readonly accounts: Accounts;
  readonly environment: EnvironmentAccount;
  readonly dispose: () => void;
}

/** Reads which accounts there are. */
export function openAccounts(context: vscode.ExtensionContext, reporting: Reporting): OpenAccounts {
  const { note, log, secretValues } = reporting;
  const environment = new EnvironmentAccount({
    globalState: context.globalState,
    find: (signal) => findMachineCredential(signal, note),
    note,
  });
  const accounts = new Accounts({ context, environment, log, secretValues });
  return {
    accounts,
    environment,
    dispose: () => {
      accounts.dispose();
      environment.dispose();
    },
  };
}

/** The accounts view, its commands and the ways to sign in, by the same way out as everything else. */
export function registerSignIn(
  { accounts, environment }: OpenAccounts,
  connections: Connections,
  { note, reportFailure, secretValues }: Reporting,
): vscode.Disposable {
  const connect: SignInOptions['connect'] = (account, credential) => {
    secretValues.learn(credential);
    return connections.probe(account, credential);
  };
  environment.identifyBy(({ endpoint, credential }, signal) => {
    const asked = { id: 'environment', label: '', endpoint, credential: credential.kind };
    return askIdentity(connect(asked, credential), signal);
  });
  const options: SignInOptions = {
    accounts,
    environment,
    connect,
    requestConsumerKey: (request) => confirmConsumerKey(connect, request),
    openUrl: (url) => void vscode.env.openExternal(vscode.Uri.parse(url, true)),
    note,
    reportFailure,
    secretValues,
  };
  return registerAccounts({
    accounts,
    environment,
    identify: (account, signal) => connections.identify(account.id, signal),
    note,
    reportFailure,
    signIn: (again) => signIn(options, again),
  });
}
