import { readPartText } from '../../src/editor/language/partText.js';
import { yamlProposals } from '../../src/resource/yamlCompletion.js';
import { judgeBy } from '../../src/schema/schemaJudges.js';

const MEMBERS = 60_000;
/** Places that are typed at, evenly spread. */
const KEYSTROKES = 60;
const WARM_UP = 10;

const { service } = judgeBy({
  type: 'object',
  properties: {
    rows: {
      type: 'array',
      items: { type: 'object', properties: { id: {}, size: {}, labels: {}, team: {} } },
    },
  },
});

/** Milliseconds of each keystroke: ours, and of parsing the same spec as JSON. */
export interface YamlTypingTimes {
  readonly ours: readonly number[];
  readonly parsing: readonly number[];
}

/** Begins a field in one member after another of a list of 5 MB. Each keystroke is a text of its own, which is read anew. */
export async function typeYaml(): Promise<YamlTypingTimes> {
  const rows = Array.from({ length: MEMBERS }, (_, at) => ({
    id: `row-${at}`,
    size: at,
    labels: { tier: 'x'.repeat(30) },
  }));
  const lines = rows.map(
    ({ id, size, labels }) => `  - id: ${id}\n    size: ${size}\n    labels:\n      tier: ${labels.tier}\n`,
  );
  const json = JSON.stringify({ rows });
  const times = { ours: [] as number[], parsing: [] as number[] };
  for (let index = 0; index < KEYSTROKES; index += 1) {
    const at = Math.floor((index * 7_919 * MEMBERS) / KEYSTROKES) % MEMBERS;
    const before = `rows:\n${lines.slice(0, at + 1).join('')}    t`;
    const text = `${before}\n${lines.slice(at + 1).join('')}`;
    let begun = performance.now();
    const { text: shown } = readPartText('bench:/a.yaml', 'yaml', text, index);
    const found = await yamlProposals(service, shown, before.length);
    const ours = performance.now() - begun;
    if (found?.path[1] !== at || found.proposals.length !== 1) throw new Error('the field is not proposed');
    begun = performance.now();
    JSON.parse(json);
    if (index < WARM_UP) continue;
    times.parsing.push(performance.now() - begun);
    times.ours.push(ours);
  }
  return times;
}
