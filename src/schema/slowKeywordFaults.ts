import {
  DiagnosticSeverity,
  type ASTNode,
  type Diagnostic,
  type JSONDocument,
  type TextDocument,
} from 'vscode-json-languageservice';
import { isJsonObject, type JsonObject } from './openapi.js';
import { matchPatterns, patternOf } from './patterns.js';
import { hasUniqueItems, longListOf } from './slowKeywords.js';
import type { SpecJudge } from './schemaJudges.js';

/** A text that was read, and what judges it. */
interface JudgedText extends Pick<SpecJudge, 'service' | 'hasOwnKeywords'> {
  readonly text: TextDocument;
  readonly json: JSONDocument;
}

interface Match {
  readonly node: ASTNode;
  readonly schema: JsonObject;
}

/**
 * Where a text breaks keywords that are kept from the language service because it takes too long to judge them: patterns, which may
 * take years, and long lists of allowed values and lists whose members differ, for which it compares each value with each. The
 * messages are worded as the service's.
 */
export async function slowKeywordFaults({
  service,
  text,
  json,
  hasOwnKeywords,
}: JudgedText): Promise<readonly Diagnostic[]> {
  if (!hasOwnKeywords) return [];
  const matches = (await service.getMatchingSchemas(text, json)).flatMap(({ node, schema }) =>
    isJsonObject(schema) ? [{ node, schema }] : [],
  );
  const faults = [...wrongTexts(matches), ...wrongValues(matches), ...repeatedMembers(matches)];
  return faults.map(({ node: { offset, length }, message }) => ({
    range: { start: text.positionAt(offset), end: text.positionAt(offset + length) },
    message,
    severity: DiagnosticSeverity.Warning,
  }));
}

interface Fault {
  readonly node: ASTNode;
  readonly message: string;
}

function wrongTexts(matches: readonly Match[]): readonly Fault[] {
  const cases = matches.flatMap(({ node, schema }) => {
    const pattern = patternOf(schema);
    return node.type === 'string' && pattern !== undefined ? [{ node, pattern, text: node.value }] : [];
  });
  const matched = matchPatterns(cases);
  return cases
    .filter((_, index) => matched[index] === false)
    .map(({ node, pattern }) => ({ node, message: `String does not match the pattern of "${pattern}".` }));
}

/** Of a list that is too long to be judged by the service, so many are named. */
const NAMED_VALUES = 20;

function wrongValues(matches: readonly Match[]): readonly Fault[] {
  const known = new Map<
    readonly unknown[],
    { readonly values: ReadonlySet<unknown>; readonly message: string }
  >();
  return matches.flatMap(({ node, schema }) => {
    const list = longListOf(schema);
    if (!list || node.type === 'object' || node.type === 'array' || node.type === 'property') return [];
    const { values, message } = known.get(list) ?? { values: new Set(list), message: notAccepted(list) };
    known.set(list, { values, message });
    return values.has(node.value) ? [] : [{ node, message }];
  });
}

function notAccepted(list: readonly unknown[]): string {
  const named = list.slice(0, NAMED_VALUES).map((value) => JSON.stringify(value));
  return `Value is not accepted. Valid values: ${named.join(', ')}, ….`;
}

function repeatedMembers(matches: readonly Match[]): readonly Fault[] {
  return matches.flatMap(({ node, schema }) => {
    if (node.type !== 'array' || !hasUniqueItems(schema)) return [];
    const different = new Set(node.items.map(sameText));
    return different.size < node.items.length ? [{ node, message: 'Array has duplicate items.' }] : [];
  });
}

/** A text that two values share exactly when they say the same. */
function sameText(node: ASTNode): string {
  switch (node.type) {
    case 'array':
      return `[${node.items.map(sameText).join(',')}]`;
    case 'object': {
      const fields = node.properties.map(
        ({ keyNode, valueNode }) =>
          `${JSON.stringify(keyNode.value)}:${valueNode ? sameText(valueNode) : ''}`,
      );
      return `{${fields.sort().join(',')}}`;
    }
    case 'property':
      return '';
    default:
      return JSON.stringify(node.value);
  }
}
