import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import { answerTask, type AnswerTaskOptions } from '../../../../src/editor/actions/answerTask.js';
import { findByPath } from '../../../../src/schema/findByPath.js';
import type { JsonObject } from '../../../../src/schema/openapi.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import { clearScreen, screen, type FakeInput } from '../fakeVscode.js';

vi.mock('vscode', () => import('../fakeVscode.js'));
const files = vi.hoisted(() => [] as string[]);
vi.mock('../../../../src/editor/scratchpad/openRequestFile.js', () => ({
  openRequestFile: (content: string) => Promise.resolve(files.push(content)),
}));

const thing = { type: 'object', properties: { id: { type: 'string' } } };
const update = {
  type: 'object',
  properties: { inputs: { type: 'object', additionalProperties: {} } },
  required: ['inputs'],
};

function api(put: JsonObject = { put: operation({ body: update }) }) {
  return document({
    '/s/site': { get: operation({ answer: listOf(thing) }) },
    '/s/site/{siteId}': { get: operation({ answer: thing }) },
    '/s/site/{siteId}/page': { get: operation({ answer: listOf(thing) }) },
    '/s/site/{siteId}/page/{pageId}': { get: operation({ answer: thing }) },
    '/s/site/{siteId}/task': { get: operation({ answer: listOf(thing) }) },
    '/s/site/{siteId}/task/{taskId}': { get: operation({ answer: thing }), ...put },
  });
}

const site = { account: 'a', segments: ['s', 'site', '1'] };
const page = { account: 'a', segments: ['s', 'site', '1', 'page', '2'] };
const WAITING = 'WAITING_USER_INPUT';

