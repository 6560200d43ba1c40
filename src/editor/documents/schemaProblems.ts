import { findNodeAtOffset, getNodePath, parseTree } from 'jsonc-parser';
import { TextDocument } from 'vscode-json-languageservice';
import { describePath } from '../../resource/specDiff.js';
import type { SpecJudge } from './judgedPart.js';

/** What a schema finds wrong with a JSON text, each with its field: `pools[0].size: Value is below the minimum of 1.` */
export async function schemaProblems({ service }: SpecJudge, json: string): Promise<readonly string[]> {
  const text = TextDocument.create('ovhapi-judged:/text.json', 'json', 0, json);
  const found = await service.doValidation(text, service.parseJSONDocument(text), { comments: 'ignore' });
  const root = found.length > 0 ? parseTree(json) : undefined;
  return found.map(({ range, message }) => {
    const sentence = typeof message === 'string' ? message : message.value;
    const node = root && findNodeAtOffset(root, text.offsetAt(range.start));
    const path = node ? describePath(getNodePath(node)) : '';
    return path === '' ? sentence : `${path}: ${sentence}`;
  });
}
