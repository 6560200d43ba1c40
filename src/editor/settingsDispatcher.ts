import * as vscode from 'vscode';
import type { Dispatcher } from 'undici';
import { defaultLimits } from '../api/clientLimits.js';
import { trustedCertificates } from '../api/trust.js';
import { openDispatcher, proxyOf } from '../api/connections.js';

const SETTINGS = [
  'proxy',
  'proxyAuthorization',
  'proxySupport',
  'noProxy',
  'proxyStrictSSL',
  'systemCertificates',
] as const;

/**
 * The way to the wire by VS Code's own settings (`http.proxy` and those around it, `http.systemCertificates`), else by the environment
 * (`HTTPS_PROXY`, `NO_PROXY`; Node reads `NODE_EXTRA_CA_CERTS`). Only what the user set counts: a workspace must not lead
 * credentials through a proxy.
 */
export function openSettingsDispatcher(): Dispatcher {
  const http = vscode.workspace.getConfiguration('http');
  const user = <T>(name: (typeof SETTINGS)[number]): T | undefined => http.inspect<T>(name)?.globalValue;
  const ca = (user<boolean>('systemCertificates') ?? true) ? trustedCertificates('system') : [];
  const proxy = proxyOf(
    {
      proxy: user<string>('proxy'),
      noProxy: user<string[]>('noProxy'),
      support: user<string>('proxySupport'),
      authorization: user<string | null>('proxyAuthorization'),
    },
    process.env,
  );
  const rejectUnauthorized = user<boolean>('proxyStrictSSL') ?? true;
  return openDispatcher({ ...proxy, ca, rejectUnauthorized }, defaultLimits);
}

/** Whether a change of settings calls for another way. */
export function affectsDispatcher(change: vscode.ConfigurationChangeEvent): boolean {
  return SETTINGS.some((name) => change.affectsConfiguration(`http.${name}`));
}
