import { Agent, type Dispatcher } from 'undici';
import { signatureHeaders } from '../src/api/signature.js';
import { inParallel, report, type ClientTask } from './clientTask.js';

/** The library that our client is built on, with a signature and nothing else: what no client on it can go below. */
const agent = new Agent({ connections: 10 });

interface Answer {
  readonly text: string;
  readonly next: string | undefined;
}

function get(
  { origin, credentials }: ClientTask,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const timestamp = Math.floor(Date.now() / 1_000);
  const request = { method: 'GET', url: origin + path, body: '', timestamp } as const;
  const proof = signatureHeaders({ kind: 'signature', ...credentials }, request);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let next: string | undefined;
    const reader: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, _status, answered) => {
        next = answered['x-pagination-cursor-next'] as string | undefined;
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => {
        resolve({ text: Buffer.concat(chunks).toString(), next });
      },
      onResponseError: (_controller, cause) => {
        reject(cause);
      },
    };
    agent.dispatch({ origin, path, method: 'GET', headers: { ...headers, ...proof } }, reader);
  });
}

async function gets(task: ClientTask): Promise<number> {
  let answers = 0;
  await inParallel(task.count, task.size, async (index) => {
    const { text } = await get(task, `/v2${task.path}?n=${String(index)}`);
    if (JSON.parse(text) !== undefined) answers += 1;
  });
  return answers;
}

async function drain(task: ClientTask): Promise<number> {
  let items = 0;
  let cursor: string | undefined;
  do {
    const { text, next } = await get(task, `/v2${task.path}`, {
      'x-pagination-size': String(task.size),
      ...(cursor ? { 'x-pagination-cursor': cursor } : {}),
    });
    items += (JSON.parse(text) as readonly unknown[]).length;
    cursor = next;
  } while (cursor);
  return items;
}

await report(
  async (task) => {
    await get(task, '/v2');
  },
  (task) => (task.kind === 'gets' ? gets(task) : drain(task)),
);
await agent.close();
