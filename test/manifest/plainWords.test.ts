import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allMatches, readTexts } from './project.js';

/** What plain texts say otherwise. Each is here with what to write instead, which the failure shows. */
const ENGLISH: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(some|no)body\b/i, 'name who, or use the passive'],
  [/\b(told|asked)\b/i, 'said, requested'],
  [/\bgone\b|no longer there/i, 'was deleted, not found'],
  [/\banew\b/i, 'again'],
  [/\bis none\b|whatever it is/i, 'a sentence without a riddle'],
  [/has it already|have it already/i, 'no change needed'],
  [/\bat work\b/i, 'running'],
  [/\bin sync\b/i, 'up to date'],
  [/\b(actual|desired) state\b/i, 'current state, spec'],
  [/\brefuse[sd]?\b|\bobjects to\b/i, 'reject'],
  [/\bcancelled\b/i, 'canceled'],
  [/\bcannot\b|\bcould not\b/i, 'can’t, couldn’t'],
  [/\blook(ed)? at\b/i, 'check'],
  [/\b(as|so) the cloud has\b/i, 'no changes'],
  [/\bby (itself|themselves)\b/i, 'automatically'],
  [/\btakes? it\b|\bhas taken\b/i, 'accepts'],
  [/\bknows (no|it no longer)\b|\bnames no\b|\bhas no way\b/i, 'doesn’t have'],
  [/\bstands?\b/i, 'is'],
  [/\btells?\b/i, 'shows, says'],
  [/\bgo(es)? on\b/i, 'continue'],
  [/\bmend(s|ed)?\b/i, 'fix, correct'],
  [/\bsuperseded\b/i, 'replaced, deprecated'],
  [/\bnothing differs\b|\bthat is none\b|\bwhat is (deleted|read|shown)\b/i, 'name the thing'],
  [/\btake \w+ (out|away)\b|\bon top\b/i, 'remove, merge'],
  [/\bmay be nothing\b|\bis done:|\bas it was saved\b/i, 'nullable, accepted, up to date'],
  [/\bbegun\b|\bmeanwhile took\b/i, 'started'],
];

const FRENCH: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/événement/i, 'évènement'],
  [/état (réel|courant|désiré)/i, 'état actuel, spécification'],
  [/\bspecs?\b/i, 'spécification'],
];

/** A title is read alone, in a list of failures. */
const TITLES: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(some|no)body\b/i, 'name who, or use the passive'],
  [/\b(is|are) none\b/i, 'a sentence without a riddle'],
  [/\b(told|tells?)\b/i, 'says, reports, distinguishes'],
  [/\basked (for|of)\b/i, 'requested'],
  [/\bstands?\b/i, 'is'],
  [/\bgone\b/i, 'was deleted, not found'],
  [/\banew\b/i, 'again'],
  [/\bat work\b/i, 'busy'],
  [/\bin sync\b/i, 'up to date'],
  [/\bmend(s|ed)?\b/i, 'fix, correct'],
  [/\bgo(es)? on\b/i, 'continue'],
  [/\bcomplain\w*/i, 'log an error'],
  [/\bat rest\b/i, 'settled'],
];

type Texts = ReturnType<typeof readTexts>;

function complaints(texts: readonly string[], words: typeof ENGLISH): readonly string[] {
  return texts.flatMap((text) =>
    words
      .filter(([pattern]) => pattern.test(text))
      .map(([pattern, instead]) => `${text}: ${String(pattern)}, rather ${instead}`),
  );
}

const valuesOf = (texts: Texts): readonly string[] =>
  Object.values(texts).map((text: unknown) => (typeof text === 'string' ? text : JSON.stringify(text)));

it('the English texts for users use the words of the word list', () => {
  const texts = [
    ...valuesOf(readTexts('package.nls.json')),
    ...Object.keys(readTexts('l10n/bundle.l10n.fr.json')),
  ];
  expect(complaints(texts, ENGLISH)).toEqual([]);
});

it.each(['README.md', 'CHANGELOG.md', 'docs/guide.md'])('%s uses the words of the word list', (file) => {
  expect(complaints(readFileSync(file, 'utf8').split('\n'), ENGLISH)).toEqual([]);
});

it('the French texts for users use one term for each thing', () => {
  const texts = [
    ...valuesOf(readTexts('package.nls.fr.json')),
    ...valuesOf(readTexts('l10n/bundle.l10n.fr.json')),
  ];
  expect(complaints(texts, FRENCH)).toEqual([]);
});

it('the titles of the tests use the words of the word list', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(join('test', file), 'utf8'));
  const titles = allMatches(tests, /^ *(?:describe|it|test|\])[\w.]*(?:\(.*\))?\)*\(\s*['"`](.*)['"`],/gm);
  expect(titles.size).toBeGreaterThan(1_500);
  expect(complaints([...titles], TITLES)).toEqual([]);
});

it('the word list finds what it is for', () => {
  expect(complaints(['The resource is gone.'], ENGLISH)).toHaveLength(1);
  expect(complaints(['a save that changes nothing is none'], TITLES)).toHaveLength(1);
  expect(complaints(['L’état réel de la spec'], FRENCH)).toHaveLength(2);
});