describe('answering a task that waits for the person', () => {
  let answer: (request: ApiRequest) => FakeAnswer;
  let answered: unknown[];
  let secrets: string[];
  let noted: unknown[];
  let asked: readonly ApiRequest[];

  const run = async (target: Partial<Parameters<typeof answerTask>[1]> = {}, read = api()): Promise<void> => {
    const fake = fakeApi((request) => answer(request));
    const catalogue = readCatalogue('/s', read);
    const schemas = {
      forPath: (path: string) =>
        Promise.resolve({ section: { document: read, catalogue }, ...findByPath(catalogue, path) }),
    };
    const options = {
      connections: { get: () => ({ api: fake, schemas }), labelOf: () => 'me' },
      onSecrets: (texts: readonly string[]) => secrets.push(...texts),
      onAnswered: (address: unknown) => answered.push(address),
      describe: (failure: Error) => failure.message,
      note: (failure: unknown) => noted.push(failure),
    };
    asked = fake.asked;
    await answerTask(options as unknown as AnswerTaskOptions, {
      ...{ address: site, label: 'Shop', taskId: undefined },
      ...target,
    });
  };

  /** What a site answers whose one task waits, and what the task itself says. */
  const oneTask =
    (task: object, put: () => FakeAnswer = () => ({ body: {} })) =>
    ({ method, path }: ApiRequest): FakeAnswer => {
      if (method === 'PUT') return put();
      const whole = { id: 't1', type: 'IMPORT', status: WAITING, ...task };
      if (path.endsWith('/task')) return { body: [whole] };
      return { body: path.endsWith('/t1') ? whole : { id: '1', currentTasks: [{ id: 't1' }] } };
    };

  const typed = (values: Readonly<Record<string, string>>) => {
    screen.type = ({ title }: FakeInput) => values[title.split(' · ')[1] ?? ''];
  };
  const sent = (): unknown =>
    asked.filter(({ method }) => method === 'PUT').map(({ path, body }) => [path, body]);

  beforeEach(() => {
    clearScreen();
    files.length = 0;
    [answered, secrets, noted, asked] = [[], [], [], []];
    screen.press = (_, buttons) => buttons.find((one) => one === 'Send');
  });

  it('asks for its inputs, shows the request, sends it once and follows the resource', async () => {
    answer = oneTask({ inputs: { isSure: { type: 'boolean' }, note: null } });
    typed({ isSure: 'true', note: 'go on' });
    await run();
    expect(sent()).toEqual([['/s/site/1/task/t1', '{"inputs":{"isSure":true,"note":"go on"}}']]);
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'Me (127.0.0.1:1): Answer IMPORT of Shop?',
      'The answer to IMPORT was accepted.',
    ]);
    expect(screen.messages[0]?.detail).toContain('"note": "go on"');
    expect(answered).toEqual([site]);
  });

  it('asks nothing that was typed in the panel already, and what is missing there', async () => {
    answer = oneTask({ inputs: { isSure: { type: 'boolean' }, note: null } });
    const questions: string[] = [];
    screen.type = ({ title, value }: FakeInput) => {
      questions.push(title);
      return value === '' ? 'go on' : value;
    };
    const key = (name: string): string => JSON.stringify(['inputs', name]);
    await run({ taskId: 't1', typed: { [key('isSure')]: 'true', [key('note')]: 'well' } });
    expect(questions).toEqual([]);
    expect(sent()).toEqual([['/s/site/1/task/t1', '{"inputs":{"isSure":true,"note":"well"}}']]);
    screen.type = ({ title }: FakeInput) => (
      questions.push(title),
      title.includes('note') ? 'go on' : 'true'
    );
    await run({ taskId: 't1', typed: { [key('isSure')]: 'true' } });
    expect(questions.some((title) => title.includes('note'))).toBe(true);
    expect(sent()).toEqual([['/s/site/1/task/t1', '{"inputs":{"isSure":true,"note":"go on"}}']]);
  });

  it('shows the API’s refusal, and asks again with what was typed', async () => {
    let refusals = 1;
    answer = oneTask({ inputs: { note: null } }, () =>
      refusals-- > 0 ? { status: 400, body: { message: 'No Active Theme Selected' } } : { body: {} },
    );
    const offered: string[] = [];
    screen.type = ({ value }: FakeInput) => {
      offered.push(value);
      return value === '' ? '["a"]' : value;
    };
    screen.press = (_, buttons) => buttons.find((one) => one === 'Send' || one === 'Edit Answer');
    await run();
    expect(offered).toEqual(['', '["a"]']);
    expect(screen.messages.map(({ text }) => text)).toContain(
      'Couldn’t answer IMPORT: No Active Theme Selected',
    );
    expect(sent()).toHaveLength(2);
    expect([noted.length, answered.length]).toEqual([1, 1]);
  });

  it.each(['me@example.org', '"7"', '{"a": 1}', 'null'])(
    'shows the answer %s as it was typed when the form opens again',
    async (text) => {
      let refusals = 1;
      answer = oneTask({ inputs: { note: null } }, () =>
        refusals-- > 0 ? { status: 400, body: { message: 'no' } } : { body: {} },
      );
      const offered: string[] = [];
      screen.type = ({ value }: FakeInput) => {
        offered.push(value);
        return text;
      };
      screen.press = (_, buttons) => buttons.find((one) => one === 'Send' || one === 'Edit Answer');
      await run();
      expect(offered).toEqual(['', text]);
    },
  );

  it('sends nothing when the form or the last question is left', async () => {
    answer = oneTask({ inputs: { note: null } });
    await run();
    typed({ note: 'x' });
    screen.press = () => undefined;
    await run();
    expect(sent()).toEqual([]);
    expect(answered).toEqual([]);
  });

  it('masks secrets, hides them in the question, and makes them known before they are sent', async () => {
    answer = oneTask({ inputs: { code: { type: 'string', format: 'password' }, token: { type: 'string' } } });
    typed({ code: 'c0de-1', token: 'tok-2' });
    await run();
    expect(screen.inputs.map(({ password }) => password)).toEqual([true, true]);
    expect(screen.messages[0]?.detail).not.toMatch(/c0de-1|tok-2/);
    expect(secrets).toEqual(['c0de-1', 'tok-2']);
    expect(sent()).toEqual([['/s/site/1/task/t1', '{"inputs":{"code":"c0de-1","token":"tok-2"}}']]);
  });

  it('opens a request file where nothing names the inputs', async () => {
    answer = oneTask({});
    await run();
    expect(files.join()).toContain('PUT /v2/s/site/1/task/t1');
    expect(files.join()).toContain('"inputs": {}');
    expect(sent()).toEqual([]);
  });

  it('finds the task of a resource without a list of tasks by its link', async () => {
    const link = '/v2/s/site/1/task/t1';
    const task = { id: 't1', status: WAITING, link };
    answer = ({ path }) => ({
      body: path.endsWith('/t1') ? { ...task, inputs: ['note'] } : { id: '2', currentTasks: [task] },
    });
    typed({ note: 'x' });
    await run({ address: page });
    expect(sent()).toEqual([['/s/site/1/task/t1', '{"inputs":{"note":"x"}}']]);
    expect(answered).toEqual([page]);
  });

  it('says so where no task waits, where the one that is meant does not, and where the API takes no answer', async () => {
    answer = oneTask({ status: 'RUNNING' });
    await run();
    answer = oneTask({});
    await run({ taskId: 't2' });
    await run({}, api({}));
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'No task of Shop is waiting for your input.',
      'No task of Shop is waiting for your input.',
      'IMPORT is waiting for your input, but the API has no operation to answer it.',
    ]);
  });
});
