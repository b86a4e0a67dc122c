/** Tests run from the sources: swc strips the types, Node links the modules. @type {import("jest").Config} */
export default {
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts", "**/*.test.tsx"],
  // Hours of load have their own command. Of the deliberate damage, a bounded part runs with the tests.
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/tests/bench/"],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: {
    "\\.tsx?$": [
      "@swc/jest",
      {
        swcrc: false,
        module: { type: "es6" },
        sourceMaps: "inline",
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic", importSource: "preact" } },
        },
      },
    ],
  },
  // The package's public face, as a user of the library writes it, without a build.
  moduleNameMapper: { "^answerable/engine$": "<rootDir>/src/library.ts" },
  testEnvironment: "node",
  testTimeout: 20_000,
  maxWorkers: 2,
  // Modules linked by `vm` are never freed on Node 20: a worker that has grown is replaced.
  workerIdleMemoryLimit: "512MB",
  reporters: ["default", "<rootDir>/scripts/jest-plain-reporter.mjs"],
};
