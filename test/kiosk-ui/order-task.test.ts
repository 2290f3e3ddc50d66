import { expect, test } from "vitest";
import { type OrderTask, taskHash, taskIn } from "../../kiosk-ui/rider/order-task.ts";

/** A slot's code as the hub issues it. */
const code = "AbCd-1234_567890.x-Y_z01234567890";

test.each<[string, OrderTask]>([
  ["#renew", { what: "renew" }],
  ["#lost/2", { what: "lost", loanNo: 2 }],
  ["#object/price-wrong", { what: "object", kind: "price-wrong" }],
  ["#trouble", { what: "trouble", code: undefined }],
  [`#trouble/${code}`, { what: "trouble", code }],
  ["#report/2/not-opened", { what: "report", loanNo: 2, claim: "not-opened", code: undefined }],
  [`#report/12/returned/${code}`, { what: "report", loanNo: 12, claim: "returned", code }],
])("the address %s keeps its task", (hash, task) => {
  expect(taskIn(hash)).toEqual(task);
  expect(taskHash(task)).toBe(hash);
});

test.each([
  "",
  "#",
  "#renewed",
  "#trouble/",
  "#trouble/a/b",
  "#trouble/<b>",
  "#report/x/returned",
  "#report/1/stolen",
  "#lost/",
  "#object/all",
])("the address %s asks for nothing", (hash) => {
  expect(taskIn(hash)).toBeUndefined();
});
