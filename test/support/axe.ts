import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { THEMES, type Theme } from './panelHarness/webviewHarness.js';

interface Rules {
  /** The theme of a document that is looked at in all of them: what isn't about colours is the same in each. */
  readonly theme?: Theme;
}

/** What axe-core finds wrong with a document, one line a rule and element, so that a failing test says it all. */
export async function accessibilityFaults(frame: Frame, { theme }: Rules = {}): Promise<readonly string[]> {
  // The webview's policy forbids scripts in the document; the debugger's door is not the document's.
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source);
  const options: axe.RunOptions =
    theme === undefined || theme === THEMES[0]
      ? {}
      : { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
  const violations = await frame.evaluate(async (chosen) => {
    const results = await (window as unknown as { axe: typeof axe }).axe.run(document, chosen);
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      targets: nodes.map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`),
    }));
  }, options);
  return violations.flatMap(({ id, help, targets }) => targets.map((target) => `${id}: ${help}: ${target}`));
}
