import { hclString } from '../../resource/hcl.js';
import { fitsTemplate, templateValues } from '../../schema/pathTemplate.js';
import { TERRAFORM_SOURCES } from '../../resource/terraformTable.js';
import type { CopyTarget } from './copyTarget.js';
import type { Pieces } from './pieces.js';

/** A data source of Terraform's provider, where one asks for the very same path and nothing else. */
export const terraform: CopyTarget = {
  id: 'terraform',
  name: 'Terraform data source',
  write: ({ method, target }) => {
    const segments = method === 'GET' ? pathSegments(target) : undefined;
    if (!segments) return undefined;
    const source = TERRAFORM_SOURCES.find(({ path }) => fitsTemplate(path, segments));
    if (!source) return undefined;
    const values = templateValues(source.path, segments);
    const names = Object.keys(source.identifiers);
    const width = Math.max(0, ...names.map((name) => name.length));
    const lines = Object.entries(source.identifiers).map(
      ([name, from]) => `  ${name.padEnd(width)} = ${hclString(values.get(from) ?? '')}\n`,
    );
    return `data ${hclString(source.type)} "this" {\n${lines.join('')}}\n`;
  },
};

/** The decoded segments of a path of the second branch, without a query and without secrets. */
function pathSegments(target: Pieces): readonly string[] | undefined {
  const [path, ...more] = target;
  if (typeof path !== 'string' || more.length > 0 || !/^\/v2\/[^?]+$/.test(path)) return undefined;
  try {
    return path.slice('/v2/'.length).split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
