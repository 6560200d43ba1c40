import type { Problem, ProblemCode } from './problem.js';

/** What each finding says; `{0}` means what it names. The editor shows the same in its own language. */
export const PROBLEM_SENTENCES: Readonly<Record<ProblemCode, string>> = {
  fileTooLarge:
    'The file is too large: at most 1.5 million characters, 10,000 requests, 10,000 variables and 25,000 uses of variables are read.',
  requestLineExpected: 'A request begins with a method and a path, such as “GET /section/path”.',
  unknownMethod: '{0} is not a method that the API knows.',
  targetMissing: 'The path of the request is missing.',
  targetNotAPath: 'The path begins with a slash, such as “/section/path”.',
  foreignOrigin: 'Requests go to the account’s own address only: write just the path.',
  branchMissing: 'The path stops before its section.',
  dotSegment: '“.” and “..” are not part of an API path.',
  halfCharacter: 'The path has an incomplete character, which can’t be sent. Delete it and type it again.',
  emptySegment: 'An identifier is missing after this slash.',
  fragment: '“#” begins a fragment, which is never sent. Write %23 for the character itself.',
  placeholderLeft: 'Replace the placeholder in braces with an identifier.',
  placeholderInBody: 'Replace {0} with a value, or with a variable in double braces.',
  headerMalformed: 'A header is “Name: value”. Put an empty line before the body.',
  headerRefused: '{0} is set by the account and the connection, not here.',
  methodOverride:
    '{0} would change the method of the request. Write that method at the start of the request instead.',
  headerValueInvalid: 'The value of {0} has characters that aren’t allowed in a header.',
  versionComesFromPicker:
    'The schema version is the one picked in the status bar; this line is not sent. OVHcloud recommends such a header only for testing a version.',
  bodyNeedsBlankLine: 'Put an empty line before the body.',
  bodyNotAllowed: '{0} requests have no body.',
  bodyFileUnreadable: 'Couldn’t read the file {0}.',
  bodyNotJson: 'The body is not valid JSON.',
  bodyNotYaml: 'The body is not valid YAML: {0}',
  separatorMissing: 'Add a line with “###” before the next request.',
  scriptUnsupported:
    'Scripts and checks of other tools don’t run here. Use “# @expect status 200” to check a response.',
  graphQlUnsupported: 'The API has no GraphQL. Write the request as the API document has it.',
  multipartUnsupported: 'Multipart bodies can’t be sent from a request file.',
  unknownDirective: 'Unknown directive @{0}. Use @name, @pages, @confirm, @prompt or @expect.',
  directiveValue: 'The directive @{0} does not take this value.',
  duplicateName: 'Another request in this file is already named {0}.',
  pagesNeedsGet: 'Only a GET has pages to follow.',
  pagesNeedsV2: 'Only lists of the v2 branch have pages to follow.',
  headerUnusedWithPages: '{0} is not sent when pages are followed.',
  variableMalformed: 'A variable is “@name = value”, its name made of letters, digits, “_”, “.” and “-”.',
  variableDuplicate: 'The variable {0} is set twice. The last value applies.',
  variableUnknown: 'The variable {0} is set neither in this file nor in the environment.',
  variableEmpty: 'The variable {0} is empty.',
  variableCycle: 'The variable {0} uses itself.',
  variableTooLong: 'The value of the variable {0} is too long.',
  variableUnreadable: '{0} isn’t defined. Write \\{{ to send braces.',
  variableUntrusted: '{0} is read in a trusted workspace only.',
  bracesOpen: 'Close the braces, or write \\{{ to send braces.',
  requestUnknown: 'No request of this file is named {0}.',
  referenceUnreadable:
    '{0} isn’t a value of a response. Write “name.response.body.$.field” or “name.response.headers.Name”.',
  referenceCycle: 'The request {0} can’t be sent first: it refers to itself.',
  referenceEmpty: 'The response has no value at {0}.',
  notAllChecked:
    'The requests from here on are not checked as you type: the file is too large with its variables filled in.',
  sectionUnknown: 'The API has no section {0} at this schema version.',
  pathUnknown: 'The API has no path {0} at this schema version.',
  pathIncomplete: 'The path {0} is incomplete: the API has only longer paths that begin with it.',
  methodNotOffered: '{1} can’t be called with {0} at this schema version, only with {2}.',
  operationDeprecated: 'This operation is deprecated.',
  operationReplaced: 'This operation is deprecated. It is replaced by {0}.',
  parameterMissing: 'The query parameter {0} is required.',
  headerMissing: 'The header {0} is required.',
  parameterUnknown: 'This operation has no query parameter {0}.',
  parameterValue: '{0} takes one of these values: {1}.',
  bodyMissing: 'This operation takes a body with {0}.',
};

/** A finding as an English sentence. */
export function problemSentence({ code, args }: Problem): string {
  return PROBLEM_SENTENCES[code].replaceAll(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? '');
}

/** Whether something is the code of a finding. */
export function isProblemCode(code: unknown): code is Problem['code'] {
  return typeof code === 'string' && Object.hasOwn(PROBLEM_SENTENCES, code);
}
