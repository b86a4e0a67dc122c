/** The API's description (OpenAPI 3.1), made from the operations, the answers' schemas and the playbooks' own forms. */
import { z } from "zod";
import { actorText, playbookKey, type EventForm, type Playbook } from "../../../machines/playbook.ts";
import type { FormOwner } from "../../playbook/forms.ts";
import type { Desk } from "../../desk/types.ts";
import { exampleValues } from "./examples.ts";
import { movedPaths, operations, type Operation } from "./operations.ts";
import { problemRows, type ProblemCode } from "./problems.ts";
import { idempotencyHeader, idempotencyPattern, personHeader, queries } from "./request.ts";
import * as schemas from "./schemas.ts";

type Json = Record<string, unknown>;

const apiVersion = "1.0.0";

export function openApiDocument(desk: Pick<Desk, "playbooks">, signsIn = false): Json {
  const forms = formSchemas(desk.playbooks);
  return {
    openapi: "3.1.0",
    info: {
      title: "Answerable",
      version: apiVersion,
      description,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api" }],
    security: [signsIn ? { token: [] } : { person: [] }],
    paths: { ...fixedPaths, ...paths(forms), ...deprecatedPaths() },
    components: {
      securitySchemes: signsIn
        ? { token: { type: "http", scheme: "bearer", description: tokenWords } }
        : { person: { type: "apiKey", in: "header", name: personHeader, description: personWords } },
      schemas: { ...forms.schemas, ...answerSchemas() },
    },
  };
}

/** What only leads elsewhere, so that programs hear of it before it goes. */
function deprecatedPaths(): Json {
  const entries = Object.entries(movedPaths).map(([from, to], index) => {
    const parameters = [...from.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    const get = {
      operationId: `moved${String(index + 1)}`,
      deprecated: true,
      summary: `Moved to ${templated(to)}`,
      parameters,
      responses: { 308: { description: "`Location` is the present path." } },
    };
    return [templated(from), { get }];
  });
  return Object.fromEntries(entries) as Json;
}

/** `/incidents/{id}` for `/incidents/:id`. */
const templated = (path: string) => path.replace(/:(\w+)/g, "{$1}");

const description =
  "Register incidents, send them events, read and replay their log. Errors are problem documents (RFC 9457). Instants are ISO 8601 with an offset.";
const personWords = "ID of the acting person, where sign-in is off.";

const tokenWords =
  "A token of the acting person, made on their account's page. Scopes: `read` for GET, `write` for what changes something.";

type Forms = { readonly schemas: Json; readonly opening: readonly string[]; readonly event: readonly string[] };

/** One schema for each opening and each event of each playbook. */
function formSchemas(playbooks: readonly Playbook[]): Forms {
  const openings = playbooks.map((playbook) => [schemaName(playbook, "opening"), openingSchema(playbook)] as const);
  const events = playbooks.flatMap((playbook) =>
    playbook.events.map((form) => [schemaName(playbook, form.type), eventSchema(form)] as const),
  );
  return {
    schemas: Object.fromEntries([...openings, ...events]),
    opening: openings.map(([name]) => name),
    event: events.map(([name]) => name),
  };
}

/** Component names may not contain `@`. */
export function schemaName(playbook: Pick<Playbook, "id" | "version">, form: string): string {
  return `${playbook.id}.${String(playbook.version)}.${form}`;
}

function openingSchema(playbook: Playbook): Json {
  const key = playbookKey(playbook);
  return {
    ...bodySchema(
      { playbook: { enum: [key, playbook.id], description: "Without a version: the newest." } },
      playbook.opening,
      { confirm: confirmSchema },
    ),
    examples: [{ playbook: key, fields: exampleValues(playbook.opening) }],
  };
}

const confirmSchema = {
  type: "array",
  items: { type: "string" },
  maxItems: 20,
  description: "Codes of what a `to-confirm` problem asked about, when it is so.",
};

function eventSchema(form: EventForm): Json {
  const expectedSeq = { type: "integer", minimum: 0, description: "The `seq` with which the incident was read." };
  return {
    ...bodySchema({ type: { const: form.type } }, form, { expectedSeq, confirm: confirmSchema }),
    "x-roles": form.by.map(actorText),
    "x-needs-confirmation": form.needsConfirmation,
    examples: [{ type: form.type, fields: exampleValues(form) }],
  };
}

function bodySchema(name: Json, form: FormOwner & Pick<EventForm, "label" | "help">, more: Json = {}): Json {
  return {
    type: "object",
    title: form.label.en,
    description: form.help.en,
    properties: { ...name, fields: { ...jsonSchema(form.form, "input"), additionalProperties: false }, ...more },
    required: [...Object.keys(name), "fields"],
    additionalProperties: false,
  };
}

type FieldSchema = {
  label?: { readonly en: string };
  help?: { readonly en: string };
  options?: unknown;
  field?: unknown;
};

/** A field's words become title and description; both languages stay beside them for programs that show forms. */
function fieldWords({ jsonSchema: schema }: { readonly jsonSchema: object }): void {
  const { label, help, options, field } = schema as FieldSchema;
  if (field === undefined) return;
  for (const name of ["label", "help", "options", "field", "past", "example"]) Reflect.deleteProperty(schema, name);
  Object.assign(schema, {
    ...(label ? { title: label.en, "x-label": label } : {}),
    ...(help ? { description: help.en, "x-help": help } : {}),
    ...(options ? { "x-options": options } : {}),
    "x-kind": field,
  });
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: fieldWords,
  }) as Json;
  return rest;
}

