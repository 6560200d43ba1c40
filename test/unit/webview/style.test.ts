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

  it('loads nothing', () => {
    expect(style).not.toMatch(/url\(|@import/u);
  });
});
