import { fillFields, type Field } from './reachedFields.js';
import type { ChangeKind } from '../../src/schema/comparison/kinds.js';
import type { Severity } from '../../src/schema/comparison/rules.js';

/** A JSON object that is changed in place. */
export type Tree = Record<string, unknown>;

/** A change that was made to a document on purpose. */
interface PlantedChange {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  /** Where, in the document that has it. */
  readonly pointer: string;
}

/** A document before and after changes that are known. */
export interface Planted {
  readonly before: Tree;
  readonly after: Tree;
  readonly changes: readonly PlantedChange[];
}

/** What happens to a field: to its schema on either side, judged for who sends and for who reads. */
interface FieldPlan {
  readonly kind: ChangeKind;
  readonly type?: 'string' | 'integer';
  readonly before?: Tree;
  readonly after?: Tree;
  /** The keyword whose place the change has. */
  readonly keyword: string;
  readonly request: Severity;
  readonly response: Severity;
}

const narrows = { request: 'breaking', response: 'compatible' } as const;
const widens = { request: 'compatible', response: 'breaking' } as const;

const fieldPlans: readonly FieldPlan[] = [
  {
    kind: 'max-length-lowered',
    before: { maxLength: 64 },
    after: { maxLength: 32 },
    keyword: 'maxLength',
    ...narrows,
  },
  {
    kind: 'max-length-raised',
    before: { maxLength: 64 },
    after: { maxLength: 128 },
    keyword: 'maxLength',
    ...widens,
  },
  { kind: 'max-length-removed', before: { maxLength: 64 }, keyword: 'maxLength', ...widens },
  { kind: 'min-length-added', after: { minLength: 3 }, keyword: 'minLength', ...narrows },
  { kind: 'pattern-added', after: { pattern: '^a' }, keyword: 'pattern', ...narrows },
  {
    ...{ kind: 'pattern-changed', before: { pattern: '^a' }, after: { pattern: '^b' }, keyword: 'pattern' },
    ...{ request: 'risky', response: 'risky' },
  },
  {
    kind: 'type-changed',
    after: { type: 'boolean' },
    keyword: 'type',
    request: 'breaking',
    response: 'breaking',
  },
  {
    kind: 'became-nullable',
    before: { nullable: false },
    after: { nullable: true },
    keyword: 'nullable',
    ...widens,
  },
  {
    kind: 'no-longer-nullable',
    before: { nullable: true },
    after: { nullable: false },
    keyword: 'nullable',
    ...narrows,
  },
  {
    ...{ kind: 'enum-value-added', before: { enum: ['a'] }, after: { enum: ['a', 'b'] }, keyword: 'enum' },
    ...{ request: 'compatible', response: 'risky' },
  },
  {
    kind: 'enum-value-removed',
    before: { enum: ['a', 'b'] },
    after: { enum: ['a'] },
    keyword: 'enum',
    ...narrows,
  },
  { kind: 'enum-added', after: { enum: ['a'] }, keyword: 'enum', ...narrows },
  {
    ...{ kind: 'default-changed', before: { default: 'a' }, after: { default: 'b' }, keyword: 'default' },
    ...{ request: 'risky', response: 'cosmetic' },
  },
  {
    ...{
      kind: 'text-changed',
      before: { description: 'Once.' },
      after: { description: 'Now.' },
      keyword: 'description',
    },
    ...{ request: 'cosmetic', response: 'cosmetic' },
  },
  {
    ...{ kind: 'field-deprecated', after: { deprecated: true }, keyword: 'deprecated' },
    ...{ request: 'compatible', response: 'compatible' },
  },
  {
    kind: 'keyword-changed',
    after: { frobnicate: 1 },
    keyword: 'frobnicate',
    request: 'risky',
    response: 'risky',
  },
  ...(
    [
      {
        kind: 'minimum-raised',
        before: { minimum: 1 },
        after: { minimum: 5 },
        keyword: 'minimum',
        ...narrows,
      },
      {
        kind: 'maximum-raised',
        before: { maximum: 9 },
        after: { maximum: 99 },
        keyword: 'maximum',
        ...widens,
      },
      { kind: 'multiple-of-added', after: { multipleOf: 2 }, keyword: 'multipleOf', ...narrows },
      { kind: 'type-widened', after: { type: 'number' }, keyword: 'type', ...widens },
    ] as const
  ).map((plan) => ({ ...plan, type: 'integer' as const })),
];

/** What happens to the model of a field, at the field's name. */
interface MemberPlan {
  readonly kind: ChangeKind;
  readonly request: Severity;
  readonly response: Severity;
  /** Returns where the change is, below the model. */
  readonly make: (before: Tree, after: Tree, name: string) => readonly string[];
}

