import type { SandboxAddress } from '../../scripts/sandboxProcess.js';
import type { Credential } from '../../src/api/account.js';
import { ApiClient } from '../../src/api/apiClient.js';
import { endpointOf } from '../../src/api/endpoints.js';

/** The sandbox's credential, as the extension gets it from its environment. */
export function credentialOf({ credentials }: Pick<SandboxAddress, 'credentials'>): Credential {
  return { kind: 'signature', ...credentials };
}

/** Somebody else who uses the same account, to look at the cloud and to change it behind the extension's back. */
export function anotherClient(sandbox: Pick<SandboxAddress, 'api' | 'credentials'>): ApiClient {
  const credential = credentialOf(sandbox);
  return new ApiClient({
    account: {
      id: 'another',
      label: 'Another client',
      endpoint: endpointOf(sandbox.api),
      credential: credential.kind,
    },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve(credential),
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** The path of the first cluster of the first project that has one. */
export async function firstCluster(client: ApiClient): Promise<string> {
  const [first = ''] = await clusters(client, 1);
  return first;
}

/** The paths of the first clusters, project by project. @throws Error when there are fewer. */
export async function clusters(client: ApiClient, count: number): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const projects of client.pages({ path: '/managedPlatform/project', priority: 'user' })) {
    for (const project of projects.items as readonly Fields[]) {
      const path = `/managedPlatform/project/${String(project.id)}/cluster`;
      const { items } = await client.page({ path, priority: 'user' });
      paths.push(...(items as readonly Fields[]).map(({ id }) => `${path}/${String(id)}`));
      if (paths.length >= count) return paths.slice(0, count);
    }
  }
  throw new Error(`The sandbox holds ${String(paths.length)} clusters.`);
}

/** Changes fields of a resource's spec, on top of what it is now. */
export async function changeSpec(client: ApiClient, path: string, changes: Fields): Promise<void> {
  const response = await client.request({ method: 'GET', path, priority: 'user' });
  const { checksum, targetSpec } = response.json() as { checksum: string; targetSpec: Fields };
  await client.request({
    method: 'PUT',
    path,
    body: JSON.stringify({ checksum, targetSpec: { ...targetSpec, ...changes } }),
    priority: 'user',
  });
}
