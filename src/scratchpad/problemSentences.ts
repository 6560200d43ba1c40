import type { Problem, ProblemCode } from './problem.js';

/** What each finding says; `{0}` stands for what it names. The editor shows the same in its own language. */
export const PROBLEM_SENTENCES: Readonly<Record<ProblemCode, string>> = {
  requestLineExpected: 'A request begins with a method and a path, such as “GET /section/path”.',
  unknownMethod: '{0} is not a method that the API knows.',
  targetMissing: 'The path of the request is missing.',
  targetNotAPath: 'The path begins with a slash, such as “/section/path”.',
  foreignOrigin: 'Requests go to the account’s own address only: write just the path.',
  branchMissing: 'The path stops before its section.',
  dotSegment: '“.” and “..” are not part of an API path.',
  halfCharacter: 'The path holds half of a character, which can’t be sent. Delete it and type it again.',
  emptySegment: 'An identifier is missing between two slashes.',
  placeholderLeft: 'Replace the placeholder in braces with an identifier.',
  headerMalformed: 'A header is “Name: value”. Put an empty line before the body.',
  headerRefused: '{0} is set by the account and the connection, not here.',
  methodOverride:
    '{0} would change the method of the request. Write that method at the start of the request instead.',
  headerValueInvalid: 'The value of {0} has characters that aren’t allowed in a header.',
  versionComesFromPicker: 'The schema version is the one picked in the status bar; this line is not sent.',
  bodyNeedsBlankLine: 'Put an empty line before the body.',
  bodyNotAllowed: '{0} requests have no body.',
  bodyNotJson: 'The body is not valid JSON.',
  separatorMissing: 'Put a line with “###” before the next request.',
  unknownDirective: 'There is no directive @{0}; there are @name, @pages and @confirm.',
  directiveValue: 'The directive @{0} does not take this value.',
  duplicateName: 'Another request of this file is named {0} already.',
  pagesNeedsGet: 'Only a GET has pages to follow.',
  pagesNeedsV2: 'Only lists of the v2 branch have pages to follow.',
  headerUnusedWithPages: '{0} is not sent when pages are followed.',
  variableMalformed: 'A variable is “@name = value”, its name made of letters, digits, “_”, “.” and “-”.',
  variableDuplicate: 'The variable {0} is set twice; the last value counts.',
  variableUnknown: 'The variable {0} is not set in this file.',
  variableEmpty: 'The variable {0} is empty.',
  variableCycle: 'The variable {0} uses itself.',
  variableTooLong: 'The value of the variable {0} grows too long.',
};

/** A finding as an English sentence. */
export function problemSentence({ code, args }: Problem): string {
  return PROBLEM_SENTENCES[code].replaceAll(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? '');
}
