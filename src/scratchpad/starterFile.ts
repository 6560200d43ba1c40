import type { Operation } from '../schema/catalogue.js';
import { hasParameters } from '../schema/pathTemplate.js';

/** A file to begin with: three requests of the API at hand, so that the first "Send" works. */
export function starterFile(operations: readonly Operation[]): string {
  const reads = operations.filter(
    (one) => one.method === 'GET' && !hasParameters(one.path) && !one.isInternal,
  );
  const lists = reads.filter(({ isPaged }) => isPaged);
  const create = operations.find(
    (one) =>
      one.method === 'POST' && !hasParameters(one.path) && !one.isInternal && one.requestExamples.length > 0,
  );
  const [first, second = first] = lists.length > 0 ? lists : reads;
  const requests = [
    first && block(summary(first), `GET /v2${first.path}`),
    second && block(`${summary(second)}: all pages in one answer`, `# @pages all\nGET /v2${second.path}`),
    create &&
      block(
        summary(create),
        `POST /v2${create.path}\n\n${JSON.stringify(create.requestExamples[0]?.value, null, 2)}`,
      ),
  ].filter((text) => text !== undefined);
  return requests.length > 0 ? requests.join('\n') : block('The sections of the API', 'GET /v2');
}

function summary({ summary: short, method, path }: Operation): string {
  return short ?? `${method} ${path}`;
}

function block(title: string, text: string): string {
  return `### ${title.replaceAll(/\s+/g, ' ')}\n${text}\n`;
}
