import { getL10nJson } from '@vscode/l10n-dev';
import { describe, expect, it } from 'vitest';
import { CHANGELOG } from '../../src/schema/comparison/changelog.js';
import { kindSentence } from '../../src/schema/comparison/kindSentence.js';
import { KINDS, type ChangeKind } from '../../src/schema/comparison/kinds.js';
import { ADVICE, REASONS } from '../../src/schema/comparison/reasons.js';
import { PROBLEM_SENTENCES } from '../../src/scratchpad/problemSentences.js';
import { allMatches, hostSources, missingFrom, readManifest, readTexts } from './project.js';

type Texts = Readonly<Record<string, string | { readonly message: string }>>;

const english = readTexts('package.nls.json');
const french = readTexts('package.nls.fr.json');
const frenchBundle = readTexts('l10n/bundle.l10n.fr.json');

function placeholders(text: string): readonly string[] {
  return [...allMatches([text], /(\{\d+\})/g)].sort();
}

async function textsOfTheCode(): Promise<Texts> {
  // The reader takes a while for each file, longer for large ones, and finds nothing where the word is missing.
  const sources = [...hostSources().values()].filter((contents) => contents.includes('l10n'));
  const joined = Array.from({ length: 12 }, (_, start) => ({
    contents: sources.filter((_source, index) => index % 12 === start).join('\n'),
    extension: '.ts' as const,
  }));
  return getL10nJson(joined);
}

describe("the manifest's texts", () => {
  const used = allMatches([JSON.stringify(readManifest())], /"%([\w.]+)%"/g);

  it('every text that the manifest names exists in English, and none is left over', () => {
    expect(missingFrom(used, new Set(Object.keys(english)))).toEqual([]);
    expect(missingFrom(Object.keys(english), used)).toEqual([]);
  });

  it('every text exists in French too, and none is left over', () => {
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
  });

  it('the commands and settings inside a text are the same in both languages', () => {
    const links = (text: string): readonly string[] =>
      [...allMatches([text], /(`[^`]+`|\(command:[^)]+\))/g)].sort();
    const different = Object.entries(english).filter(
      ([key, text]) => links(text).join() !== links(french[key] ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });
});

describe("the code's texts", () => {
  it('every text exists in French, and the bundle holds no other', async () => {
    const elsewhere = [PROBLEM_SENTENCES, REASONS, ADVICE, CHANGELOG].flatMap((texts) =>
      Object.values<string>(texts),
    );
    const kinds = (Object.keys(KINDS) as ChangeKind[]).map(kindSentence);
    const wanted = [...Object.keys(await textsOfTheCode()), ...elsewhere, ...kinds];
    expect(missingFrom(wanted, new Set(Object.keys(frenchBundle)))).toEqual([]);
    expect(missingFrom(Object.keys(frenchBundle), new Set(wanted))).toEqual([]);
  });

  it('every French text holds the placeholders of the English one', () => {
    const different = Object.entries(frenchBundle).filter(
      ([key, text]) => placeholders(key).join() !== placeholders(text).join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });
});

/** `Imprimerie nationale`: a space that no line may break at stands before ? ! : ; and inside « ». */
describe('the French texts', () => {
  it('do not break their lines before a mark', () => {
    const marked = [...Object.values(french), ...Object.values(frenchBundle)]
      // Code has its own marks.
      .map((text) => text.replaceAll(/`[^`]*`|\(command:[^)]*\)/g, ''))
      .filter((text) => / [?!:;»]|« /.test(text));
    expect(marked).toEqual([]);
  });
});
