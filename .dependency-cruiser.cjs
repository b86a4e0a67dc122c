/**
 * The arrows of docs/architecture.md. Each part may import what is listed for it and nothing else:
 *
 *   kernel, machines  ←  engine/decide  ←  engine  ←  desk  ←  web, cli
 *   people: accounts and the organisation's stream, behind web and cli
 *   db, notify, publish, record implement or use the ports of engine and desk
 *   diagram draws machines, for web and cli
 *   compose, engine-thread, main, library and cli/main join everything
 */

/** May import only what matches, and Node's own modules; everything else, npm packages included, is an error. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from, pathNot: joiners },
  to: { pathNot: allowed, dependencyTypesNot: ["core"] },
});

/** The same, and nothing of Node's either: what it computes depends on its arguments alone. */
const onlyPure = (name, from, allowed, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { pathNot: allowed },
});

/** Only these places may import these npm packages. */
const packageOnlyIn = (packages, place) => ({
  name: `${packages.join("-")}-only-in-${place.replace(/\W+/g, "-").replace(/^-|-$/g, "")}`,
  severity: "error",
  comment: `One technology, one place: ${packages.join(", ")} belong in ${place}.`,
  from: { path: "^(machines|config|db|src)/", pathNot: place },
  to: { path: packages.map((name) => npm(name)) },
});

/** Where an npm package's files are, hoisted or not, and its type declarations. */
const npm = (name) => `(^|/)node_modules/(@types/)?${name}/`;

const joiners = "^src/(compose|open-people|prepare-sign-in|engine-thread|main|library)\\.ts$|^src/cli/main\\.ts$";
const ownPackages = "(^|/)node_modules/";
const kernel = "^src/kernel/";
const machines = "^machines/";
const enginePorts = "^src/engine/(ports|types)\\.ts$";
const deskPorts = "^src/desk/(ports|types)\\.ts$";
const configTypes = "^config/";
const people = "^src/people/";
const peoplePorts = "^src/people/ports\\.ts$";
const diagram = "^src/diagram/";
const outgoing = "^src/outgoing/";
const roster = "^src/roster/";
/** Forms checked and rows of the log said in words, the same for an incident and for the organisation. */
const deskForms = "^src/desk/(check-form|timeline)\\.ts$";
/** What everybody may ask about people; how they sign in is nobody else's business. */
const directory = "^src/people/(directory|types)\\.ts$";

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
      name: "no-orphans",
      severity: "error",
      comment: "Nobody imports it and it imports nothing: it is not part of the program.",
      from: {
        orphan: true,
        path: "^(machines|config|db|src|tests)/",
        pathNot: ["\\.test\\.tsx?$", "\\.d\\.ts$", "^src/web/static/"],
      },
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
      from: { path: "^(machines|config|db|src)/" },
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
      from: { path: "^(machines|config|db|src)/" },
      to: { path: "^tests/" },
    },
    onlyPure(
      "machines-are-a-leaf",
      machines,
      [machines, npm("xstate"), npm("zod")],
      "A playbook is data and pure functions.",
    ),
    only("kernel-is-a-leaf", kernel, [kernel, ownPackages], "Words that every part shares know no part."),
    onlyPure(
      "decide-is-pure",
      "^src/engine/decide/",
      ["^src/engine/decide/", "^src/engine/(types|ports)\\.ts$", kernel, npm("xstate")],
      "A decision has no clock, no chance, no disk and no network; so it has no Node module either.",
    ),
    only(
      "engine-knows-only-kernel",
      "^src/engine/",
      ["^src/engine/", kernel, npm("xstate")],
      "It is usable as a library.",
    ),
    only(
      "engine-host-carries-an-engine",
      "^src/engine-host/",
      ["^src/engine-host/", enginePorts, kernel],
      "It carries calls between two threads, whatever the engine does with them.",
    ),
    only(
      "config-knows-only-kernel",
      "^config/",
      ["^config/", kernel, "^machines/(characters|playbook/words)\\.ts$", npm("(yaml|zod|luxon)")],
      "Parsed once, at the edge.",
    ),
    only(
      "db-implements-ports",
      "^db/",
      ["^db/", kernel, enginePorts, deskPorts, peoplePorts, npm("(knex|better-sqlite3|pg)")],
      "The only place with SQL knows what is asked of it, and nobody who asks.",
    ),
    only(
      "desk-is-the-door",
      "^src/desk/",
      ["^src/desk/", "^src/engine/", directory, roster, kernel, machines, configTypes, ownPackages],
      "What people can do, whatever door they come through.",
    ),
    only(
      "people-use-ports",
      people,
      [people, enginePorts, deskPorts, deskForms, roster, kernel, machines, configTypes, ownPackages],
      "Accounts and the organisation's stream know what stores and engine offer, not how.",
    ),
    ...["notify", "publish", "record"].map((part) =>
      only(
        `${part}-uses-ports`,
        `^src/${part}/`,
        [
          `^src/${part}/`,
          outgoing,
          enginePorts,
          deskPorts,
          directory,
          roster,
          kernel,
          machines,
          configTypes,
          ownPackages,
        ],
        "It implements or uses ports; it does not reach behind them.",
      ),
    ),
    ...["web", "cli"].map((part) =>
      only(
        `${part}-goes-through-the-desk`,
        `^src/${part}/`,
        [`^src/${part}/`, "^src/desk/", people, roster, diagram, kernel, machines, configTypes, ownPackages],
        "Permissions live in the desk, so there is no way around it.",
      ),
    ),
    only(
      "operating-looks-on",
      "^src/operating/",
      ["^src/operating/", kernel, enginePorts, deskPorts, configTypes, npm("(pino|prom-client)")],
      "It watches the others by what they tell; none of them knows it.",
    ),
    only(
      "roster-is-worked-out",
      roster,
      [roster, directory, kernel, machines, npm("(luxon|ical-generator)")],
      "Who is on duty is a pure view of the directory.",
    ),
    only(
      "outgoing-knows-only-kernel",
      outgoing,
      [outgoing, kernel, ownPackages],
      "The one way to somebody else's machine does not know what is sent.",
    ),
    only("diagram-draws-playbooks", diagram, [diagram, machines, kernel, npm("elkjs")], "It draws what it is given."),
    {
      name: "config-by-its-types",
      severity: "error",
      comment: "Settings are read once, at the start, and handed over; every other part knows their shape only.",
      from: { path: "^(machines|db|src)/", pathNot: joiners },
      to: { path: "^config/", dependencyTypesNot: ["type-only"] },
    },
    packageOnlyIn(["knex", "better-sqlite3", "pg"], "^db/"),
    packageOnlyIn(["@node-rs/argon2", "otpauth", "@simplewebauthn/server", "openid-client"], "^src/people/"),
    packageOnlyIn(["nodemailer"], "^src/notify/"),
    packageOnlyIn(["undici"], "^src/outgoing/"),
    packageOnlyIn(["express"], "^src/web/"),
    packageOnlyIn(["elkjs"], "^src/diagram/"),
    packageOnlyIn(["ical-generator"], roster),
    packageOnlyIn(["xstate"], "^(machines|src/engine)/"),
    packageOnlyIn(["uuid"], "^src/kernel/"),
    packageOnlyIn(["pino", "prom-client"], "^src/operating/"),
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
