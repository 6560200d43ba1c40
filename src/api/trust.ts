import * as tls from 'node:tls';

/** Which of this machine's certificates: those that Node goes by, or those of the operating system's own store. */
export type CertificateStore = 'default' | 'system';

/**
 * The certificates, in PEM, that a store trusts; `default` holds those that `NODE_EXTRA_CA_CERTS` names. Before Node 22.15, which
 * can't be asked, `default` is Node's own list and `system` is empty (https://nodejs.org/api/tls.html, `getCACertificates`).
 */
export function trustedCertificates(store: CertificateStore): readonly string[] {
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof read !== 'function') return store === 'default' ? tls.rootCertificates : [];
  try {
    const found: unknown = Reflect.apply(read, tls, [store]);
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    // A store that can't be read adds no trust; a certificate that needed it is refused, and said to be.
    return [];
  }
}
