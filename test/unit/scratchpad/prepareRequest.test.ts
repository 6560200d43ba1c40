import { expect, it } from 'vitest';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { prepareRequest, type Complete, type Fulfilment } from '../../../src/scratchpad/prepareRequest.js';
import { noSources } from '../../../src/scratchpad/sources.js';

/** Prepares the last request of a text and tells what was sent for it. */
async function prepared(
  text: string,
  more: Partial<Fulfilment> = {},
): Promise<{ readonly result: Complete; readonly sent: readonly string[] }> {
  const file = parseRequestFile(text);
  const request = file.requests.at(-1);
  if (!request) throw new Error('there is no request');
  const sent: string[] = [];
  const result = await prepareRequest(request, {
    ...{ file, origin: 'https://eu.api.ovh.com', sources: noSources },
    ask: ({ question }) => Promise.resolve(`${question}!`),
    readFile: ({ path }) => Promise.resolve(`{"from": "${path}"}`),
    sentBefore: () => undefined,
    send: (_, { request: ready }) => {
      sent.push(`${ready.method} ${ready.path}`);
      return Promise.resolve({ headers: {}, text: `{"id": "${String(sent.length)}"}` });
    },
    ...more,
  });
  return { result, sent };
}

const CHAIN =
  '# @name a\nPOST /v2/a\n###\n# @name b\nGET /v2/b/{{a.id}}\n###\nGET /v2/c/{{a.id}}/{{b.id}}/{{b.id}}';

it('sends what a request refers to first, each request once, however often it is named', async () => {
  const { result, sent } = await prepared(CHAIN);
  expect(sent).toEqual(['POST /a', 'GET /b/1']);
  expect(result).toMatchObject({ kind: 'ready', request: { path: '/c/1/2/2' } });
});

it('sends nothing again that was sent before', async () => {
  const { result, sent } = await prepared(CHAIN, {
    sentBefore: () => ({ headers: {}, text: '{"id": "k"}' }),
  });
  expect(sent).toEqual([]);
  expect(result).toMatchObject({ request: { path: '/c/k/k/k' } });
});

it('asks for what is typed, and reads the files of the body', async () => {
  const { result } = await prepared('POST /v2/{{$prompt Which}}\n\n< a.json');
  expect(result).toMatchObject({ request: { path: '/Which!', body: '{"from": "a.json"}' } });
});

it('ends when a request that is referred to is not sent', async () => {
  const refused = prepared(CHAIN, { send: () => Promise.reject(new Error('no')) });
  await expect(refused).rejects.toThrow('no');
});

it('refuses requests that wait for each other, and sends none of them', async () => {
  const { result, sent } = await prepared('# @name a\nGET /v2/{{b.id}}\n###\n# @name b\nGET /v2/{{a.id}}');
  expect(sent).toEqual([]);
  expect(result).toMatchObject({ kind: 'refused', problems: [{ code: 'referenceCycle' }] });
});
