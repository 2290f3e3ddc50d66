import { expect, test } from "vitest";
import { errorMessage } from "../../platform/error-message.ts";

const refused = Object.assign(new Error("connect ECONNREFUSED ::1:1883"), { code: "ECONNREFUSED" });
const unreachable = Object.assign(new Error("connect ENETUNREACH 192.0.2.1:1883"), { code: "ENETUNREACH" });

test.each([
  ["an error with a message", refused, refused.message],
  [
    "several addresses that failed",
    new AggregateError([refused, unreachable]),
    `${refused.message}; ${unreachable.message}`,
  ],
  ["the same failure twice", new AggregateError([refused, refused]), refused.message],
  ["a message with inner errors", new AggregateError([refused], "no address"), `no address: ${refused.message}`],
  ["a code without a message", Object.assign(new Error(""), { code: "EPIPE" }), "EPIPE"],
  ["no inner errors and a code", Object.assign(new AggregateError([]), { code: "ETIMEDOUT" }), "ETIMEDOUT"],
  ["neither message nor code", new TypeError(""), "TypeError"],
  ["what is no error", "broken", "broken"],
  ["an empty text", "", "an error without a message"],
])("the message of %s is never empty", (_what, error, message) => {
  expect(errorMessage(error)).toBe(message);
});
