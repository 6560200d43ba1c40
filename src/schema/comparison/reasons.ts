/** Why a change has its severity, in one sentence for the person. */
export const REASONS = {
  acceptsMore: 'Requests that were accepted before still are.',
  actionNeeded: 'Credentials without this IAM action are rejected.',
  actionMayBeNeeded: 'Credentials without this IAM action may be rejected or see less.',
  addressChanged: 'Calls to the old address fail.',
  announced: 'It still works, but is going to be removed.',
  argumentMissing: 'Calls that don’t send it are rejected.',
  argumentGone: 'The API rejects or ignores it, so calls no longer do what they did.',
  bodyMissing: 'Calls without a body are rejected.',
  bodyGone: 'The API rejects or ignores the body that programs send.',
  cantBeJudged: 'The document doesn’t explain what it means.',
  credentialsRefused: 'Calls with credentials that were accepted are rejected.',
  defaultChanged: 'Requests that leave the field out now mean something else.',
  earlier: 'There is less time to change programs than was announced.',
  fieldGone: 'Programs that read or send the field no longer find it.',
  fieldMissing: 'Requests without this field are rejected.',
  fieldUnknown: 'The API rejects or ignores the field in requests.',
  goneAsAnnounced: 'It was deprecated before, but programs that still use it fail.',
  identifierChanged: 'Programs use another field as the identifier.',
  invisible: 'It is not part of requests or responses.',
  lessStable: 'The API no longer promises to keep it as it is.',
  maybeAbsent: 'Responses may leave it out, which programs don’t expect.',
  meaningChanged: 'The same value now means something else.',
  moreAllowed: 'Callers that had access keep it.',
  moreStable: 'The API now promises more.',
  newStatus: 'Programs that wait for one status may take another one for a failure.',
  noEnd: 'The end is no longer known, so programs can’t plan for it.',
  notRead: 'Programs can’t depend on it yet, because it’s new.',
  noLongerSent: 'Responses no longer hold the field.',
  operationGone: 'Calls to it fail.',
  patternChanged: 'The document doesn’t show whether the new pattern accepts the same texts.',
  promisesMore: 'Responses stay within what was promised before.',
  rejected: 'Requests that were accepted before may be rejected.',
  statusGone: 'Programs that wait for this status never get it.',
  tooSoon: 'Less than six months lie between deprecation and removal.',
  typeGone: 'Requests that send or ask for this media type are rejected.',
  unexpected: 'Responses may hold values that programs don’t expect.',
  unknownValue: 'Responses may hold a value that programs don’t know.',
  unused: 'No operation uses it in a request or response.',
} as const;

export type ReasonId = keyof typeof REASONS;

/** What to do about a change, in one sentence for the person. */
export const ADVICE = {
  adaptReader: 'Check the programs that read it before you switch versions.',
  adaptRequest: 'Change the requests that no longer fit before you switch versions.',
  grant: 'Add the IAM action to the policies of all callers.',
  nothing: 'Nothing to do.',
  replace: 'Use another operation before you switch versions.',
  review: 'Compare both definitions.',
  schedule: 'Plan to move to the replacement before the removal date.',
  tolerate: 'Have programs treat unknown values as unknown, not as failures.',
} as const;

export type AdviceId = keyof typeof ADVICE;
