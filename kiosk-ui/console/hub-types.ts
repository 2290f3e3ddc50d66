import type { paths } from "../shared/hub-api.ts";
import type { AnswerOf, RequestOf } from "../shared/operations.ts";

/** What the hub answers to a GET of an address. */
export type Answer<Path extends keyof paths> = paths[Path] extends { get: infer Operation }
  ? AnswerOf<Operation>
  : never;

/** An order in a list. */
export type FoundOrder = Answer<"/api/operator/orders">["orders"][number];
export type OrderState = FoundOrder["state"];

/** All that is kept of one order. */
export type OrderRecord = Answer<"/api/operator/orders/{orderNo}">;
export type Loan = OrderRecord["order"]["loans"][number];
/** An act of an operator, and whether it is possible now. */
export type ActView = OrderRecord["acts"][number];
export type ActPreview = AnswerOf<paths["/api/operator/orders/{orderNo}/acts/preview"]["post"]>;
export type OperatorAct = RequestOf<paths["/api/operator/orders/{orderNo}/acts/preview"]["post"]>["body"]["act"];
/** A person who may use the console. */
export type Person = Answer<"/api/operator/people">[number];
export type Role = Person["role"];
/** A browser in which a person is signed in. */
export type PersonSession = Answer<"/api/operator/own/sessions">[number];

/** All that waits for an operator, list by list. */
export type Queue = Answer<"/api/operator/queue">;
