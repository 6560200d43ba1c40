import { isJsonObject } from './jsonObject.js';
import { parse } from 'ini';
import type { Credential, Endpoint } from './account.js';
import { endpointOf, regionAt } from './endpoints.js';

/** What the search reads; injected, so that nothing here touches a disk. */
export interface CredentialReaders {
  /** Environment variables by name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file's text; `undefined` when it is not there. */
  readonly readFile: (path: string, signal?: AbortSignal) => Promise<string | undefined>;
  /** Paths of `ovh.conf` files from the weakest to the strongest: system, home, working folder. */
  readonly files: readonly string[];
}

/** A usable credential and where it is: names of variables and paths of files, never values. */
export interface FoundSource {
  readonly endpoint: Endpoint;
  readonly credential: Credential;
  readonly places: readonly string[];
}

const NAMES = [
  'application_key',
  'application_secret',
  'consumer_key',
  'client_id',
  'client_secret',
  'access_token',
] as const;

type Name = (typeof NAMES)[number];
interface Value {
  readonly value: string;
  readonly place: string;
}

/**
 * Looks where the official clients look: `ovh.conf` files, later ones winning, then `OVH_*` variables, which win over files.
 * `undefined` when nothing usable is there. Throws `TypeError` for an endpoint that isn't one, or more than one way to sign in.
 */
export async function findCredential(
  readers: CredentialReaders,
  signal?: AbortSignal,
): Promise<FoundSource | undefined> {
  const files: { readonly path: string; readonly content: Readonly<Record<string, unknown>> }[] = [];
  for (const path of readers.files) {
    const text = await readers.readFile(path, signal);
    if (text !== undefined) files.push({ path, content: parse(readable(text)) });
  }
  const inFiles = (section: string, name: string): Value | undefined => {
    const { path, value } =
      files
        .map((file) => ({ path: file.path, value: valueAt(file.content, section, name) }))
        .findLast((one) => one.value !== undefined) ?? {};
    return path !== undefined && value !== undefined ? { value, place: path } : undefined;
  };
  const lookUp = (section: string, name: string, variable: string): Value | undefined => {
    const fromEnv = readers.env[variable];
    return fromEnv ? { value: fromEnv, place: variable } : inFiles(section, name);
  };
  const named = lookUp('default', 'endpoint', 'OVH_ENDPOINT') ?? { value: 'ovh-eu', place: '' };
  const section = sectionsOf(named.value).find((one) => NAMES.some((name) => inFiles(one, name)));
  const values = new Map<Name, Value>();
  for (const name of NAMES) {
    const value = lookUp(section ?? named.value, name, `OVH_${name.toUpperCase()}`);
    if (value) values.set(name, value);
  }
  const credential = credentialOf(values);
  if (!credential) return undefined;
  const places = [named.place, ...[...values.values()].map(({ place }) => place)].filter(Boolean);
  return { endpoint: endpointOf(named.value), credential, places: [...new Set(places)] };
}

/**
 * A file's text as the reader of INI files takes it: without a byte order mark, and with `;` and `#` belonging to a value, as official
 * clients read them, unless they are behind a space. Values in quotes are taken as they are.
 */
function readable(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => (/^\s*[;#[]|=\s*["']/.test(line) ? line : line.replace(/(?<=[^\s\\])[;#]/g, '\\$&')))
    .join('\n');
}

/**
 * The sections that may hold an endpoint's keys: the one that is called as the endpoint is written, as official clients read
 * it, then the one of the region that an address means.
 */
function sectionsOf(endpoint: string): readonly string[] {
  const region = URL.canParse(endpoint) ? regionAt(new URL(endpoint).origin) : undefined;
  return region ? [endpoint, region.name] : [endpoint];
}

/** Only one way to sign in may be configured at a time, as with the official clients. */
function credentialOf(values: ReadonlyMap<Name, Value>): Credential | undefined {
  const get = (name: Name): string => values.get(name)?.value ?? '';
  const found: Credential[] = [];
  if (get('application_key') && get('application_secret') && get('consumer_key')) {
    found.push({
      kind: 'signature',
      applicationKey: get('application_key'),
      applicationSecret: get('application_secret'),
      consumerKey: get('consumer_key'),
    });
  }
  if (get('client_id') && get('client_secret')) {
    found.push({ kind: 'serviceAccount', clientId: get('client_id'), clientSecret: get('client_secret') });
  }
  if (get('access_token')) found.push({ kind: 'token', accessToken: get('access_token') });
  if (found.length > 1) throw new TypeError('More than one kind of credential is configured.');
  return found[0];
}

function valueAt(
  content: Readonly<Record<string, unknown>>,
  section: string,
  name: string,
): string | undefined {
  // A section's name may hold dots (an address), which `ini` reads as nesting.
  let found: unknown = content[section];
  if (found === undefined) {
    found = section
      .split('.')
      .reduce<unknown>((at, part) => (isJsonObject(at) ? at[part] : undefined), content);
  }
  const value = isJsonObject(found) ? found[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
