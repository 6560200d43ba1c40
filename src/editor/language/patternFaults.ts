import { DiagnosticSeverity, type Diagnostic } from 'vscode-json-languageservice';
import { matchPatterns, patternOf } from '../../schema/patterns.js';
import { isJsonObject } from '../../schema/openapi.js';
import type { JudgedPart } from './judgedPart.js';

/** Where a text does not match a pattern of its schema, in the language service's own words. */
export async function patternFaults({
  service,
  text,
  json,
  hasPatterns,
}: Pick<JudgedPart, 'service' | 'text' | 'json' | 'hasPatterns'>): Promise<readonly Diagnostic[]> {
  if (!hasPatterns) return [];
  const matches = await service.getMatchingSchemas(text, json);
  const cases = matches.flatMap(({ node, schema }) => {
    const pattern = isJsonObject(schema) ? patternOf(schema) : undefined;
    return node.type === 'string' && pattern !== undefined ? [{ node, pattern, text: node.value }] : [];
  });
  const matched = matchPatterns(cases);
  return cases
    .filter((_, index) => matched[index] === false)
    .map(({ node: { offset, length }, pattern }) => ({
      range: { start: text.positionAt(offset), end: text.positionAt(offset + length) },
      message: `String does not match the pattern of "${pattern}".`,
      severity: DiagnosticSeverity.Warning,
    }));
}
