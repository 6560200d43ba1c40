import * as vscode from 'vscode';
import type { Dispatcher } from 'undici';
import { defaultLimits } from '../api/clientLimits.js';
import { trustedCertificates } from '../api/trust.js';
import { openDispatcher, proxyOf } from '../api/connections.js';

const SETTINGS = ['http.proxy', 'http.noProxy', 'http.proxyStrictSSL', 'http.systemCertificates'];

/**
 * The way to the wire by VS Code's own settings (`http.proxy`, `http.noProxy`, `http.proxyStrictSSL`,
 * `http.systemCertificates`), else by the environment (`HTTPS_PROXY`, `NO_PROXY`; Node reads `NODE_EXTRA_CA_CERTS`). Only what the user set counts: a workspace must not lead credentials through a proxy.
 */
export function openSettingsDispatcher(): Dispatcher {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.inspect<string>('proxy')?.globalValue;
  const noProxy = http.inspect<string[]>('noProxy')?.globalValue;
  const strict = http.inspect<boolean>('proxyStrictSSL')?.globalValue ?? true;
  const usesSystem = http.inspect<boolean>('systemCertificates')?.globalValue ?? true;
  const ca = usesSystem ? trustedCertificates('system') : [];
  return openDispatcher(
    { ...proxyOf({ proxy, noProxy }, process.env), ca, rejectUnauthorized: strict },
    defaultLimits,
  );
}

/** Whether a change of settings calls for another way. */
export function affectsDispatcher(change: vscode.ConfigurationChangeEvent): boolean {
  return SETTINGS.some((name) => change.affectsConfiguration(name));
}
