import { describe, expect, it } from 'vitest';
import { groundOf, type Fields } from '../ground.js';

const access = groundOf('access-2.1.yaml', { resources: 40 });
const platform = groundOf('managedPlatform-2.1.yaml');

function resources(conditions: unknown): readonly Fields[] {
  const query = encodeURIComponent(JSON.stringify(conditions));
  return access.list(`/access/resource?tags=${query}`);
}

describe('a list that is filtered by tags', () => {
  const all = access.list('/access/resource');
  const teamOf = ({ tags }: Fields): string => String((tags as Fields).team);
  const team = teamOf(all[0]!);
  const ours = all.filter((one) => teamOf(one) === team);
  const others = all.filter((one) => teamOf(one) !== team);

  it.each([
    [{ operator: 'EQ', value: team }, ours],
    [{ value: team }, ours],
    [{ operator: 'EQ', value: team.toUpperCase() }, []],
    [{ operator: 'NEQ', value: team }, others],
    [{ operator: 'EXISTS' }, all],
    [{ operator: 'NEXISTS' }, []],
    [{ operator: 'LIKE', value: `*${team.slice(3)}` }, ours],
    [{ operator: 'LIKE', value: `%${team.slice(3).toUpperCase()}` }, []],
    [{ operator: 'ILIKE', value: `%${team.slice(3).toUpperCase()}` }, ours],
  ])('shows the members that fit the condition %j', (condition, expected) => {
    expect(others.length).toBeGreaterThan(0);
    expect(resources({ team: [condition] })).toEqual(expected);
  });

  it('shows the members that fit every key, each by one of its conditions', () => {
    expect(resources({ team: [{ value: 'no such team' }, { value: team }] })).toEqual(ours);
    expect(resources({ team: [{ value: team }], area: [{ operator: 'EXISTS' }] })).toEqual([]);
  });

  it('looks at the tags that a resource has in IAM where it has none of its own', () => {
    const projects = platform.list('/managedPlatform/project');
    const [tag] = Object.entries((projects[0]!.iam as Fields).tags as Fields);
    const query = (value: unknown): string =>
      `/managedPlatform/project?iamTags=${encodeURIComponent(JSON.stringify({ [tag![0]]: [{ value }] }))}`;
    expect(platform.list(query(tag![1]))).toEqual(projects);
    expect(platform.list(query('another'))).toEqual([]);
  });

  it.each(['team', '[]', '{"team"'])('refuses the conditions %s, which are not a JSON object', (query) => {
    expect(access.refusal('GET', `/access/resource?tags=${query}`)).toMatchObject({ status: 400 });
  });
});

describe('a list whose filters are called after its resources’ fields', () => {
  const all = access.list('/access/resource');
  const [{ name, urn }] = all as readonly [Record<string, string>];

  it.each([
    ['resourceName', name!, (one: Fields) => one.name === name],
    ['resourceType', 'another', () => false],
    ['resourceURN', `*${urn!.slice(8)}`, (one: Fields) => one.urn === urn],
    ['resourceURN', 'urn:none', () => false],
  ])('shows by %s only those that it names', (parameter, value, isWanted) => {
    const shown = access.list(`/access/resource?${parameter}=${encodeURIComponent(value)}`);
    expect(shown).toEqual(all.filter(isWanted));
    expect(shown.length).toBeLessThan(all.length);
  });
});
