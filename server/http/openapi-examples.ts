import type { OperationExamples } from "./openapi-document.ts";
import { operatorExamples } from "./openapi-operator-examples.ts";
import { riderExamples } from "./openapi-rider-examples.ts";

/** What each operation may be asked and answer, by the operation's id. */
export const operationExamples: OperationExamples = { ...riderExamples, ...operatorExamples };
