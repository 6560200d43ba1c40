// What the peer is made of is read before it is measured; the client would read this with its first request.
import 'undici';
import { ApiClient } from '../src/api/apiClient.js';
import { endpointOf } from '../src/api/endpoints.js';
import { inParallel, report, type ClientTask } from './clientTask.js';

let client: ApiClient | undefined;

function connect({ origin, credentials }: ClientTask): ApiClient {
  client ??= new ApiClient({
    account: { id: 'bench', label: 'bench', endpoint: endpointOf(origin), credential: 'signature' },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...credentials }),
  });
  return client;
}

async function gets(task: ClientTask): Promise<number> {
  const { path, count, size } = task;
  let answers = 0;
  await inParallel(count, size, async (index) => {
    // Each one is another request: reads of the same thing would be shared.
    const response = await connect(task).request({ method: 'GET', path, query: { n: index } });
    if (response.json() !== undefined) answers += 1;
  });
  return answers;
}

async function drain(task: ClientTask): Promise<number> {
  let items = 0;
  for await (const page of connect(task).pages({ path: task.path, size: task.size })) {
    items += page.items.length;
  }
  return items;
}

await report(
  async (task) => {
    await connect(task).request({ method: 'GET', path: '' });
  },
  (task) => (task.kind === 'gets' ? gets(task) : drain(task)),
);
await client?.close();
