import { createSecureContext } from 'node:tls';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import type { ClientLimits } from './clientLimits.js';
import { trustedCertificates } from './trust.js';

/** How to get to other machines, in plain values. */
export interface ConnectionOptions {
  /** `http://[user:password@]host:port`; straight when absent or empty. */
  readonly proxyUrl?: string | undefined;
  /** Hosts that are reached without it, as in `NO_PROXY`, `*` for all; this machine always is. */
  readonly noProxy?: readonly string[];
  /** Certificates in PEM that are trusted besides those that Node goes by. */
  readonly ca?: readonly string[];
  /** `false` trusts any certificate. */
  readonly rejectUnauthorized?: boolean;
}

/** This machine is never reached through a proxy, which would look for it on its own. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * A pool of kept-alive connections for each origin. HTTP/1.1: see docs/decisions/http-1.1.md.
 * Throws `TypeError` when the proxy's address is none.
 */
export function openDispatcher(
  { proxyUrl, noProxy = [], ca = [], rejectUnauthorized = true }: ConnectionOptions,
  limits: Pick<ClientLimits, 'connectTimeoutMs' | 'inFlight'>,
): Dispatcher {
  const tls = {
    rejectUnauthorized,
    // Made once: some hundred certificates take longer to read than a handshake.
    ...(ca.length > 0 && {
      secureContext: createSecureContext({ ca: [...trustedCertificates('default'), ...ca] }),
    }),
  };
  const connect = { ...tls, timeout: limits.connectTimeoutMs };
  const pool = { connections: limits.inFlight, connect };
  // undici takes `*` for every host only where it stands alone, and the list always begins with this machine.
  if (!proxyUrl || noProxy.includes('*')) return new Agent(pool);
  return new EnvHttpProxyAgent({
    ...pool,
    httpProxy: proxyUrl,
    httpsProxy: proxyUrl,
    noProxy: [...LOOPBACK, ...noProxy].join(','),
    requestTls: connect,
    proxyTls: connect,
  });
}

/** What settings and environment say about the way out: VS Code's settings win, as for VS Code itself. */
export function proxyOf(
  settings: { readonly proxy: string | undefined; readonly noProxy: readonly string[] | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Pick<ConnectionOptions, 'proxyUrl' | 'noProxy'> {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => env[name]?.trim()).find((value) => value);
  const proxyUrl = settings.proxy?.trim() || first('https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY');
  const listed = settings.noProxy?.length ? settings.noProxy : first('no_proxy', 'NO_PROXY')?.split(/[\s,]+/);
  return { proxyUrl, noProxy: (listed ?? []).filter((host) => host !== '') };
}
