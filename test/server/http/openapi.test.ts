import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorTable } from "../../../platform/app-error.ts";
import { HttpFixture } from "../../support/http-fixture.ts";

// The OpenAPI document by the schema of OpenAPI itself and a validator that the code does not use.

type Tree = Readonly<Record<string, unknown>>;

interface Media {
  readonly schema: Tree;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>;
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly headers?: object; readonly content?: Record<string, Media> }>>;
}

interface Document {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Tree>>;
    readonly examples: Readonly<Record<string, { readonly value: Tree }>>;
  };
}

let fixture: HttpFixture;
let document: Document;
let operations: readonly Operation[];

beforeAll(async () => {
  fixture = await HttpFixture.open();
  document = (await fixture.app.inject("/openapi.json")).json<Document>();
  operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
});
afterAll(() => fixture.close());

const successes = ({ responses }: Operation) => Object.entries(responses).filter(([status]) => status.startsWith("2"));

/** What of a value does not follow a schema of the document. */
function mistakes(schema: Tree, value: unknown): unknown {
  // The document is read once: for each schema anew it would take minutes.
  validator ??= new Ajv2020({ strict: false, allErrors: true, formats: { "date-time": true } }).addSchema({
    $id: "document",
    components: document.components,
  });
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
  validator.validate(JSON.parse(text) as Tree, value);
  return validator.errors;
}

let validator: Ajv2020 | undefined;

test("the OpenAPI document follows the schema of OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
  expect([valid, errors]).toEqual([true, undefined]);
});

test("a document with an operation without answers is found", async () => {
  const broken = structuredClone(document) as unknown as { paths: Record<string, Record<string, object>> };
  Object.assign(broken.paths["/api/rider/orders"]?.["get"] ?? {}, { responses: [] });
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

test("every body of a request and every answer has an example that follows its schema", () => {
  for (const operation of operations) {
    const { operationId, requestBody } = operation;
    const bodies = [requestBody, ...successes(operation).map(([, answer]) => answer)];
    for (const media of bodies.flatMap((body) => Object.values(body?.content ?? {}))) {
      expect(media.example, operationId).toBeDefined();
      expect(mistakes(media.schema, media.example), operationId).toBeNull();
    }
  }
});

test("an example with a field of a wrong type is found", () => {
  const { content } = document.paths["/api/rider/orders/{orderNo}"]?.["get"]?.responses["200"] ?? {};
  const { schema = {}, example } = content?.["application/json"] ?? {};
  expect(mistakes(schema, example)).toBeNull();
  expect(mistakes(schema, { ...(example as Tree), amount: "3.00" })).not.toBeNull();
});

test("every JSON body is a named schema or a list of one", () => {
  const reference = { $ref: expect.stringMatching(/^#\/components\/schemas\/\w+$/) as string };
  for (const operation of operations)
    for (const body of [operation.requestBody, ...successes(operation).map(([, answer]) => answer)]) {
      const schema = body?.content?.["application/json"]?.schema;
      if (schema)
        expect(schema["type"] === "array" ? schema["items"] : schema, operation.operationId).toEqual(reference);
    }
});

test("no named schema is written out a second time", () => {
  const named = new Set(Object.values(document.components.schemas).map((schema) => JSON.stringify(schema)));
  const copies = (node: unknown): unknown[] => {
    if (typeof node !== "object" || node === null) return [];
    return [...(named.has(JSON.stringify(node)) ? [node] : []), ...Object.values(node).flatMap(copies)];
  };
  expect(copies(document.paths)).toEqual([]);
  expect(Object.values(document.components.schemas).flatMap((schema) => Object.values(schema).flatMap(copies))).toEqual(
    [],
  );
});

test("every tag is described", () => {
  const described = document.tags.map(({ name }) => name);
  expect(new Set(operations.flatMap(({ tags }) => tags))).toEqual(new Set(described));
});

test("an answer 201 names the address of what was made, and an answer 204 has no body", () => {
  const all = operations.flatMap((operation) => successes(operation));
  const withStatus = (status: string) => all.filter(([of]) => of === status).map(([, answer]) => answer);
  expect(withStatus("201").length).toBeGreaterThan(4);
  for (const answer of withStatus("201")) expect(answer.headers).toHaveProperty("Location");
  expect(withStatus("204").length).toBeGreaterThan(4);
  for (const answer of withStatus("204")) expect(answer).not.toHaveProperty("content");
});

test("every operation lists its errors by status, as problems with an example of each code", () => {
  // An example is the same wherever it is referred to, and to compile its schema takes a while.
  const checked = new Set<string>();
  for (const { operationId, responses } of operations) {
    const errors = Object.entries(responses).filter(([status]) => /^[45]\d\d$/.test(status));
    expect(
      errors.map(([status]) => status),
      operationId,
    ).toEqual(expect.arrayContaining(["400", "500", "503"]));
    for (const [status, { content = {} }] of errors) {
      expect(Object.keys(content), operationId).toEqual(["application/problem+json"]);
      const { schema, examples = {} } = content["application/problem+json"] as Media;
      for (const [code, { $ref }] of Object.entries(examples)) {
        const { value } = document.components.examples[$ref.replace("#/components/examples/", "")] ?? {};
        expect(value, $ref).toMatchObject({ code, status: Number(status) });
        expect(Object.keys(errorTable), operationId).toContain(code);
        const check = JSON.stringify([$ref, schema]);
        if (!checked.has(check)) expect(mistakes(schema, value), $ref).toBeNull();
        checked.add(check);
      }
    }
  }
});
