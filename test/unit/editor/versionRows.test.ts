import { describe, expect, it, vi } from 'vitest';
import type { VersionFacts } from '../../../src/editor/statusBar/versionFacts.js';
import { versionRows } from '../../../src/editor/statusBar/versionRows.js';

vi.mock('vscode', () => import('./fakeVscode.js'));

const facts = (parts: Partial<VersionFacts> = {}): VersionFacts => ({
  known: [
    { version: '2.1', source: 'document', isDefault: true },
    { version: '1.0', source: 'refusal', isDefault: false },
  ],
  ...{ choice: undefined, accountChoice: undefined, pending: undefined },
  differences: new Map([['1.0', difference(12, 3)]]),
  compared: { sections: 2, of: 2 },
  ...{ changes: [], sightings: [], today: '2026-08-01' },
  ...parts,
});

function difference(ways: number, breaking: number) {
  return { ways, breaking, gone: [], goneFields: 0, sections: [] };
}

const changed = (version: string, publishedOn: string, text = 'What changed.') => ({
  ...{ section: '/s', version, publishedOn, text },
});

const texts = (of: VersionFacts, typed = ''): readonly string[] =>
  versionRows(of, typed).map(({ label, description, detail }) =>
    [label, description, detail].filter(Boolean).join(' | '),
  );

describe('the lines of the picker', () => {
  it('say what is known of each version, the default first', () => {
    expect(texts(facts())).toEqual([
      '$(check) default | in use · the account’s default major answers, now v2.1',
      '$(blank) v2.1 | the default now | $(blank) found in an API document',
      '$(blank) v1.0 | superseded, answers for 6 months after that | $(blank) named by the API · differs in 12 ways from yours, 3 of which may break a program',
    ]);
  });

  it('say since when a version is old, and how many days it has left', () => {
    const of = (today: string, changes = [changed('2.0', '2026-05-18')]): string | undefined =>
      texts(facts({ today, changes }))[2]?.split(' | ')[1];
    expect(of('2026-08-01')).toBe('superseded since May 18, 2026, 109 days left of its 6 months');
    expect(of('2026-12-01')).toBe('superseded since May 18, 2026, its 6 months ended on Nov 18, 2026');
  });

  it('say what was seen of it where no changelog tells', () => {
    const of = (sightings: VersionFacts['sightings']): string | undefined =>
      texts(facts({ sightings }))[2]?.split(' | ')[1];
    const newer = { version: '2.1', firstOn: '2026-06-10', lastOn: '2026-08-01' };
    expect(of([newer])).toBe('superseded before Jun 10, 2026, at most 131 days left of its 6 months');
    expect(of([{ version: '1.0', firstOn: '2026-01-01', lastOn: '2026-06-01' }, newer])).toBe(
      'superseded between Jun 1, 2026 and Jun 10, 2026, at least 122 days left of its 6 months',
    );
  });

  it('say that a version does not differ, or could not be compared, and how much was compared', () => {
    const of = (
      one: ReturnType<typeof difference> | undefined,
      compared = { sections: 2, of: 2 },
    ): string | undefined =>
      texts(facts({ differences: new Map([['1.0', one]]), compared }))[2]
        ?.split(' · ')
        .slice(1)
        .join(' · ');
    expect(of(difference(0, 0))).toBe('does not differ from yours');
    expect(of(difference(1, 0))).toBe('differs in 1 way from yours');
    expect(of(undefined)).toBe('could not be compared with yours');
    expect(of(difference(2, 0), { sections: 5, of: 21 })).toBe(
      'differs in 2 ways from yours, none breaking · 5 of 21 sections compared',
    );
  });

  it('offer what is typed, and the ways out of a workspace’s own choice', () => {
    expect(texts(facts(), '3.0').at(-1)).toBe('$(blank) v3.0 | as typed');
    const own = facts({
      choice: { version: '1.0', place: 'workspace' },
      accountChoice: { version: '2.1', place: 'account' },
    });
    expect(texts(own)[1]).toContain('v2.1 | the account’s choice · the default now');
    expect(texts(own)[2]).toContain('in use in this workspace');
    expect(texts(own).slice(-2)).toEqual([
      '$(globe) Use v1.0 for this account in every workspace',
      '$(discard) Forget this workspace’s choice | the account’s choice counts again',
    ]);
    const accounts = texts(facts({ choice: { version: '1.0', place: 'account' } }));
    expect(accounts.at(-1)).toContain('in use for this account');
  });

  it('mark what is being read, and offer to stay', () => {
    const pending = facts({ pending: { version: '1.0' } });
    expect(texts(pending)[2]).toContain('$(loading~spin) v1.0 | being read');
    expect(versionRows(pending, '').at(-1)).toMatchObject({
      label: '$(close) Stay with the default version',
      wish: { kind: 'cancel' },
    });
  });

  it('have buttons for what there is: the differences, the changelog, the whole account', () => {
    const wishes = versionRows(facts({ changes: [changed('2.1', '2026-07-01')] }), '').map(({ buttons }) =>
      buttons?.map(({ wish }) => wish.kind),
    );
    expect(wishes).toEqual([['pick'], ['changelog', 'pick'], ['differences', 'pick']]);
  });
});
