import { describe, expect, it } from 'vitest';
import { versionRows, type VersionFacts } from '../../../../src/editor/versions/versionRows.js';

const facts = (parts: Partial<VersionFacts> = {}): VersionFacts => ({
  known: [
    { version: '2.1', sources: ['answer'], refusal: undefined },
    { version: '1.0', sources: ['refusal', 'picked'], refusal: undefined },
    { version: '0.0', sources: ['tools'], refusal: undefined },
  ],
  ...{ standard: [], choice: undefined, accountChoice: undefined, pending: undefined },
  ...parts,
});

const texts = (of: VersionFacts, typed = ''): readonly string[] =>
  versionRows(of, typed).map(({ label, description, detail }) =>
    [label, description, detail].filter(Boolean).join(' | '),
  );

describe('the lines of the picker', () => {
  it('say how each version is known, recommend the default, and say what is unknown', () => {
    expect(texts(facts())).toEqual([
      '$(check) default | in use · recommended | $(blank) no version is sent; the account’s default applies',
      '$(blank) v2.1 | $(blank) returned by the API',
      '$(blank) v1.0 | $(blank) named by the API when it rejected another version · picked by you',
      '$(blank) v0.0 | $(blank) sent by OVHcloud’s own tools; its meaning isn’t public',
      '$(edit) Enter a version… | $(blank) OVHcloud doesn’t publish how to list versions, so others may exist',
    ]);
  });

  it('say with which version the API answers by default, where its answers name one', () => {
    expect(texts(facts({ standard: ['2.1', '1.0'] }))[0]).toContain('· the API responds with v2.1, v1.0');
  });

  it('say what the API said of a version that it refused', () => {
    const refused = { version: '9.9', sources: ['setting'], refusal: 'No such version.' } as const;
    expect(texts(facts({ known: [refused] }))[1]).toBe(
      '$(blank) v9.9 | $(blank) from your settings · rejected by the API: No such version.',
    );
  });

  it('offer what is typed as soon as it is a version that is not listed', () => {
    expect(texts(facts(), '3.0').at(-2)).toBe('$(blank) v3.0 | as typed');
    for (const typed of ['3', '3.', '1.0', 'x']) expect(texts(facts(), typed)).toEqual(texts(facts()));
  });

  it('offer the ways out of a workspace’s own choice', () => {
    const own = facts({
      choice: { version: '1.0', place: 'workspace' },
      accountChoice: { version: '2.1', place: 'account' },
    });
    expect(texts(own)[1]).toContain('v2.1 | the account’s choice');
    expect(texts(own)[2]).toContain('in use in this workspace');
    expect(texts(own).slice(-2)).toEqual([
      '$(globe) Use v1.0 for this account in every workspace',
      '$(discard) Forget this workspace’s choice | the account’s choice applies again',
    ]);
    const accounts = texts(facts({ choice: { version: '1.0', place: 'account' } }));
    expect(accounts[2]).toContain('in use for this account');
  });

  it('mark what is being read, and offer to stay', () => {
    const pending = facts({ pending: { version: '1.0' } });
    expect(texts(pending)[2]).toContain('$(loading~spin) v1.0 | being read');
    expect(versionRows(pending, '').at(-1)).toMatchObject({
      label: '$(close) Keep the default version',
      result: { kind: 'cancel' },
    });
  });

  it('have buttons to compare with the one in use, and to use one for the whole account', () => {
    const wishes = (of: VersionFacts) =>
      versionRows(of, '').map(({ buttons }) => buttons?.map(({ result }) => result.kind));
    const both = ['differences', 'pick'];
    expect(wishes(facts())).toEqual([['pick'], both, both, both, undefined]);
    const own = facts({ choice: { version: '2.1', place: 'account' } });
    expect(wishes(own).slice(0, 3)).toEqual([both, ['pick'], both]);
  });
});
