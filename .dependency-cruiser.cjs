/**
 * The arrows of docs/architecture.md. Each room may import itself, the rooms that are listed for it, and nothing else of
 * ours; a test holds this table, the one in the docs and the real tree against each other (tests/docs/architecture.test.ts).
 *
 *   kernel, machines ← config, diagram, directory, engine, outgoing, channels ← record, engine-host, operating, playbook, roster
 *     ← organisation ← accounts, desk ← db, notify, web, cli ← app
 */

/**
 * By room what it may import: other rooms, "ports of" a room (what it shows to those who only know its ports), npm packages;
 * "*" is any package.
 */
const { rooms, ports } = require("./scripts/arrows.json");

/** These join everything. */
const joiners = "^src/app/|^src/library\\.ts$";
/** One technology, one place. */
const packagesOnlyIn = {
  db: ["knex", "better-sqlite3", "pg"],
  "src/accounts": ["@node-rs/argon2", "otpauth", "@simplewebauthn/server", "openid-client"],
  "src/notify": ["nodemailer"],
  "src/outgoing": ["undici"],
  "src/web": ["express"],
  "src/diagram": ["elkjs"],
  "src/roster": ["ical-generator"],
  "(machines|src/engine)": ["xstate"],
  "src/kernel": ["uuid"],
  "src/operating": ["pino", "prom-client"],
};
/** Pure: not even Node's own modules. */
const pure = ["machines"];

const npm = (name) => `(^|/)node_modules/(@types/)?${name}/`;
const everything = "^(machines|config|db|src|tests|bench|scripts)/";
const program = "^(machines|config|db|src)/";

function target(name) {
  if (name === "*") return "(^|/)node_modules/";
  if (name.startsWith("ports of ")) {
    const room = name.slice("ports of ".length);
    return `^${room}/${ports[room]}\\.ts$`;
  }
  if (/^machines\/(kit\/characters|playbook\/words)$/.test(name)) return `^${name}\\.ts$`;
  return /^(src\/|machines$|config$|db$)/.test(name) ? `^${name}/` : npm(name);
}

const arrows = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room.replace("src/", "")}-imports-only-what-is-listed`,
  severity: "error",
  comment: `docs/architecture.md: ${room} may import ${allowed.join(", ")}.`,
  from: { path: `^${room}/` },
  to: {
    pathNot: [`^${room}/`, ...allowed.map(target)],
    ...(pure.includes(room) ? {} : { dependencyTypesNot: ["core"] }),
  },
}));

const technologies = Object.entries(packagesOnlyIn).map(([place, packages]) => ({
  name: `${packages.join("-")}-only-in-${place.replace(/\W+/g, "-").replace(/^-|-$/g, "")}`,
  severity: "error",
  comment: `One technology, one place: ${packages.join(", ")} belong in ${place}.`,
  from: { path: program, pathNot: `^${place}/` },
  to: { path: packages.map(npm) },
}));

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "A cycle means that two files are one, or that a third is missing.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-folder-circles",
      severity: "error",
      comment: "Two rooms that import each other are one room, or a third is missing.",
      scope: "folder",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment: "Nobody imports it and it imports nothing: it is not part of the program.",
      from: { orphan: true, path: everything, pathNot: ["\\.test\\.tsx?$", "\\.d\\.ts$", "^scripts/"] },
      to: {},
    },
    {
      name: "not-unresolvable",
      severity: "error",
      comment: "It is not there.",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "not-to-dev-dependency",
      severity: "error",
      comment: "What runs in production is listed under dependencies.",
      from: { path: program },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/@types/",
      },
    },
    {
      name: "not-to-tests",
      severity: "error",
      comment: "The program does not know its tests.",
      from: { path: program },
      to: { path: "^(tests|bench|scripts)/" },
    },
    {
      name: "every-file-has-a-room",
      severity: "error",
      comment: "No file at the root of src but what a library needs.",
      from: { path: "^src/[^/]+$", pathNot: "^src/library\\.ts$" },
      to: {},
    },
    {
      name: "nobody-imports-the-app",
      severity: "error",
      comment: "It joins everything, so nothing may depend on it but its tests.",
      from: { path: program, pathNot: joiners },
      to: { path: "^src/app/" },
    },
    {
      name: "decide-is-pure",
      severity: "error",
      comment: "A decision has no clock, no chance, no disk and no network; so it has no Node module either.",
      from: { path: "^src/engine/decide/" },
      to: {
        pathNot: [
          "^src/engine/decide/",
          "^src/engine/(api|failures|log|ports|types)\\.ts$",
          "^src/kernel/",
          npm("xstate"),
        ],
      },
    },
    {
      name: "config-by-its-types",
      severity: "error",
      comment: "Settings are read once, at the start, and handed over; every other part knows their shape only.",
      from: { path: "^(machines|db|src)/", pathNot: joiners },
      to: { path: "^config/", dependencyTypesNot: ["type-only"] },
    },
    ...arrows,
    ...technologies,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^src/web/static/" },
    // An import of a type is an arrow too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".d.ts"],
    },
    skipAnalysisNotInRules: true,
  },
};
