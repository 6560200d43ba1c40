import { createSecureContext } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import type { ClientLimits } from './clientLimits.js';
import { isLoopback } from './endpoints.js';
import { trustedCertificates } from './trust.js';

/** How to get to other machines, in plain values. */
export interface ConnectionOptions {
  /** `http://[user:password@]host:port`, or the same with `https` or `socks5`; straight when absent or empty. */
  readonly proxyUrl?: string | undefined;
  /** The value of `Proxy-Authorization`, in place of the address's user and password. */
  readonly proxyAuthorization?: string | undefined;
  /** Hosts that are reached without it, as in `NO_PROXY`, `*` for all; this machine always is. */
  readonly noProxy?: readonly string[];
  /** Certificates in PEM that are trusted besides those that Node goes by. */
  readonly ca?: readonly string[];
  /** `false` trusts any certificate. */
  readonly rejectUnauthorized?: boolean;
}

/** The code of the failure of every request when the proxy's address is invalid. */
export const PROXY_ADDRESS = 'ERR_PROXY_ADDRESS';

/** This machine is never reached through a proxy, which would look for it on its own. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * A pool of kept-alive connections for each origin. HTTP/1.1: see docs/decisions/http-1.1.md. With a proxy whose address is invalid,
 * every request to another machine fails and says so: to go straight would be against the user's setting. undici is read
 * here and not before: it is the largest part of the bundle, and nothing needs it until there is a request. Rejects with what a
 * certificate that can't be read throws.
 */
export async function openDispatcher(
  { proxyUrl, proxyAuthorization, noProxy = [], ca = [], rejectUnauthorized = true }: ConnectionOptions,
  limits: Pick<ClientLimits, 'connectTimeoutMs' | 'inFlight'>,
): Promise<Dispatcher> {
  const { Agent, buildConnector, EnvHttpProxyAgent } = await import('undici');
  const tls = {
    rejectUnauthorized,
    // Made once: some hundred certificates take longer to read than a handshake.
    ...(ca.length > 0 && {
      secureContext: createSecureContext({ ca: [...trustedCertificates('default'), ...ca] }),
    }),
  };
  const connect = { ...tls, timeout: limits.connectTimeoutMs };
  const pool = { connections: limits.inFlight, connect };
  // undici takes `*` for every host only where it is alone, and the list always begins with this machine.
  if (!proxyUrl || noProxy.includes('*')) return new Agent(pool);
  if (!isProxy(proxyUrl)) return new Agent({ ...pool, connect: onlyToThisMachine(buildConnector(connect)) });
  return new EnvHttpProxyAgent({
    ...pool,
    ...(proxyAuthorization && { token: proxyAuthorization }),
    httpProxy: proxyUrl,
    httpsProxy: proxyUrl,
    noProxy: [...LOOPBACK, ...noProxy].join(','),
    requestTls: connect,
    proxyTls: connect,
  });
}

function isProxy(address: string): boolean {
  return URL.canParse(address) && /^(?:https?|socks5?):$/.test(new URL(address).protocol);
}

function onlyToThisMachine(connect: buildConnector.connector): buildConnector.connector {
  return (target, callback) => {
    // IPv6 comes without the brackets that it has in an address.
    const hostname = target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname;
    if (isLoopback({ hostname })) connect(target, callback);
    else callback(Object.assign(new Error('the proxy has no address'), { code: PROXY_ADDRESS }), null);
  };
}

/** What VS Code's settings say about the way out. */
export interface ProxySettings {
  readonly proxy: string | undefined;
  readonly noProxy: readonly string[] | undefined;
  /** `off` keeps extensions from any proxy. */
  readonly support?: string | undefined;
  readonly authorization?: string | undefined;
}

/** What settings and environment say about the way out: VS Code's settings win, as for VS Code itself. */
export function proxyOf(
  settings: ProxySettings,
  env: Readonly<Record<string, string | undefined>>,
): Pick<ConnectionOptions, 'proxyUrl' | 'noProxy' | 'proxyAuthorization'> {
  if (settings.support === 'off') return {};
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => env[name]?.trim()).find((value) => value);
  const proxyUrl =
    settings.proxy?.trim() || withScheme(first('https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'));
  const listed = settings.noProxy?.length ? settings.noProxy : first('no_proxy', 'NO_PROXY')?.split(/[\s,]+/);
  const noProxy = (listed ?? []).filter((host) => host !== '');
  const proxyAuthorization = settings.authorization?.trim();
  return { proxyUrl, noProxy, ...(proxyAuthorization && { proxyAuthorization }) };
}

/** In the environment `host:port` is enough, as for curl. */
function withScheme(address: string | undefined): string | undefined {
  return address === undefined || address.includes('://') ? address : `http://${address}`;
}
