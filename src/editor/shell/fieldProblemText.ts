import * as vscode from 'vscode';
import type { FieldProblem } from '../../schema/fieldAnswer.js';

/** Why what was typed is no value of the field, as a sentence. */
export function fieldProblemText({ code, args }: FieldProblem): string {
  const [limit = ''] = args;
  switch (code) {
    case 'empty':
      return vscode.l10n.t('This field can’t be empty.');
    case 'notWhole':
      return vscode.l10n.t('Enter a whole number.');
    case 'notNumber':
      return vscode.l10n.t('Enter a number, with a point before the decimals.');
    case 'tooSmall':
      return vscode.l10n.t('Too small: the limit is {0}.', limit);
    case 'tooLarge':
      return vscode.l10n.t('Too large: the limit is {0}.', limit);
    case 'tooShort':
      return vscode.l10n.t('Too short: enter at least {0} characters.', limit);
    case 'tooLong':
      return vscode.l10n.t('Too long: enter at most {0} characters.', limit);
    case 'pattern':
      return vscode.l10n.t('The value doesn’t have the form that the API accepts: {0}', limit);
    case 'notDate':
      return vscode.l10n.t('Enter a date such as 2026-12-31.');
    case 'notMoment':
      return vscode.l10n.t('Enter a date and time such as 2026-12-31T23:59:59Z.');
    case 'notUuid':
      return vscode.l10n.t('Enter an identifier such as 123e4567-e89b-12d3-a456-426614174000.');
  }
}