const memberPlans: readonly MemberPlan[] = [
  {
    ...{ kind: 'field-removed', request: 'breaking', response: 'breaking' },
    make: (before, after, name) => {
      setRequired([before, after], name, [false, false]);
      Reflect.deleteProperty(treeAt(after, 'properties'), name);
      return ['properties', name];
    },
  },
  {
    ...{ kind: 'field-became-required', ...narrows },
    make: (before, after, name) => setRequired([before, after], name, [false, true]),
  },
  {
    ...{ kind: 'field-became-optional', ...widens },
    make: (before, after, name) => setRequired([before, after], name, [true, false]),
  },
  {
    ...{ kind: 'field-added', request: 'compatible', response: 'compatible' },
    make: (_, after, name) => {
      treeAt(after, 'properties')[`${name}Planted`] = { type: 'string' };
      return ['properties', `${name}Planted`];
    },
  },
  {
    ...{ kind: 'required-field-added', ...narrows },
    make: (before, after, name) => {
      treeAt(after, 'properties')[`${name}Planted`] = { type: 'string' };
      setRequired([before, after], `${name}Planted`, [false, true]);
      return ['properties', `${name}Planted`];
    },
  },
];

function setRequired(
  models: readonly [Tree, Tree],
  name: string,
  isNeeded: readonly [boolean, boolean],
): readonly string[] {
  for (const [index, model] of models.entries()) {
    const names = (model.required as string[] | undefined) ?? [];
    const others = names.filter((one) => one !== name);
    // A list on both sides, so that only the name makes a difference.
    model.required = isNeeded[index] ? [...others, name] : others;
  }
  return ['required'];
}

/** What happens to an operation. */
interface OperationPlan {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  readonly make: (before: Tree, after: Tree) => readonly string[];
}

const set = (key: string, was: unknown, is: unknown): OperationPlan['make'] => {
  return (before, after) => {
    if (was !== undefined) before[key] = was;
    if (is === undefined) Reflect.deleteProperty(after, key);
    else after[key] = is;
    return [key];
  };
};

/** A parameter that is the last one on either side where it is there. */
const parameter = (was: Tree | undefined, is: Tree | undefined, keyword?: string): OperationPlan['make'] => {
  return (before, after) => {
    const index = treesAt(before, 'parameters').length;
    if (was) before.parameters = [...treesAt(before, 'parameters'), { name: 'planted', in: 'query', ...was }];
    if (is) after.parameters = [...treesAt(after, 'parameters'), { name: 'planted', in: 'query', ...is }];
    return ['parameters', String(index), ...(keyword?.split('/') ?? [])];
  };
};

const text = { schema: { type: 'string' } };
const badge = (label: string): unknown => [{ color: 'green', label }];

const operationPlans: readonly OperationPlan[] = [
  { kind: 'parameter-removed', severity: 'breaking', make: parameter(text, undefined) },
  { kind: 'parameter-added', severity: 'compatible', make: parameter(undefined, text) },
  {
    ...{ kind: 'required-parameter-added', severity: 'breaking' },
    make: parameter(undefined, { ...text, required: true }),
  },
  {
    ...{ kind: 'parameter-became-required', severity: 'breaking' },
    make: parameter({ ...text, required: false }, { ...text, required: true }, 'required'),
  },
  {
    ...{ kind: 'enum-value-removed', severity: 'breaking' },
    make: parameter({ schema: { enum: ['a', 'b'] } }, { schema: { enum: ['a'] } }, 'schema/enum'),
  },
  {
    ...{ kind: 'default-changed', severity: 'risky' },
    make: parameter({ schema: { default: 1 } }, { schema: { default: 2 } }, 'schema/default'),
  },
  { kind: 'operation-deprecated', severity: 'compatible', make: set('deprecated', false, true) },
  {
    kind: 'removal-date-earlier',
    severity: 'breaking',
    make: set('x-deletion-date', '2027-06-01', '2027-01-01'),
  },
  {
    ...{ kind: 'stability-lowered', severity: 'breaking' },
    make: set('x-badges', badge('Stable production version'), badge('Beta version')),
  },
  {
    ...{ kind: 'iam-action-added', severity: 'breaking' },
    make: (before, after) => {
      before['x-iam-actions'] = [{ name: 'planted:a', required: true }];
      after['x-iam-actions'] = [
        { name: 'planted:a', required: true },
        { name: 'planted:b', required: true },
      ];
      return ['x-iam-actions', '1'];
    },
  },
  {
    ...{ kind: 'success-status-removed', severity: 'breaking' },
    make: (before) => {
      treeAt(before, 'responses')['299'] = { description: '' };
      return ['responses', '299'];
    },
  },
  { kind: 'identifier-changed', severity: 'breaking', make: set('x-response-identifier', 'id', 'urn') },
];

