import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import ovh from '@ovhcloud/node-ovh';
import { inParallel, report, type ClientTask } from './clientTask.js';

/** What the peer's page was asked with, and what it answered: its interface shows no headers. */
const paging: { sent: Record<string, string>; next: string | undefined } = { sent: {}, next: undefined };

/**
 * The peer only speaks https on port 443. It is given plain HTTP in its place, as the other side has, and headers for paging; all
 * else is its own way of working.
 */
https.request = ((options: RequestOptions, answer: (response: IncomingMessage) => void) =>
  http.request({ ...options, headers: { ...(options.headers as object), ...paging.sent } }, (response) => {
    const next = response.headers['x-pagination-cursor-next'];
    paging.next = typeof next === 'string' ? next : undefined;
    answer(response);
  })) as typeof https.request;

type Client = ReturnType<typeof ovh>;
let client: Client | undefined;

function connect({ origin, credentials }: ClientTask): Client {
  if (client) return client;
  const { hostname, port } = new URL(origin);
  const made = ovh({
    appKey: credentials.applicationKey,
    appSecret: credentials.applicationSecret,
    consumerKey: credentials.consumerKey,
    host: hostname,
    port: Number(port),
  });
  const sign = made.signRequest.bind(made);
  // It signs an address with its host alone; here the port belongs to it.
  made.signRequest = (method, url, body, timestamp) =>
    sign(method, url.replace(`https://${hostname}`, origin), body, timestamp);
  client = made;
  return made;
}

async function gets(task: ClientTask): Promise<number> {
  const { path, count, size } = task;
  let answers = 0;
  await inParallel(count, size, async (index) => {
    const answer: unknown = await connect(task).requestPromised('GET', `/v2${path}`, { n: index });
    if (answer !== undefined) answers += 1;
  });
  return answers;
}

/** The peer knows no pages: who wants a list gathers it, as the official command line tool and Terraform provider do. */
async function drain(task: ClientTask): Promise<number> {
  const items: unknown[] = [];
  let cursor: string | undefined;
  do {
    paging.sent = {
      'X-Pagination-Size': String(task.size),
      ...(cursor ? { 'X-Pagination-Cursor': cursor } : {}),
    };
    const page: unknown = await connect(task).requestPromised('GET', `/v2${task.path}`, {});
    if (Array.isArray(page)) items.push(...(page as readonly unknown[]));
    cursor = paging.next;
  } while (cursor);
  return items.length;
}

await report(
  async (task) => {
    await connect(task).requestPromised('GET', '/v2', {});
  },
  (task) => (task.kind === 'gets' ? gets(task) : drain(task)),
);