const named = {
  PersonList: schemas.peopleNow,
  RosterNow: schemas.rosterNow,
  Roster: schemas.rosterBetween,
  PlaybookList: schemas.playbookList,
  Playbook: schemas.playbookFull,
  IncidentList: schemas.incidentList,
  Incident: schemas.incidentFull,
  IncidentAtRow: schemas.replayFull,
  History: schemas.historyPage,
  Notifications: schemas.notificationPage,
  Recorded: schemas.recorded,
  Problem: schemas.problem,
  ProblemList: schemas.problemList,
} as const;

function answerSchemas(): Json {
  return Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, jsonSchema(schema, "output")]));
}

function reference(schema: z.ZodType): Json {
  const [name] = Object.entries(named).find(([, one]) => one === schema) ?? [];
  return name === undefined ? jsonSchema(schema, "output") : { $ref: `#/components/schemas/${name}` };
}

const json = (schema: Json) => ({ "application/json": { schema } });

const fixedPaths: Json = {
  "/openapi.json": {
    get: {
      operationId: "readDescription",
      summary: "This description",
      security: [],
      responses: { 200: { description: "OpenAPI 3.1.", content: json({ type: "object" }) } },
    },
  },
  "/problems": {
    get: {
      operationId: "listProblems",
      summary: "Every problem code with its status and words",
      security: [],
      responses: { 200: { description: "All of them.", content: json({ $ref: "#/components/schemas/ProblemList" }) } },
    },
  },
};

function paths(forms: Forms): Json {
  const byPath: Record<string, Json> = {};
  for (const operation of operations) {
    const path = templated(operation.path);
    byPath[path] = { ...byPath[path], [operation.method]: operationObject(operation, forms) };
  }
  return byPath;
}

function operationObject(operation: Operation, forms: Forms): Json {
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    parameters: [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)],
    ...(operation.body ? { requestBody: requestBody(forms[operation.body]) } : {}),
    responses: { ...answers(operation), ...problems(operation.problems) },
  };
}

function requestBody(names: readonly string[]): Json {
  return { required: true, content: json({ anyOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })) }) };
}

function pathParameters({ path }: Operation): readonly Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: Operation): readonly Json[] {
  if (query === queries.none) return [];
  const { properties } = jsonSchema(query, "input") as { properties: Record<string, Json> };
  return Object.entries(properties).map(([name, { description: words, ...schema }]) => ({
    name,
    in: "query",
    required: false,
    ...(words === undefined ? {} : { description: words }),
    schema,
  }));
}

function headerParameters({ body }: Operation): readonly Json[] {
  if (body === null) return [];
  const key = {
    name: idempotencyHeader,
    in: "header",
    required: false,
    description:
      "Your own id of this command: the same id twice is one event and the same answer. Made for you when left out.",
    schema: { type: "string", pattern: idempotencyPattern.source },
  };
  const match = {
    name: "If-Match",
    in: "header",
    required: false,
    description: "The ETag of the incident, instead of expectedSeq.",
    schema: { type: "string" },
  };
  return body === "event" ? [key, match] : [key];
}

function answers(operation: Operation): Json {
  const headers = operation.body
    ? {
        [idempotencyHeader]: { description: "The command's id.", schema: { type: "string" } },
        Location: { schema: { type: "string" } },
      }
    : null;
  return Object.fromEntries(
    Object.entries(operation.answers).map(([status, { description: words, schema }]) => [
      status,
      { description: words, ...(headers ? { headers } : {}), ...(schema ? { content: json(reference(schema)) } : {}) },
    ]),
  );
}

/** Codes of one status share one answer. */
function problems(codes: readonly ProblemCode[]): Json {
  const rows = problemRows.filter((row) => codes.some((code) => code === row.code));
  const statuses = [...new Set(rows.map((row) => row.status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const words = rows.filter((row) => row.status === status).map((row) => `\`${row.code}\`: ${row.title.en}`);
      const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
      return [String(status), { description: words.join(" "), content }];
    }),
  );
}
