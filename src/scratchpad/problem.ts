/** A stretch of the document's text, in UTF-16 offsets; `end` is the first offset after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What can be said about a request file. `problemSentences.ts` has a sentence for each code. */
export type ProblemCode =
  | 'fileTooLarge'
  | 'requestLineExpected'
  | 'unknownMethod'
  | 'targetMissing'
  | 'targetNotAPath'
  | 'foreignOrigin'
  | 'branchMissing'
  | 'dotSegment'
  | 'halfCharacter'
  | 'emptySegment'
  | 'fragment'
  | 'placeholderLeft'
  | 'placeholderInBody'
  | 'headerMalformed'
  | 'headerRefused'
  | 'methodOverride'
  | 'headerValueInvalid'
  | 'versionComesFromPicker'
  | 'bodyNeedsBlankLine'
  | 'bodyNotAllowed'
  | 'bodyFileUnreadable'
  | 'bodyNotJson'
  | 'bodyNotYaml'
  | 'separatorMissing'
  | 'scriptUnsupported'
  | 'graphQlUnsupported'
  | 'multipartUnsupported'
  | 'unknownDirective'
  | 'directiveValue'
  | 'duplicateName'
  | 'pagesNeedsGet'
  | 'pagesNeedsV2'
  | 'headerUnusedWithPages'
  | 'variableMalformed'
  | 'variableDuplicate'
  | 'variableUnknown'
  | 'variableEmpty'
  | 'variableCycle'
  | 'variableTooLong'
  | 'variableUnreadable'
  | 'variableUntrusted'
  | 'bracesOpen'
  | 'requestUnknown'
  | 'referenceUnreadable'
  | 'referenceCycle'
  | 'referenceEmpty'
  | 'notAllChecked'
  | 'sectionUnknown'
  | 'pathUnknown'
  | 'pathIncomplete'
  | 'methodNotOffered'
  | 'operationDeprecated'
  | 'operationReplaced'
  | 'parameterMissing'
  | 'headerMissing'
  | 'parameterUnknown'
  | 'parameterValue'
  | 'bodyMissing';

/** One finding, with the place it speaks of. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning' | 'information';
  readonly span: Span;
  /** What the sentence names: a header, a variable, a method. */
  readonly args: readonly string[];
}

/** A finding that keeps the request from being sent. */
export function error(code: ProblemCode, span: Span, ...args: string[]): Problem {
  return { code, severity: 'error', span, args };
}

/** A finding that the request can be sent with. */
export function warning(code: ProblemCode, span: Span, ...args: string[]): Problem {
  return { code, severity: 'warning', span, args };
}

/** Something worth knowing that needs no change. */
export function information(code: ProblemCode, span: Span, ...args: string[]): Problem {
  return { code, severity: 'information', span, args };
}
