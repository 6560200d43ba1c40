import { describe, expect, test } from 'vitest';
import type { Edit } from '../../support/saves/edit.js';
import { Oracle, type Kind } from '../../support/saves/oracle.js';

interface History {
  readonly oracle: Oracle;
  readonly edit: Edit;
}

/** Small histories, each of an oracle that knows a resource with a name. */
function blamed(happens: (it: History) => void): readonly Kind[] {
  const oracle = new Oracle(new Map([['name', 'one']]));
  happens({ oracle, edit: oracle.edit() });
  return oracle.violations.map(({ kind }) => kind);
}

const cloud = (fields: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(fields));

describe('another client’s change', () => {
  test('is overwritten when it goes without a question', () => {
    const kinds = blamed(({ oracle, edit }) => {
      edit.typed('name', 'mine');
      oracle.changedByOther('name', 'theirs');
      oracle.written(cloud({ name: 'mine' }), edit);
    });
    expect(kinds).toEqual(['overwrite']);
  });

  test('counts as overwritten when it is lost although the user changed nothing there', () => {
    const kinds = blamed(({ oracle, edit }) => {
      oracle.changedByOther('label', 'theirs');
      edit.shows('theirs');
      oracle.written(cloud({ name: 'one' }), edit);
    });
    expect(kinds).toEqual(['overwrite']);
  });

  test('is overwritten when a label that it took away comes back', () => {
    const kinds = blamed(({ oracle, edit }) => {
      oracle.changedByOther('label', 'theirs');
      edit.shows('theirs');
      oracle.changedByOther('label', undefined);
      oracle.written(cloud({ name: 'one', label: 'theirs' }), edit);
    });
    expect(kinds).toEqual(['overwrite']);
  });

  test.each<[string, (it: History) => void]>([
    [
      'a question named it and was answered to send just that',
      ({ oracle }) => oracle.answered('theirs', true),
    ],
    [
      'a question named the conflict',
      ({ oracle }) => oracle.answered('Conflicting fields: name. Merge', false),
    ],
    ['a question told of it', ({ oracle }) => oracle.answered('name: "one" → "theirs"', false)],
    ['the document shows it', ({ edit }) => edit.shows('theirs')],
    ['a comparison shows it', ({ oracle }) => oracle.compared('theirs')],
    ['it was taken back before anybody saw it', ({ oracle }) => oracle.changedByOther('name', 'one')],
  ])('may go when %s', (_, knows) => {
    const kinds = blamed(({ oracle, edit }) => {
      oracle.changedByOther('name', 'theirs');
      edit.typed('name', 'mine');
      knows({ oracle, edit });
      oracle.written(cloud({ name: 'mine' }), edit);
    });
    expect(kinds).toEqual([]);
  });

  test('may be taken out by a save that was on its way when something was typed there again', () => {
    const kinds = blamed(({ oracle, edit }) => {
      oracle.changedByOther('label', 'theirs');
      edit.shows('theirs');
      edit.removed('label');
      edit.typed('label', 'mine');
      oracle.written(cloud({ name: 'one' }), edit);
    });
    expect(kinds).toEqual([]);
  });

  test('is overwritten when only an earlier one was known', () => {
    const kinds = blamed(({ oracle, edit }) => {
      edit.typed('name', 'mine');
      oracle.changedByOther('name', 'theirs');
      oracle.answered('Conflicting fields: name. Merge', false);
      oracle.changedByOther('name', 'theirs again');
      oracle.written(cloud({ name: 'mine' }), edit);
    });
    expect(kinds).toEqual(['overwrite']);
  });

  test('may take away what was sent without an answer: the document has not seen it either', () => {
    const kinds = blamed(({ oracle, edit }) => {
      edit.typed('label', 'mine');
      oracle.written(cloud({ name: 'one', label: 'mine' }), edit);
      oracle.changedByOther('label', undefined);
      oracle.written(cloud({ name: 'one', label: 'mine' }), edit);
    });
    expect(kinds).toEqual([]);
  });
});

describe('what was typed', () => {
  test('is lost when it is in no document, in no backup, and never was in the cloud', () => {
    const kinds = blamed(({ edit }) => {
      edit.typed('name', 'mine');
      edit.look({ text: '{"name": "one"}', backup: undefined });
    });
    expect(kinds).toEqual(['lost']);
  });

  test('is lost when the window ended with it in a backup that was deleted', () => {
    const kinds = blamed(({ edit }) => {
      edit.typed('name', 'mine');
      edit.survives('{"name": "mine"}');
      edit.look({ text: undefined, backup: undefined });
    });
    expect(kinds).toEqual(['lost']);
  });

  test.each<[string, (it: History) => void]>([
    ['the document', ({ edit }) => edit.look({ text: '{"name": "mine"}', backup: undefined })],
    [
      'a backup of a closed document',
      ({ edit }) => edit.look({ text: undefined, backup: '{"name": "mine"}' }),
    ],
  ])('is not lost while it is in %s', (_, look) => {
    const kinds = blamed(({ oracle, edit }) => {
      edit.typed('name', 'mine');
      look({ oracle, edit });
    });
    expect(kinds).toEqual([]);
  });

  test('is not lost once the person gave it up', () => {
    const kinds = blamed(({ edit }) => {
      edit.typed('name', 'mine');
      edit.givenUp();
      edit.look({ text: '{"name": "one"}', backup: undefined });
    });
    expect(kinds).toEqual([]);
  });

  test('counts as saved falsely when the save ends well and the cloud never had it', () => {
    const kinds = blamed(({ edit }) => {
      edit.typed('name', 'mine');
      edit.saved('{"name": "mine"}', true);
    });
    expect(kinds).toEqual(['false-save']);
  });

  test.each<[string, (it: History) => void]>([
    ['the cloud had it', ({ oracle, edit }) => oracle.written(cloud({ name: 'mine' }), edit)],
    ['it came after the text that was saved', ({ edit }) => edit.typed('name', 'mine too')],
  ])('does not count as saved falsely when %s', (_, then) => {
    const kinds = blamed(({ oracle, edit }) => {
      edit.typed('name', 'mine');
      then({ oracle, edit });
      edit.saved('{"name": "mine"}', false);
    });
    expect(kinds).toEqual([]);
  });
});

test('a secret is found in any text that holds it', () => {
  const kinds = blamed(({ oracle }) => {
    oracle.secrets.push('hush00001');
    oracle.searchSecrets('log', '{"code": "•••"}');
    expect(oracle.violations).toEqual([]);
    oracle.searchSecrets('log', '{"code": "hush00001"}');
  });
  expect(kinds).toEqual(['secret']);
});
