import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { contractChannelsRule } from './scripts/gate/contract-channels-rule.ts';
import { importLawRule } from './scripts/gate/import-law-rule.ts';
import { webPreferencesRule } from './scripts/gate/web-preferences-rule.ts';

const tower = {
  rules: {
    'import-law': importLawRule,
    'web-preferences': webPreferencesRule,
    'contract-channels': contractChannelsRule,
  },
};

const doubleCast = ':matches(TSAsExpression, TSTypeAssertion)';
const anyOrUnknown = ':matches([typeAnnotation.type="TSUnknownKeyword"], [typeAnnotation.type="TSAnyKeyword"])';
const noDoubleCast = {
  selector: `${doubleCast} > ${doubleCast}${anyOrUnknown}`,
  message: 'A cast by way of unknown turns checking off. Parse with a schema, or narrow with a type guard.',
};
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' };
const noOwnElectron = {
  selector: 'TSModuleDeclaration[id.value=/^electron/], TSModuleDeclaration[id.name="Electron"]',
  message: 'What Electron has is said by its own electron.d.ts alone, which app and stand-in are held to.',
};
const noSkippedTest = {
  selector:
    'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|skipIf|runIf|todo|fails|fixme)$/]',
  message: 'A test runs, always and with the others.',
};
const noSkippedEach = {
  selector:
    'MemberExpression[object.object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|skipIf|runIf|todo|fixme)$/]',
  message: 'A test runs, always and with the others.',
};

export default tseslint.config(
  {
    ignores: ['out/', 'dist/', 'coverage/', 'test-results/', 'playwright-report/', 'test/real-cli/', 'test/fixtures/'],
  },
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { tower },
    rules: {
      'tower/import-law': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An async function that never waits still promises: what it throws becomes a rejection, as its interface says.
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-syntax': ['error', noDoubleCast, noDefaultExport, noOwnElectron],
      // `== null` asks for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['apps/{main,preload}/**/*.ts'],
    rules: { 'tower/web-preferences': 'error', 'tower/contract-channels': 'error' },
  },
  {
    files: ['apps/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.web.json' } },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', noDoubleCast, noOwnElectron, noSkippedTest, noSkippedEach],
      // Matchers such as expect.stringContaining are declared as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // What is read from recorded JSON is known to be a text where a test makes one of it.
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    // Parts of these run in the page, so they know the DOM.
    files: ['test/{e2e,e2e-electron,support/electron-stand-in,unit/electron-stand-in}/**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.e2e.json' } },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': ['error', noDoubleCast] } },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.recommended, tseslint.configs.disableTypeChecked] },
  // CommonJS has no other way.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    // The least of an Electron app is written as Electron loads it, unbuilt: a sandboxed preload has `require` alone.
    files: ['bench/{empty-app,startup}/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
