import axe from 'axe-core';
import type { Frame } from 'playwright-core';

/** What axe-core finds wrong with a document, one line a rule and element, so that a failing test says it all. */
export async function accessibilityFaults(frame: Frame): Promise<readonly string[]> {
  // The webview's policy forbids scripts in the document; the debugger's door is not the document's.
  await frame.evaluate(axe.source);
  const violations = await frame.evaluate(async () => {
    const results = await (window as unknown as { axe: typeof axe }).axe.run(document);
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      targets: nodes.map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`),
    }));
  });
  return violations.flatMap(({ id, help, targets }) => targets.map((target) => `${id}: ${help}: ${target}`));
}
