import { describe, expect, it } from 'vitest';
import { editionOf, groundOf } from '../ground.js';

const machines = '/odd/machine';
const projects = '/managedPlatform/project';

describe('A resource that nothing has touched', () => {
  it('is made once, however often it is read', () => {
    const { list } = groundOf('odd.yaml');
    const [first] = list(machines);
    expect(first).toBeDefined();
    expect(list(machines)[0]).toBe(first);
  });

  it('is made again alike after a thousand others were read', () => {
    const { list, world, call } = groundOf('odd.yaml', { resources: 1_100 });
    const [first] = list(machines);
    const sent = world.representation.textOf(first);
    call('GET', machines, { size: '1000' });
    const [again] = list(machines);
    expect(again).not.toBe(first);
    expect(world.representation.textOf(again)).toBe(sent);
  });

  it('is shown by each version as that version describes it', () => {
    const [older, newer] = [editionOf('managedPlatform-1.0.yaml'), editionOf('managedPlatform-2.1.yaml')];
    const { list } = groundOf('managedPlatform-1.0.yaml');
    const alone = groundOf('managedPlatform-2.1.yaml').list(projects);
    const before = list(projects, older);
    expect(list(projects, newer)).toEqual(alone);
    expect(list(projects, older)).toEqual(before);
    expect(before).not.toEqual(alone);
  });

  it('is shown as changed once it is changed, and the others as before', () => {
    const { list, call, read, world } = groundOf('managedPlatform-2.1.yaml');
    const [changed, other] = list(projects);
    const path = `${projects}/${String(changed?.id)}`;
    const { checksum, targetSpec } = read(path);
    const body = { checksum, targetSpec: { ...(targetSpec as object), description: 'Changed' } };
    call('PUT', path, { body });
    const [now, otherNow] = list(projects);
    expect(now).toMatchObject({ targetSpec: { description: 'Changed' } });
    expect(world.representation.textOf(now)).toContain('"description":"Changed"');
    expect(otherNow).toBe(other);
  });

  it('is sent as the JSON of it, alone and in a list', () => {
    const { list, world } = groundOf('managedPlatform-2.1.yaml');
    const shown = list(projects);
    for (const body of [shown, shown[0], shown, [1, null, 'a', []], 'text', null, []]) {
      expect(world.representation.textOf(body)).toBe(JSON.stringify(body));
    }
  });
});
