/** The regions that official clients know by name, and any other address. */
export type EndpointName = 'ovh-eu' | 'ovh-ca' | 'ovh-us' | 'custom';

/** Where an account lives. `origin` is `https://host[:port]`, or `http://` on loopback only. */
export interface Endpoint {
  readonly name: EndpointName;
  readonly origin: string;
  /** Where an OAuth2 service account gets its token. */
  readonly tokenUrl: string;
}

/** How requests prove who asks. Lives in SecretStorage and in memory only, never in a log, an error or a setting. */
export type Credential =
  | {
      readonly kind: 'signature';
      readonly applicationKey: string;
      readonly applicationSecret: string;
      readonly consumerKey: string;
    }
  | { readonly kind: 'serviceAccount'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'none' };

/**
 * How an account is guarded, as its owner chose: marked as `production`, its name typed before each change (`typeName`), or no change
 * at all (`readOnly`). Kept with the account, so that no workspace's setting can loosen it.
 */
export const SAFEGUARDS = ['production', 'typeName', 'readOnly'] as const;
export type Safeguard = (typeof SAFEGUARDS)[number];

/** A named endpoint and credential. Holds no secret, so it may be shown and stored anywhere. */
export interface Account {
  /** Stable, URI-safe (`[a-z0-9-]+`), part of every document's address. */
  readonly id: string;
  readonly label: string;
  readonly endpoint: Endpoint;
  readonly credential: Credential['kind'];
  readonly safeguards?: readonly Safeguard[];
}

/** Whether an account has a safeguard. */
export function hasSafeguard({ safeguards = [] }: Account, safeguard: Safeguard): boolean {
  return safeguards.includes(safeguard);
}

/** Whether each change is asked about, regardless of the settings. */
export function isGuarded(account: Account): boolean {
  return hasSafeguard(account, 'production') || hasSafeguard(account, 'typeName');
}
