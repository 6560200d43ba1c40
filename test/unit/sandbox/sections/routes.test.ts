import { describe, expect, it } from 'vitest';
import { editionOf } from '../ground.js';

const kinds = (file: string): Record<string, string> =>
  Object.fromEntries(editionOf(file).routes.all.map(({ template, kind }) => [template, kind]));

describe('Paths are recognised from shapes', () => {
  it('with whatever names', () => {
    expect(kinds('odd.yaml')).toMatchObject({
      '/odd/thing': 'collection',
      '/odd/thing/{thingCode}': 'item',
      '/odd/thing/{thingCode}/tag': 'action',
      '/odd/machine/{machineId}/work': 'tasks',
      '/odd/machine/{machineId}/work/{workId}': 'task',
      '/odd/machine/{machineId}/diary': 'events',
      '/odd/machine/{machineId}/restart': 'action',
      '/odd/settings': 'object',
      '/odd/reference/level': 'rows',
    });
  });

  it('where lists hold bare words and numbers', () => {
    expect(kinds('dedicatedServer.yaml')).toMatchObject({
      '/dedicated/server': 'collection',
      '/dedicated/server/{serviceName}': 'item',
      '/dedicated/server/{serviceName}/task': 'collection',
      '/dedicated/server/{serviceName}/option': 'object',
      '/dedicated/server/osTemplates': 'rows',
    });
  });

  it('and a fixed name is not taken for an identifier', () => {
    const { routes } = editionOf('dedicatedServer.yaml');
    expect(routes.match(['dedicated', 'server', 'osTemplates'])?.route.kind).toBe('rows');
    expect(routes.match(['dedicated', 'server', 'osTemplate'])?.route.kind).toBe('item');
    expect(routes.match(['dedicated'])).toBeUndefined();
  });

  it('so is the field that identifies', () => {
    const identifier = (file: string, key: string): string | undefined =>
      editionOf(file).routes.withKey(key)?.identifier;
    expect(identifier('odd.yaml', '/odd/thing')).toBe('code');
    expect(identifier('odd.yaml', '/odd/thing/{}/part')).toBe('number');
    expect(identifier('access-2.1.yaml', '/access/permissionSet')).toBe('urn');
    expect(identifier('managedPlatform-2.1.yaml', '/managedPlatform/project')).toBe('id');
  });
});
