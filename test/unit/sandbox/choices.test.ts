import { describe, expect, it } from 'vitest';
import { groundOf } from './ground.js';

const fish = { kind: 'fish', weight: 0.5, born: null, water: 'SALT' };

describe('A thing that is of one of several kinds', () => {
  const ground = groundOf('zoo.yaml', { resources: 12 });

  it('says which one, by the word that its document has for it', () => {
    const kinds = ground.list('/zoo/animal').map(({ kind }) => kind);
    expect([...new Set(kinds)].sort()).toEqual(['Herd', 'feline', 'fish']);
  });

  it('is found at its number, whichever kind it is of', () => {
    for (const animal of ground.list('/zoo/animal')) {
      expect(ground.read(`/zoo/animal/${String(animal.number)}`)).toEqual(animal);
    }
  });

  it('becomes one of another kind when it is written so', () => {
    const { number } = ground.list('/zoo/animal').find(({ kind }) => kind === 'Herd')!;
    const path = `/zoo/animal/${String(number)}`;
    ground.call('PUT', path, { body: fish });
    expect(ground.read(path)).toEqual({ number, ...fish });
  });

  it('is created as what was written', () => {
    const { status, body } = ground.call('POST', '/zoo/animal', { body: fish });
    expect([status, body]).toEqual([201, expect.objectContaining(fish)]);
    expect(ground.list('/zoo/animal')[0]).toEqual(body);
  });

  it.each([
    [{ ...fish, kind: 'bird' }, 'kind'],
    [{ ...fish, lives: 3 }, 'lives'],
    [{ kind: 'fish' }, 'water'],
  ])('is refused as %j by naming %s', (body, place) => {
    const { status, details } = ground.refusal('POST', '/zoo/animal', { body });
    expect([status, Object.keys(details)]).toEqual([400, expect.arrayContaining([place])]);
  });
});

it('A contact that has to be one thing or another is not both', () => {
  const ground = groundOf('zoo.yaml', { resources: 9 });
  const contacts = (ground.call('GET', '/zoo/keeper').body as readonly string[]).map(
    (name) => ground.read(`/zoo/keeper/${name}`).contact as Readonly<Record<string, unknown>>,
  );
  expect(new Set(contacts.map((contact) => Object.keys(contact).join()))).toEqual(new Set(['mail', 'phone']));
});

it('An answer that its document calls a text is sent as one', () => {
  const ground = groundOf('zoo.yaml');
  expect(ground.call('GET', '/zoo/animal/1/portrait')).toMatchObject({ status: 200, type: 'text/plain' });
});

it('A task whose document numbers tasks is found by its number', () => {
  const ground = groundOf('harbour.json');
  const [{ dock }] = ground.list('/harbour') as [{ dock: string }];
  const path = `/harbour/${dock}`;
  const put = ground.call('PUT', path, { body: { targetSpec: { depth: 4 } } });
  expect(put).toEqual({ status: 202, body: undefined });
  const [task] = ground.read(path).currentTasks as readonly { id: number; link: string }[];
  expect(task!.link).toBe(`/v2${path}/task/${String(task!.id)}`);
  expect(ground.read(`${path}/task/${String(task!.id)}`)).toMatchObject({ id: task!.id, status: 'PENDING' });
});
