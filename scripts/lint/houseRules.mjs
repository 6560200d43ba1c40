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

export default {
  meta: { name: 'house' },
  rules: {
    'no-enum': banned('TSEnumDeclaration', 'Use a union of strings: it is readable in a log.'),
    'one-maker-of-markdown': banned(
      "NewExpression[callee.property.name='MarkdownString'], NewExpression[callee.name='MarkdownString']",
      'Make Markdown by editor/shell/markdown.ts, where the text of others is text.',
    ),
  },
};