export function treeAt(tree: Tree, ...keys: readonly string[]): Tree {
  return keys.reduce<Tree>((current, key) => (current[key] as Tree | undefined) ?? {}, tree);
}

function treesAt(tree: Tree, key: string): readonly Tree[] {
  return (tree[key] as Tree[] | undefined) ?? [];
}

export function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** How many kinds of changes are planted. */
export const plantedKinds: ReadonlySet<string> = new Set(
  [...fieldPlans, ...memberPlans, ...operationPlans].map(({ kind }) => kind),
);

/**
 * Plants changes in a document, each of the kinds in turn, each in a place of its own. The severity of each follows from the
 * directions in which operations hold its field, which are found here by other means than the comparison's.
 */
export function plantChanges(document: Tree, count: number): Planted {
  const [before, after] = [structuredClone(document), structuredClone(document)];
  const fields = fillFields(document);
  const operations = operationsIn(document);
  const queues = {
    string: fields.filter(({ type }) => type === 'string'),
    integer: fields.filter(({ type }) => type === 'integer'),
  };
  const makers: readonly (() => PlantedChange | undefined)[] = [
    ...fieldPlans.map((plan) => () => {
      const field = queues[plan.type ?? 'string'].pop();
      return field && plantInField([before, after], plan, field);
    }),
    ...memberPlans.map((plan) => () => {
      const field = queues.string.pop();
      return field && plantInModel([before, after], plan, field);
    }),
    ...operationPlans.map((plan, index) => () => {
      // Each operation takes each plan at most once.
      const keys = operations[(index * 7 + changes.length) % operations.length];
      return keys && plantInOperation([before, after], plan, keys, taken);
    }),
  ];
  const changes: PlantedChange[] = [];
  const taken = new Set<string>();
  for (let round = 0; changes.length < count && round < count; round += 1) {
    for (const make of makers) {
      const change = changes.length < count ? make() : undefined;
      if (change) changes.push(change);
    }
  }
  return { before, after, changes };
}

function plantInField([before, after]: readonly [Tree, Tree], plan: FieldPlan, field: Field): PlantedChange {
  Object.assign(treeAt(before, ...field.keys), plan.before);
  const target = treeAt(after, ...field.keys);
  Object.assign(target, plan.after);
  const severity = worst(field.directions, plan);
  return { kind: plan.kind, severity, pointer: pointerOf([...field.keys, plan.keyword]) };
}

function plantInModel([before, after]: readonly [Tree, Tree], plan: MemberPlan, field: Field): PlantedChange {
  const model = field.keys.slice(0, -2);
  const below = plan.make(treeAt(before, ...model), treeAt(after, ...model), field.keys.at(-1) ?? '');
  // A field that is added is read and written, whatever the one beside it is.
  const isNew = plan.kind.endsWith('added');
  return {
    kind: plan.kind,
    severity: worst(isNew ? field.modelDirections : field.directions, plan),
    pointer: pointerOf([...model, ...below]),
  };
}

function plantInOperation(
  [before, after]: readonly [Tree, Tree],
  plan: OperationPlan,
  keys: readonly string[],
  taken: Set<string>,
): PlantedChange | undefined {
  const place = plan.make.length > 0 && plan.kind.includes('parameter') ? 'parameter' : plan.kind;
  const isParameter = place === 'parameter' || ['enum-value-removed', 'default-changed'].includes(plan.kind);
  const key = `${keys.join(' ')} ${isParameter ? 'parameter' : place}`;
  if (taken.has(key)) return undefined;
  taken.add(key);
  const below = plan.make(treeAt(before, ...keys), treeAt(after, ...keys));
  return { kind: plan.kind, severity: plan.severity, pointer: pointerOf([...keys, ...below]) };
}

const ORDER: readonly Severity[] = ['breaking', 'risky', 'compatible', 'cosmetic'];

function worst(
  directions: ReadonlySet<'request' | 'response'>,
  severities: Readonly<Record<'request' | 'response', Severity>>,
): Severity {
  const all = [...directions].map((direction) => severities[direction]);
  return ORDER.find((severity) => all.includes(severity)) ?? 'cosmetic';
}

function operationsIn(document: Tree): readonly (readonly string[])[] {
  return Object.entries(treeAt(document, 'paths')).flatMap(([path, item]) =>
    ['get', 'put', 'post', 'delete']
      .filter((method) => method in (item as Tree))
      .map((method) => ['paths', path, method]),
  );
}
