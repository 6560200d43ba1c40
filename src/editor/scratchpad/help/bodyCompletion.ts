import * as vscode from 'vscode';
import { formOfNewBody } from '../../../scratchpad/help/maskedBody.js';
import { bodyProposals, bodyText } from '../../../scratchpad/help/requestSkeleton.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { emptyMarkdown } from '../../shell/markdown.js';
import type { DescribedOperation } from './describedOperation.js';

/** What a body that isn't started yet may be: what is required, and the document's examples. */
export function wholeBodies(
  request: ScratchRequest,
  { operation, document }: DescribedOperation,
  position: vscode.Position,
): vscode.CompletionItem[] {
  const form = formOfNewBody(request);
  if (request.body || (form !== 'json' && form !== 'yaml')) return [];
  return bodyProposals(document, operation).map((proposal, index) => {
    const text = bodyText(proposal, form);
    const item = new vscode.CompletionItem(
      proposal.example ?? vscode.l10n.t('Body with the required fields'),
      vscode.CompletionItemKind.Snippet,
    );
    if (proposal.example !== undefined) item.detail = vscode.l10n.t('example');
    item.insertText = text;
    item.keepWhitespace = true;
    item.sortText = String(index).padStart(4, '0');
    item.documentation = emptyMarkdown().appendCodeblock(text, form);
    item.range = new vscode.Range(position, position);
    return item;
  });
}
