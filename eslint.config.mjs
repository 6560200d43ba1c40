import checkFile from 'eslint-plugin-check-file';
import tseslint from 'typescript-eslint';

const banned = (selector, message) => ({ selector, message });

export default tseslint.config(
  { ignores: ['dist/', 'artefacts/', 'coverage/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'check-file': checkFile },
    rules: {
      'check-file/filename-naming-convention': [
        'error',
        { 'src/**/*.{ts,tsx}': 'CAMEL_CASE', '{test,scripts,bench}/**/*.ts': 'CAMEL_CASE' },
        { ignoreMiddleExtensions: true },
      ],
      'no-restricted-syntax': [
        'error',
        banned('ExportDefaultDeclaration', 'Export by name, so that one thing has one name everywhere.'),
        banned('TSEnumDeclaration', 'Use a union of strings: it is readable in a log.'),
        banned(
          "NewExpression[callee.property.name='MarkdownString'], NewExpression[callee.name='MarkdownString']",
          'Make Markdown by editor/shell/markdown.ts, where the text of others is text.',
        ),
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number in a message is what a person wants to read.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // TypeScript's own noUnusedLocals and noUnusedParameters say it already.
      '@typescript-eslint/no-unused-vars': 'off',
      // A class that only holds an event and a method is how VS Code's providers look.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/class-literal-property-style': 'off',
      // `() => doIt()` says what it does; an empty string is as good as none in most texts.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
    },
  },
  {
    // Both parsers overflow the stack on deep texts; `jsonTree` and `parseYaml` look at the depth first.
    files: ['src/{resource,schema,scratchpad,editor}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'jsonc-parser',
              importNames: ['parse', 'parseTree', 'getLocation', 'visit'],
              message: 'Read JSON by resource/jsonTree.ts.',
            },
            {
              name: 'yaml',
              importNames: ['parse', 'parseDocument', 'parseAllDocuments', 'Parser', 'Composer'],
              message: 'Read YAML by resource/yamlText.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Tests state facts about values they have just made; the compiler's `!` and `as` are their shortest words.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-type-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      'max-lines': 'off',
    },
  },
  {
    files: ['bench/**/*.ts', 'src/sandbox/cli.ts', 'scripts/**/*.{ts,mjs}'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/editor/shell/markdown.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Configuration files of tools that read a default export.
    files: ['*.mjs', '*.config.ts', 'scripts/**/*.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
