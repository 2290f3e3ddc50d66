import specs from "@asyncapi/specs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { expect, test } from "vitest";
import { asyncApiDocument } from "../../protocol/asyncapi.ts";

// By the schema of AsyncAPI itself and a validator that the code does not use: what others read this document with.

interface Message {
  readonly payload: object;
  readonly examples: readonly { readonly summary: string; readonly payload: unknown }[];
}

const document = JSON.parse(JSON.stringify(asyncApiDocument())) as {
  readonly asyncapi: "3.0.0";
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
};

function mistakes(candidate: object): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  const validate = ajv.compile(specs.schemasWithoutId["3.0.0"] as object);
  validate(candidate);
  return validate.errors;
}

test("the AsyncAPI document follows the schema of its version of AsyncAPI", () => {
  expect(mistakes(document)).toBeNull();
});

test("a document with an unknown action, a binding of a wrong type or a message without a schema's form is found", () => {
  const wrong = (change: (copy: Record<string, Record<string, object>>) => void) => {
    const copy = structuredClone(document) as unknown as Record<string, Record<string, object>>;
    change(copy);
    return mistakes(copy);
  };
  const operation = "receivePresence";
  const set = (part: string, name: string, change: object) =>
    wrong((copy) => void Object.assign(copy[part]?.[name] ?? {}, change));
  expect(set("operations", operation, { action: "hear" })).not.toBeNull();
  expect(set("operations", operation, { bindings: { mqtt: { qos: "1", bindingVersion: "0.2.0" } } })).not.toBeNull();
  expect(set("channels", "presence", { adress: "c/x" })).not.toBeNull();
});

test("every example of a message validates against the message's JSON Schema with another validator", () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: fullFormats });
  for (const [name, { payload, examples }] of Object.entries(document.components.messages)) {
    expect(examples.length, name).toBeGreaterThan(0);
    for (const example of examples) {
      ajv.validate(payload, example.payload);
      expect(ajv.errors, `${name}: ${example.summary}`).toBeNull();
    }
  }
});
