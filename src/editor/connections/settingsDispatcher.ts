import * as vscode from 'vscode';
import type { Dispatcher } from 'undici';
import { defaultLimits } from '../../api/clientLimits.js';
import { trustedCertificates } from '../../api/trust.js';
import { openDispatcher, proxyOf } from '../../api/connections.js';

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
export function openSettingsDispatcher(): Promise<Dispatcher> {
  const http = vscode.workspace.getConfiguration('http');
  const user = (name: (typeof SETTINGS)[number]): unknown => http.inspect(name)?.globalValue;
  const ca = user('systemCertificates') === false ? [] : trustedCertificates('system');
  const proxy = proxyOf(
    {
      proxy: textOf(user('proxy')),
      noProxy: textsOf(user('noProxy')),
      support: textOf(user('proxySupport')),
      authorization: textOf(user('proxyAuthorization')),
    },
    process.env,
  );
  const rejectUnauthorized = user('proxyStrictSSL') !== false;
  return openDispatcher({ ...proxy, ca, rejectUnauthorized }, defaultLimits);
}

/** Whether a change of settings calls for another way. */
export function affectsDispatcher(change: vscode.ConfigurationChangeEvent): boolean {
  return SETTINGS.some((name) => change.affectsConfiguration(`http.${name}`));
}

/** Settings are typed by hand, in a file: one of another type counts as none. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}
