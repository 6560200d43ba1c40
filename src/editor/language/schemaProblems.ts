import { findNodeAtOffset, getNodePath } from 'jsonc-parser';
import { jsonTree } from '../../resource/jsonTree.js';
import { describePath } from '../../resource/specDiff.js';
import type { SpecJudge } from '../../schema/schemaJudges.js';
import { byPlace } from './schemaFaults.js';
import { readPartText } from './partText.js';
import { slowKeywordFaults } from '../../schema/slowKeywordFaults.js';
import { labelText } from '../shell/labelText.js';

/** More wouldn't be read, and finding each place takes time. */
const MOST_LISTED = 100;

/** What a schema finds wrong with a JSON text, each with its field: `pools[0].size: Value is below the minimum of 1.` */
export async function schemaProblems(judge: SpecJudge, json: string): Promise<readonly string[]> {
  const { text, json: parsed, faults } = readPartText('ovhapi-judged:/text.json', 'json', json);
  if (faults.length > 0) return faults.map(({ message }) => message);
  const found = [
    ...(await judge.service.doValidation(text, parsed, { comments: 'ignore' })),
    ...(await slowKeywordFaults({ ...judge, text, json: parsed })),
  ].sort(byPlace);
  const root = found.length > 0 ? jsonTree(json) : undefined;
  return found.slice(0, MOST_LISTED).map(({ range, message }) => {
    const sentence = typeof message === 'string' ? message : message.value;
    const node = root && findNodeAtOffset(root, text.offsetAt(range.start));
    const path = node ? describePath(getNodePath(node)) : '';
    return path === '' ? sentence : labelText(path, sentence);
  });
}
