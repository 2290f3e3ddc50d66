import { accountExamples } from "./openapi-account-examples.ts";
import type { OperationExamples } from "./openapi-document.ts";
import { moneyExamples } from "./openapi-money-examples.ts";
import { operatorExamples } from "./openapi-operator-examples.ts";
import { releaseExamples } from "./openapi-release-examples.ts";
import { riderExamples } from "./openapi-rider-examples.ts";
import { screenExamples } from "./openapi-screen-examples.ts";
import { webhookExamples } from "./openapi-webhook-examples.ts";

/** What each operation may be asked and answer, by the operation's id. */
export const operationExamples: OperationExamples = {
  ...riderExamples,
  ...screenExamples,
  ...operatorExamples,
  ...accountExamples,
  ...webhookExamples,
  ...moneyExamples,
  ...releaseExamples,
};
