import { afterEach, describe, expect, it } from 'vitest';
import { chooseEdition, type ServedSection } from '../../../src/sandbox/sections/editions.js';
import { compileSchema } from './documentSchemas.js';
import { editionOf, groundOf, type Fields } from './ground.js';

const editions = ['2.1', '2.0', '1.0'].map((version) => editionOf(`managedPlatform-${version}.yaml`));
const [v21, v20, v10] = editions as [(typeof editions)[0], (typeof editions)[0], (typeof editions)[0]];
const section: ServedSection = { path: '/managedPlatform', editions };
const named = { usualVersion: undefined, namesVersions: true };
const projects = '/managedPlatform/project';

describe('A schema version', () => {
  it.each([
    [undefined, '2.1'],
    ['2.0', '2.0'],
    ['2', '2.1'],
    ['1', '1.0'],
    ['1.0', '1.0'],
    ['0.0', '1.0'],
  ])('%j is answered by %s', (asked, version) => {
    expect(chooseEdition(section, asked, named).version).toBe(version);
  });

  it('that is the account’s own counts when none is requested', () => {
    const chosen = (asked: string | undefined, usualVersion: string): string =>
      chooseEdition(section, asked, { ...named, usualVersion }).version;
    expect(chosen(undefined, '1')).toBe('1.0');
    expect(chosen('2', '1')).toBe('2.1');
    expect(chosen(undefined, '7')).toBe('2.1');
  });

  it.each(['3', '2.2', '0.1', 'latest', '2.', '__proto__'])(
    '%s is refused, by naming those that exist where that is the custom',
    (asked) => {
      expect(() => chooseEdition(section, asked, named)).toThrow(
        expect.objectContaining({
          status: 400,
          class: 'Client::BadRequest::UnknownSchemasVersion',
          message: expect.stringContaining('2.1, 2.0, 1.0') as unknown,
          details: { versions: '2.1, 2.0, 1.0' },
        }),
      );
      expect(() => chooseEdition(section, asked, { ...named, namesVersions: false })).toThrow(
        expect.objectContaining({
          status: 400,
          message: `The schemas version "${asked}" is not supported`,
          details: {},
        }),
      );
    },
  );
});

describe('One world', () => {
  const ground = groundOf('managedPlatform-2.1.yaml');
  const project = `${projects}/${String(ground.list(projects)[0]!.id)}`;
  const cluster = `${project}/cluster/${String(ground.list(`${project}/cluster`)[0]!.id)}`;
  const shownIn = (edition: typeof v21): Fields => ground.read(cluster, edition);

  /** What a test began has ended when the next one writes. */
  afterEach(() => {
    ground.world.clock.step(60_000);
  });

  it('has the same resources in all versions', () => {
    const ids = editions.map((edition) => ground.list(projects, edition).map(({ id }) => id));
    expect(ids[0]).toEqual(ids[1]);
    expect(ids[0]).toEqual(ids[2]);
  });

  it('is shown by each version as that version says', () => {
    const pools = (edition: typeof v21): Fields =>
      ((shownIn(edition).targetSpec as Fields).nodePools as readonly Fields[])[0]!;
    expect(pools(v10)).toHaveProperty('nodes');
    expect(pools(v10)).not.toHaveProperty('desiredNodes');
    expect(pools(v20)).toHaveProperty('desiredNodes');
    expect(pools(v20)).not.toHaveProperty('nodes');
  });

  it('has paths that a version does not know', () => {
    expect(ground.call('GET', `${project}/database`, { edition: v21 }).status).toBe(200);
    expect(ground.refusal('GET', `${project}/database`, { edition: v10 }).status).toBe(404);
  });

  it('takes a body by the version that it is written for, and shows it in the others as they can', () => {
    const { targetSpec, checksum } = shownIn(v21) as { targetSpec: Fields; checksum: string };
    const wanted = { ...targetSpec, description: 'Written with version 2.1' };
    expect(
      ground.refusal('PUT', cluster, { edition: v10, body: { checksum, targetSpec: wanted } }).status,
    ).toBe(400);
    ground.call('PUT', cluster, { edition: v21, body: { checksum, targetSpec: wanted } });
    for (const edition of editions) {
      const shown = shownIn(edition);
      expect((shown.targetSpec as Fields).description).toBe('Written with version 2.1');
      const operation = edition.routes
        .match(cluster.split('/').filter(Boolean))!
        .route.operations.get('GET')!;
      const validate = compileSchema(edition.document, operation.responseSchema, 'response');
      expect(validate(shown), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it('asks for a checksum only where the version does', () => {
    const { targetSpec } = shownIn(v10);
    expect(
      ground.refusal('PUT', cluster, { edition: v20, body: { targetSpec: shownIn(v20).targetSpec } }),
    ).toMatchObject({ status: 400, details: { checksum: 'is missing' } });
    expect(ground.call('PUT', cluster, { edition: v10, body: { targetSpec } }).status).toBe(200);
  });
});
