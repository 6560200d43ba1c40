// Rules of this house that no linter brings, as a plugin of Oxlint.

/** A rule with one message, for the nodes that a selector finds. */
function banned(selector, message) {
  return {
    create: (context) => ({
      [selector]: (node) => {
        context.report({ node, message });
      },
    }),
  };
}

/** Markdown that is written down here, or made of one text by the function that escapes it. */
function isOwnMarkdown({ type, callee, quasis, value }) {
  if (type === 'Literal') return typeof value === 'string';
  if (type === 'TemplateLiteral') return quasis.length === 1;
  return type === 'CallExpression' && ['markdownCode', 'markdownText'].includes(callee.name);
}

export default {
  meta: { name: 'house' },
  rules: {
    'no-enum': banned('TSEnumDeclaration', 'Use a union of strings: it is readable in a log.'),
    'one-maker-of-markdown': banned(
      "NewExpression[callee.property.name='MarkdownString'], NewExpression[callee.name='MarkdownString']",
      'Make Markdown by editor/shell/markdown.ts, where the text of others is text.',
    ),
    'markdown-of-others-is-text': {
      create: (context) => ({
        "CallExpression[callee.property.name='appendMarkdown']": (node) => {
          if (node.arguments.some((argument) => !isOwnMarkdown(argument)))
            context.report({
              node,
              message: 'Add what others may have said by `appendText` or `markdownCode`.',
            });
        },
        'AssignmentExpression[left.property.name=/^(?:isTrusted|supportHtml)$/]': (node) => {
          context.report({ node, message: 'Only editor/shell/markdown.ts makes what is trusted.' });
        },
      }),
    },
    'colon-of-the-language': banned(
      'TemplateLiteral > TemplateElement[value.raw=/^: /], JSXText[value=/^: /]',
      'Join a label and its text by `labelText`: French has a space before the colon.',
    ),
    'no-links-in-messages': banned(
      ':matches(MemberExpression, ObjectPattern > Property)' +
        ':matches([property.name=/^(?:show(?:Error|Warning|Information)Message|withProgress|showInputBox|createInputBox)$/],' +
        '[key.name=/^(?:show(?:Error|Warning|Information)Message|withProgress|showInputBox|createInputBox)$/])',
      'Use editor/shell/messages.ts, where the text of others is no link to a command.',
    ),
  },
};
