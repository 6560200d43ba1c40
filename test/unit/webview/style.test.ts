import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import themes from '../../support/panelHarness/themes.json' with { type: 'json' };

const style = ['panel.css', 'report.css', 'table.css']
  .map((file) => readFileSync(new URL(`../../../media/${file}`, import.meta.url), 'utf8'))
  .join('\n');
const known = new Set(Object.values(themes).flatMap((theme) => Object.keys(theme)));

describe('the panel’s style', () => {
  it('takes every colour from the theme', () => {
    expect(
      style.match(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|:\s*(?:black|white|red|green)\b/giu),
    ).toBeNull();
  });

  it('uses only variables that VS Code gives in one of its themes', () => {
    const optional = ['--vscode-inputValidation-errorForeground'];
    const used = new Set(style.match(/--vscode-[\w-]+/gu));
    expect([...used].filter((name) => !known.has(name) && !optional.includes(name))).toEqual([]);
  });

  it('says where a line begins and ends, not where left and right are', () => {
    const ofOneSide = /(?:-|^\s*)(?:left|right):.*|text-align: (?:left|right)/gmu;
    expect(style.match(ofOneSide)).toBeNull();
    const shorthands = [...style.matchAll(/(?:padding|margin|inset): (.+);/gu)];
    const sides = shorthands.map(([text, values = '']) => ({ text, values: values.split(' ') }));
    expect(sides.filter(({ values }) => values.length === 4 && values[1] !== values[3])).toEqual([]);
    expect(style.match(/box-shadow: inset -?[1-9].*/gu)).toBeNull();
  });

  it('loads nothing', () => {
    expect(style).not.toMatch(/url\(|@import/u);
  });
});
