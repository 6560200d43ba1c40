import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  offerToSave,
  registerAnswerCommands,
} from '../../../../../src/editor/scratchpad/answers/answerCommands.js';
import { clearScreen, screen, Uri, workspace } from '../../fakeVscode.js';

beforeEach(clearScreen);

interface Came {
  readonly text?: string;
  readonly binary?: Uint8Array;
  readonly path?: string;
  readonly headers?: object;
}

const outcomeOf = ({ text = '', binary, path = '/v2/a', headers = {} }: Came) =>
  ({
    kind: 'answered',
    result: {
      text,
      response: { ...{ binary, headers, path, method: 'GET', status: 200, durationMs: 1, sizeBytes: 1 } },
    },
    isRaw: true,
  }) as never;

describe('a response', () => {
  const uri = Uri.parse('ovhapi-response:/a.jsonc') as never;

  test('that is binary is offered to be saved, by the command that reports what goes wrong', async () => {
    const saved: unknown[] = [];
    screen.commands.set('ovhApi.scratchpad.saveBody', (of) => saved.push(of));
    screen.press = (_, [save]) => save;
    offerToSave({ outcome: outcomeOf({ binary: new Uint8Array(3) }) }, uri);
    expect(screen.messages).toMatchObject([
      { text: 'The response is binary, so it can’t be shown.', buttons: ['Save Body…'] },
    ]);
    await Promise.resolve();
    expect(saved).toEqual([uri]);
  });

  test('that is text, or that never came, is not', () => {
    offerToSave({ outcome: outcomeOf({}) }, uri);
    offerToSave({ outcome: { kind: 'stopped' } }, uri);
    offerToSave({ outcome: undefined }, uri);
    expect(screen.messages).toEqual([]);
  });
});

describe('the document of a response', () => {
  const uri = Uri.parse('ovhapi-response:/a.jsonc');
  let shown: { text?: string; run: object | undefined };
  let commands: Map<string, (uri: unknown) => Promise<unknown>>;
  const command = (name: string): Promise<unknown> =>
    commands.get(name)?.(uri) ?? Promise.reject(new Error());

  beforeEach(() => {
    shown = { run: undefined };
    commands = new Map();
    registerAnswerCommands({
      responses: {
        run: () => shown.run,
        set: (_: unknown, text: string) => {
          shown = { text, run: undefined };
        },
        describe: (_: unknown, run: object) => {
          shown = { ...shown, run };
        },
      },
      command: (name: string, act: (uri: unknown) => Promise<unknown>) => {
        commands.set(name, act);
      },
    } as never);
  });

  test.each<readonly [Came, string, string]>([
    [{ text: '{}', path: '/v2/a/con' }, 'response-con.json', '{}'],
    [{ text: '{"b":1,\n "a":2}', path: '/v2/a/id?x=y' }, 'id.json', '{"b":1,\n "a":2}'],
    [{ text: 'a: b', headers: { 'content-type': 'Application/YAML; charset=utf-8' } }, 'a.yaml', 'a: b'],
    [{ binary: new Uint8Array([97]), path: '/v2/%2F..%2Fx' }, '2F..-2Fx.bin', 'a'],
    [
      { binary: new Uint8Array([98]), headers: { 'content-type': 'image/png' }, path: '/v2/' },
      'response.png',
      'b',
    ],
  ])('is saved byte for byte, by a name of its own: %j', async (came, name, bytes) => {
    screen.folders = ['/work'];
    screen.saveTo = Uri.parse('file:/there');
    shown.run = { outcome: outcomeOf(came) };
    await command('saveBody');
    expect(screen.messages[0]?.text.split('/').at(-1)).toBe(name);
    expect(new TextDecoder().decode(screen.files.get('file:/there'))).toBe(bytes);
    expect(screen.messages.at(-1)?.text).toBe('The body was saved.');
  });

  test('is not saved without a chosen file, or without a response', async () => {
    shown.run = { outcome: outcomeOf({ text: '{}' }) };
    await command('saveBody');
    shown.run = { outcome: undefined };
    await command('saveBody');
    expect([...screen.files]).toEqual([]);
    expect(screen.messages).toHaveLength(1);
  });

  test('is put into the open document of a file that has unsaved text, and never written behind it', async () => {
    screen.saveTo = Uri.parse('file:/there');
    screen.documents.set('file:/there', 'typed');
    screen.edited = [screen.saveTo];
    shown.run = { outcome: outcomeOf({ text: '{}\n' }) };
    await command('saveBody');
    expect([...screen.files]).toEqual([]);
    expect(screen.documents.get('file:/there')).toBe('{}\n');
    expect(screen.messages.map(({ text }) => text)).not.toContain('The body was saved.');
  });

  test.each<readonly [string, Came, boolean]>([
    ['of bytes is not written behind a file that has unsaved text', { binary: new Uint8Array([97]) }, true],
    ['whose file takes no edit leaves it as it is', { text: '{}' }, false],
  ])('%s, and that is said', async (_, came, takesEdits) => {
    screen.saveTo = Uri.parse('file:/there');
    screen.documents.set('file:/there', 'typed');
    screen.edited = [screen.saveTo];
    vi.spyOn(workspace, 'applyEdit').mockResolvedValue(takesEdits);
    shown.run = { outcome: outcomeOf(came) };
    await expect(command('saveBody')).rejects.toThrow(/^Couldn’t write there: .*unsaved changes/);
    expect([[...screen.files], screen.documents.get('file:/there')]).toEqual([[], 'typed']);
    expect(screen.messages.map(({ text }) => text)).not.toContain('The body was saved.');
  });

  test('is formatted with its digits and its order, and says so no more', async () => {
    shown.run = { outcome: outcomeOf({ text: '{"b":9007199254740993,"a":[]}' }) };
    await command('formatBody');
    expect(shown.text).toContain('{\n  "b": 9007199254740993,\n  "a": []\n}');
    expect(shown.run).toMatchObject({ outcome: { isRaw: false } });
    expect(screen.progress).toEqual(['Formatting the body…']);
  });

  test('is not formatted over a response that came meanwhile', async () => {
    shown.run = { outcome: outcomeOf({ text: '{}' }) };
    const formatted = command('formatBody');
    shown.run = { outcome: undefined };
    await formatted;
    expect(shown.text).toBeUndefined();
  });
});
