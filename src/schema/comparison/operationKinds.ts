import {
  always,
  breaking,
  compatible,
  DIFFERS,
  directed,
  INVISIBLE,
  NARROWS,
  pair,
  risky,
  self,
  type Table,
  UNCLEAR,
  WIDENS,
} from './rules.js';

export const operationKinds = {
  'operation-added': { mirrors: ['operation-removed'], ...always(compatible('notRead')) },
  'operation-removed': { mirrors: ['operation-added'], ...always(breaking('operationGone', 'replace')) },
  'deprecated-operation-added': {
    mirrors: ['deprecated-operation-removed', 'operation-removed-early'],
    ...always(compatible('notRead')),
  },
  'deprecated-operation-removed': {
    mirrors: ['deprecated-operation-added'],
    ...always(risky('goneAsAnnounced', 'replace')),
  },
  'operation-removed-early': {
    mirrors: ['deprecated-operation-added'],
    ...always(breaking('earlier', 'replace')),
  },
  ...self('operation-moved', always(breaking('addressChanged', 'replace'))),
  ...self('path-parameter-renamed', INVISIBLE),
  ...self('operation-id-changed', always(compatible('invisible'))),
  ...self('tags-changed', INVISIBLE),
} satisfies Table;

export const parameterKinds = {
  'parameter-added': {
    mirrors: ['parameter-removed', 'deprecated-parameter-removed'],
    ...always(compatible('acceptsMore')),
  },
  'required-parameter-added': {
    mirrors: ['required-parameter-removed', 'deprecated-parameter-removed'],
    ...always(breaking('argumentMissing')),
  },
  'parameter-removed': { mirrors: ['parameter-added'], ...always(breaking('argumentGone')) },
  'required-parameter-removed': {
    mirrors: ['required-parameter-added'],
    ...always(breaking('argumentGone')),
  },
  'deprecated-parameter-removed': {
    mirrors: ['parameter-added', 'required-parameter-added'],
    ...always(risky('goneAsAnnounced', 'adaptRequest')),
  },
  ...pair(
    'parameter-became-required',
    always(breaking('argumentMissing')),
    'parameter-became-optional',
    always(compatible('acceptsMore')),
  ),
  ...self('parameter-renamed', always(breaking('argumentGone'))),
  ...self('parameter-moved', always(breaking('argumentGone'))),
  ...self('parameter-style-changed', DIFFERS),
  ...pair('empty-value-allowed', WIDENS, 'empty-value-no-longer-allowed', NARROWS),
} satisfies Table;

export const bodyKinds = {
  ...pair('body-added', always(compatible('acceptsMore')), 'body-removed', always(breaking('bodyGone'))),
  ...pair(
    'required-body-added',
    always(breaking('bodyMissing')),
    'required-body-removed',
    always(breaking('bodyGone')),
  ),
  ...pair(
    'body-became-required',
    always(breaking('bodyMissing')),
    'body-became-optional',
    always(compatible('acceptsMore')),
  ),
  ...pair(
    'media-type-added',
    directed(compatible('acceptsMore'), compatible('notRead')),
    'media-type-removed',
    directed(breaking('typeGone'), breaking('typeGone', 'adaptReader')),
  ),
  ...pair('schema-added', NARROWS, 'schema-removed', WIDENS),
  ...self('encoding-changed', UNCLEAR),
  ...pair(
    'success-status-added',
    always(risky('newStatus', 'adaptReader')),
    'success-status-removed',
    always(breaking('statusGone', 'adaptReader')),
  ),
  ...pair(
    'error-status-added',
    always(compatible('notRead')),
    'error-status-removed',
    always(compatible('promisesMore')),
  ),
  ...pair(
    'header-added',
    always(compatible('notRead')),
    'header-removed',
    always(risky('fieldGone', 'adaptReader')),
  ),
  ...pair(
    'required-header-added',
    always(compatible('notRead')),
    'required-header-removed',
    always(breaking('fieldGone', 'adaptReader')),
  ),
  ...pair(
    'header-became-required',
    always(compatible('promisesMore')),
    'header-became-optional',
    always(breaking('maybeAbsent', 'adaptReader')),
  ),
} satisfies Table;

export const lifecycleKinds = {
  ...pair(
    'operation-deprecated',
    always(compatible('announced', 'schedule')),
    'operation-no-longer-deprecated',
    always(compatible('moreStable')),
  ),
  ...pair(
    'parameter-deprecated',
    always(compatible('announced', 'schedule')),
    'parameter-no-longer-deprecated',
    always(compatible('moreStable')),
  ),
  ...pair(
    'field-deprecated',
    always(compatible('announced', 'schedule')),
    'field-no-longer-deprecated',
    always(compatible('moreStable')),
  ),
  'removal-date-set': {
    mirrors: ['removal-date-unset', 'removal-date-dropped'],
    ...always(compatible('announced', 'schedule')),
  },
  'removal-too-soon': {
    mirrors: ['removal-date-unset', 'removal-date-dropped'],
    ...always(breaking('tooSoon', 'schedule')),
  },
  'removal-date-unset': {
    mirrors: ['removal-date-set', 'removal-too-soon'],
    ...always(compatible('moreStable')),
  },
  'removal-date-dropped': {
    mirrors: ['removal-date-set', 'removal-too-soon'],
    ...always(breaking('noEnd', 'schedule')),
  },
  ...pair(
    'removal-date-earlier',
    always(breaking('earlier', 'schedule')),
    'removal-date-later',
    always(compatible('announced', 'schedule')),
  ),
  ...self('removal-date-changed', UNCLEAR),
  ...self('deprecation-date-changed', always(compatible('announced', 'schedule'))),
  ...self('replacement-changed', always(compatible('announced', 'schedule'))),
  ...pair(
    'stability-lowered',
    always(breaking('lessStable', 'schedule')),
    'stability-raised',
    always(compatible('moreStable')),
  ),
  ...pair(
    'became-internal',
    always(breaking('lessStable', 'schedule')),
    'no-longer-internal',
    always(compatible('moreStable')),
  ),
  ...self('badges-changed', INVISIBLE),
} satisfies Table;

const CREDENTIALS = breaking('credentialsRefused', 'grant');

export const accessKinds = {
  ...pair(
    'iam-action-added',
    always(breaking('actionNeeded', 'grant')),
    'iam-action-removed',
    always(compatible('moreAllowed')),
  ),
  ...pair(
    'optional-iam-action-added',
    always(risky('actionMayBeNeeded', 'grant')),
    'optional-iam-action-removed',
    always(compatible('moreAllowed')),
  ),
  ...pair(
    'iam-action-became-required',
    always(breaking('actionNeeded', 'grant')),
    'iam-action-became-optional',
    always(compatible('moreAllowed')),
  ),
  ...pair(
    'security-required',
    always(CREDENTIALS),
    'security-no-longer-required',
    always(compatible('moreAllowed')),
  ),
  ...pair(
    'security-alternative-added',
    always(compatible('moreAllowed')),
    'security-alternative-removed',
    always(CREDENTIALS),
  ),
  ...pair(
    'security-scope-added',
    always(CREDENTIALS),
    'security-scope-removed',
    always(compatible('moreAllowed')),
  ),
  ...pair(
    'security-scheme-added',
    always(compatible('moreAllowed')),
    'security-scheme-removed',
    always(compatible('moreAllowed')),
  ),
  ...self('security-scheme-changed', UNCLEAR),
} satisfies Table;
