/** What a reviewer should not have to say. The reasons stand beside each rule; a rule that is only noise is off. */
import { basename } from "node:path";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const defaultExport = "Export it by its name: a thing has one name everywhere.";
const clockRule = "Time is passed in: take a Clock (src/kernel/clock.ts) or the decision's own `at`.";
const chanceRule = "Chance is passed in: take ids and random numbers from src/kernel.";
const environmentRule = "Only config/env.ts reads the environment; take the typed configuration.";

const forbiddenEverywhere = [
  { selector: "TSEnumDeclaration", message: "Use a union of literals." },
  { selector: "ExportDefaultDeclaration", message: defaultExport },
  { selector: "ExportSpecifier[exported.name='default']", message: defaultExport },
];
const forbiddenTime = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: clockRule },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockRule },
  { selector: "CallExpression[callee.name='Date']", message: clockRule },
  { selector: "MemberExpression[object.name='performance'][property.name='now']", message: clockRule },
  { selector: "MemberExpression[object.name='process'][property.name='hrtime']", message: clockRule },
  {
    selector:
      "CallExpression[callee.object.name='DateTime'][callee.property.name=/^(now|utc|local)$/][arguments.length=0]",
    message: clockRule,
  },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: chanceRule },
  { selector: "MemberExpression[property.name=/^(randomUUID|getRandomValues)$/]", message: chanceRule },
  { selector: "ImportSpecifier[imported.name=/^random(UUID|Bytes|Int)$/]", message: chanceRule },
];
const forbiddenEnvironment = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: environmentRule },
  {
    selector: "ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name='env']",
    message: environmentRule,
  },
];

const kebabCase = /^\.?[a-z0-9]+([-.][a-z0-9]+)*\.(ts|tsx|js|mjs|cjs)$/;
const answerable = {
  rules: {
    "kebab-case-file": {
      meta: { type: "suggestion", schema: [], messages: { name: "Call the file in kebab-case, for what it exports." } },
      create: (context) => ({
        Program(node) {
          if (!kebabCase.test(basename(context.filename))) context.report({ node, messageId: "name" });
        },
      }),
    },
  },
};

export default defineConfig(
  { ignores: ["dist/", "packages/engine/dist/", "data/", "coverage/", ".cache/", "src/web/static/vendor/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { answerable },
    rules: {
      "answerable/kebab-case-file": "error",
      "no-restricted-syntax": ["error", ...forbiddenEverywhere, ...forbiddenTime, ...forbiddenEnvironment],
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^\\.{1,2}/.*\\.jsx?$", message: "Import the source by its own name: ./file.ts" }] },
      ],
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: false, skipComments: false, IIFEs: true }],
      eqeqeq: "error",
      "no-console": "error",

      // A promise that nobody waits for is an action that nobody knows the end of.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { allowDefaultCaseForExhaustiveSwitch: false, requireDefaultForNonUnion: true },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/require-array-sort-compare": ["error", { ignoreStringArrays: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],

      // Numbers and yes/no read well in a sentence; objects do not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true, boolean: true } }],
      // A name from outside is better seen as one: `row["due_at"]`.
      "@typescript-eslint/dot-notation": "off",
      // The adapters of a synchronous database keep asynchronous promises.
      "@typescript-eslint/require-await": "off",
      // `type` for data that crosses as JSON (an interface is not assignable to an index signature), `interface` for ports.
      "@typescript-eslint/consistent-type-definitions": "off",
      // A callback may answer nothing.
      "@typescript-eslint/no-invalid-void-type": "off",
      // Fights no-non-null-assertion, which is the stricter.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
    },
  },
  {
    files: ["src/kernel/**"],
    rules: { "no-restricted-syntax": ["error", ...forbiddenEverywhere, ...forbiddenEnvironment] },
  },
  {
    // It puts the present and chance out of a machine's reach, so it has to name them.
    files: ["src/engine/decide/purity.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...forbiddenEverywhere, ...forbiddenEnvironment],
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["config/env.ts"],
    rules: { "no-restricted-syntax": ["error", ...forbiddenEverywhere, ...forbiddenTime] },
  },
  {
    files: ["src/engine/**", "machines/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["setTimeout", "setInterval", "setImmediate"].map((name) => ({ name, message: clockRule })),
      ],
    },
  },
  { files: ["src/cli/**", "bench/**"], rules: { "no-console": "off" } },
  {
    files: ["tests/**"],
    rules: {
      // A `describe` is a chapter, not a function; `expect.any()` and a parsed answer are `any` by nature.
      "max-lines-per-function": "off",
      "no-console": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
    },
  },
  {
    // These deal with real processes on a real machine.
    files: ["tests/{support,faults,simulate,browser}/**", "bench/**"],
    rules: { "no-restricted-syntax": ["error", ...forbiddenEverywhere] },
  },
  {
    // Plain modules: build scripts and what runs in the browser. No types to ask, own world to look at.
    files: ["**/*.{js,mjs,cjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "no-console": "off", "no-restricted-syntax": "off", "no-restricted-imports": "off" },
  },
  {
    // One file by design: whoever checks an export reads this and nothing else.
    files: ["verifier/verify.mjs"],
    rules: { "max-lines": "off", "no-control-regex": "off" },
  },
  {
    files: ["*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
