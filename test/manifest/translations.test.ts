import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CHANGELOG } from '../../src/schema/comparison/changelog.js';
import { kindSentence } from '../../src/schema/comparison/kindSentence.js';
import { KINDS, type ChangeKind } from '../../src/schema/comparison/kinds.js';
import { ADVICE, REASONS } from '../../src/schema/comparison/reasons.js';
import { PROBLEM_SENTENCES } from '../../src/scratchpad/problemSentences.js';
import { allMatches, hostSources, missingFrom, pageSources, readManifest, readTexts } from './project.js';

const english = readTexts('package.nls.json');
const french = readTexts('package.nls.fr.json');
const frenchBundle = readTexts('l10n/bundle.l10n.fr.json');

function placeholders(text: string): readonly string[] {
  return [...allMatches([text], /(\{\d+\})/g)].sort();
}

/** The texts that calls of `l10n.t` in a source name literally. */
function textsIn(source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [text] = node.arguments;
      if (text && ts.isStringLiteralLike(text)) texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return texts;
}

function textsOfTheCode(): readonly string[] {
  return [...hostSources().values()].filter((source) => source.includes('l10n')).flatMap(textsIn);
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
  it('every text exists in French, and the bundle holds no other', () => {
    const elsewhere = [PROBLEM_SENTENCES, REASONS, ADVICE, CHANGELOG].flatMap((texts) =>
      Object.values<string>(texts),
    );
    const kinds = (Object.keys(KINDS) as ChangeKind[]).map(kindSentence);
    const wanted = [...textsOfTheCode(), ...elsewhere, ...kinds];
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

describe("the pages' texts", () => {
  it('are all sent by the host: no page says something of its own', () => {
    const own: string[] = [];
    const attributes = /^(?:aria-label|title|placeholder|alt|label|fullLabel)$/;
    const visit = (node: ts.Node): void => {
      const { parent } = node;
      const isText =
        ts.isJsxText(node) ||
        (ts.isStringLiteralLike(node) &&
          (ts.isJsxAttribute(parent)
            ? attributes.test(parent.name.getText())
            : ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent)));
      if (isText && /\p{L}{2}/u.test(node.text)) own.push(node.text.trim());
      ts.forEachChild(node, visit);
    };
    for (const source of pageSources())
      visit(ts.createSourceFile('page.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
    expect(own).toEqual([]);
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
