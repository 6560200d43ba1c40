import * as vscode from 'vscode';
import type { Problem } from '../../scratchpad/problem.js';

/** A finding as a sentence. */
export function problemText({ code, args }: Problem): string {
  const [first = ''] = args;
  switch (code) {
    case 'requestLineExpected':
      return vscode.l10n.t('A request begins with a method and a path, such as “GET /section/path”.');
    case 'unknownMethod':
      return vscode.l10n.t('{0} is not a method that the API knows.', first);
    case 'targetMissing':
      return vscode.l10n.t('The path of the request is missing.');
    case 'targetNotAPath':
      return vscode.l10n.t('The path begins with a slash, such as “/section/path”.');
    case 'foreignOrigin':
      return vscode.l10n.t('Requests go to the account’s own address only: write just the path.');
    case 'branchMissing':
      return vscode.l10n.t('The path stops before its section.');
    case 'dotSegment':
      return vscode.l10n.t('“.” and “..” are not part of an API path.');
    case 'halfCharacter':
      return vscode.l10n.t(
        'The path holds half of a character, which can’t be sent. Delete it and type it again.',
      );
    case 'emptySegment':
      return vscode.l10n.t('An identifier is missing between two slashes.');
    case 'placeholderLeft':
      return vscode.l10n.t('Replace the placeholder in braces with an identifier.');
    case 'headerMalformed':
      return vscode.l10n.t('A header is “Name: value”. Put an empty line before the body.');
    case 'headerRefused':
      return vscode.l10n.t('{0} is set by the account and the connection, not here.', first);
    case 'methodOverride':
      return vscode.l10n.t(
        '{0} would have the request taken for another method than it shows. Write that method at its beginning instead.',
        first,
      );
    case 'headerValueInvalid':
      return vscode.l10n.t('The value of {0} has characters that a header cannot carry.', first);
    case 'versionComesFromPicker':
      return vscode.l10n.t('The schema version is the one picked in the status bar; this line is not sent.');
    case 'bodyNeedsBlankLine':
      return vscode.l10n.t('Put an empty line before the body.');
    case 'bodyNotAllowed':
      return vscode.l10n.t('{0} requests have no body.', first);
    case 'bodyNotJson':
      return vscode.l10n.t('The body is not valid JSON.');
    case 'separatorMissing':
      return vscode.l10n.t('Put a line with “###” before the next request.');
    default:
      return otherText(code, first);
  }
}

function otherText(code: Problem['code'], first: string): string {
  switch (code) {
    case 'unknownDirective':
      return vscode.l10n.t('There is no directive @{0}; there are @name, @pages and @confirm.', first);
    case 'directiveValue':
      return vscode.l10n.t('The directive @{0} does not take this value.', first);
    case 'duplicateName':
      return vscode.l10n.t('Another request of this file is named {0} already.', first);
    case 'pagesNeedsGet':
      return vscode.l10n.t('Only a GET has pages to follow.');
    case 'pagesNeedsV2':
      return vscode.l10n.t('Only lists of the v2 branch have pages to follow.');
    case 'headerUnusedWithPages':
      return vscode.l10n.t('{0} is not sent when pages are followed.', first);
    case 'variableMalformed':
      return vscode.l10n.t(
        'A variable is “@name = value”, its name made of letters, digits, “_”, “.” and “-”.',
      );
    case 'variableDuplicate':
      return vscode.l10n.t('The variable {0} is set twice; the last value counts.', first);
    case 'variableUnknown':
      return vscode.l10n.t('The variable {0} is not set in this file.', first);
    case 'variableEmpty':
      return vscode.l10n.t('The variable {0} is empty.', first);
    case 'variableCycle':
      return vscode.l10n.t('The variable {0} uses itself.', first);
    default:
      return vscode.l10n.t('The value of the variable {0} grows too long.', first);
  }
}
