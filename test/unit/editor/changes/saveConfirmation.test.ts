import { beforeEach, describe, expect, it, vi } from 'vitest';
import { marks } from '../../schema/markedSecrets.js';
import { documentUri } from '../../../../src/editor/shell/documentUri.js';
import type { SpecBase } from '../../../../src/resource/specBase.js';
import type { ReviewedSave } from '../../../../src/editor/changes/saveReviews.js';
import { confirmSave, describeChange } from '../../../../src/editor/changes/saveConfirmation.js';
import { specValue } from '../../../../src/resource/spec.js';
import { diffSpecs } from '../../../../src/resource/specDiff.js';
import type { Safeguard } from '../../../../src/api/account.js';
import { account } from '../../schema/fakeApi.js';
import { clearScreen, screen, window } from '../fakeVscode.js';
import { itemKind } from '../explorer/items.js';

const base: SpecBase = {
  address: { account: 'a', segments: ['things', '1'] },
  item: itemKind({ path: '/things/{id}', name: 'thing', parameter: 'id', isMarkedSecret: marks(['code']) }),
  text: '{"name": "one", "size": 3, "code": "old secret"}',
  checksum: 'c',
  schemaVersion: undefined,
  displayName: 'one',
  status: undefined,
};

describe('a save before it is sent', () => {
  let reviewed: ReviewedSave[];
  let decision: boolean;
  let safeguards: readonly Safeguard[];
  /** How often it was asked what the API document objects to. */
  let looks: number;
  const confirm = (
    spec: string,
    problems: readonly string[] = [],
    isPerhapsOlder = false,
  ): Promise<boolean> =>
    confirmSave(
      {
        uri: documentUri(base.address, 'spec', 'yaml'),
        base,
        account: { ...account, safeguards },
        spec,
        changes: diffSpecs(specValue(base.text), specValue(spec)),
        mustAsk: false,
        isPerhapsOlder,
        problems: () => {
          looks += 1;
          return Promise.resolve(problems);
        },
      },
      {
        decide: (save) => {
          reviewed.push(save);
          return Promise.resolve(decision);
        },
      },
    );
  const smaller = '{"name": "two", "size": 2, "code": "old secret"}';
  const renamed = '{"name": "one", "size": 4, "code": "old secret"}';

  beforeEach(() => {
    clearScreen();
    reviewed = [];
    looks = 0;
    decision = true;
    safeguards = [];
  });

  it('is a question that lists the dangerous changes first, and is not sent without an answer', async () => {
    expect(await confirm('{"name": "one", "size": 2, "code": "old secret", "more": 1}')).toBe(false);
    expect(screen.messages[0]?.text).toBe('Me (127.0.0.1:1): Change 2 fields of one?');
    expect(screen.messages[0]?.detail).toBe('⚠ size: 3 → 2\nmore: added 1');
  });

  it('names the moved members of a list, and what else changed in it, in place of two whole lists', async () => {
    const pools = (...names: readonly string[]): readonly object[] =>
      names.map((name) => ({ name, size: name.length }));
    const changes = diffSpecs(
      { pools: pools('a', 'b', 'c', 'batch') },
      { pools: [{ name: 'batch', size: 9 }, ...pools('a', 'b', 'c')] },
    );
    expect(changes.map(describeChange)).toEqual(['pools: batch moved from [3] to [0]; pools[0].size: 5 → 9']);
  });

  it('names what was renamed, and still warns of the removal', async () => {
    await confirm('{"title": "one", "size": 3, "code": "old secret"}');
    expect(screen.messages[0]?.detail).toBe(
      '⚠ name: removed (was "one") (renamed to title)\ntitle: added "one" (renamed from name)',
    );
  });

  it('asks in all settings where a restored text would undo a save', async () => {
    screen.settings.set('ovhApi.confirmSave', 'never');
    expect(await confirm(renamed)).toBe(true);
    expect(screen.messages).toEqual([]);
    expect(await confirm(renamed, [], true)).toBe(false);
    expect(screen.messages[0]?.detail).toContain('may be older than your last save');
  });

  it('lists the values that the API may reject', async () => {
    screen.press = () => 'Send';
    expect(await confirm(smaller, ['Line 2: wrong', 'Line 3: too'])).toBe(true);
    expect(screen.messages[0]?.detail).toMatch(/may reject these values:\nLine 2: wrong\nLine 3: too$/);
  });

  it('is decided in the diff editor when the question leads there, or the settings say so', async () => {
    screen.press = (_, buttons) => buttons.find((button) => button === 'Show Diff');
    decision = false;
    expect(await confirm(smaller)).toBe(false);
    // The dialog has said it.
    expect(reviewed[0]).not.toHaveProperty('question');
    screen.settings.set('ovhApi.saveReview', 'diff');
    decision = true;
    expect(await confirm(smaller, ['Line 2: wrong'])).toBe(true);
    expect(screen.messages).toHaveLength(1);
    expect(reviewed).toHaveLength(2);
    expect(reviewed[1]?.after).toContain('size: 2');
    expect(reviewed[1]?.question).toMatch(/: Change 2 fields of one\? .*size: 3 → 2.*Line 2: wrong$/);
  });

  it('shows no secret in the diff view', async () => {
    screen.settings.set('ovhApi.saveReview', 'diff');
    await confirm('{"name": "one", "size": 3, "code": "new secret"}');
    expect(JSON.stringify(reviewed)).not.toMatch(/old secret|new secret/);
    expect(reviewed[0]?.question).toContain('code');
  });

  it('doesn’t ask when the settings say so', async () => {
    screen.settings.set('ovhApi.confirmSave', 'destructive');
    expect(await confirm(renamed)).toBe(true);
    expect(await confirm(smaller)).toBe(false);
    screen.settings.set('ovhApi.confirmSave', 'never');
    expect(await confirm(smaller)).toBe(true);
    expect(screen.messages).toHaveLength(1);
    expect(looks).toBe(1);
  });

  it('asks in all settings when the account is production or requires its name to be typed', async () => {
    screen.settings.set('ovhApi.confirmSave', 'never');
    screen.press = (_, buttons) => buttons.find((one) => one === 'Send');
    safeguards = ['production'];
    expect(await confirm(renamed)).toBe(true);
    expect(screen.messages).toHaveLength(1);
    safeguards = ['typeName'];
    const box = vi.spyOn(window, 'showInputBox').mockResolvedValue('Not me');
    expect(await confirm(renamed)).toBe(false);
    screen.settings.set('ovhApi.saveReview', 'diff');
    expect(await confirm(renamed)).toBe(false);
    expect(reviewed[0]?.question).toMatch(/^Me \(127/);
    box.mockResolvedValue('Me');
    expect(await confirm(renamed)).toBe(true);
  });
});
