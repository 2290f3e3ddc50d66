import { expect, test } from "vitest";
import { isUnanswered, keyOfAct } from "../../kiosk-ui/shared/act-key.ts";

const address = "/api/operator/cabinets/shop-1/secret";
const renew = (reason: string) => keyOfAct("post", address, { body: { reason } });

test("an act whose answer was lost is sent again under its key, until there is an answer", () => {
  const first = renew("stolen");
  const second = renew("stolen");
  expect(first.key).toMatch(/^[0-9a-f]{32}$/);
  expect(second.key).toBe(first.key);
  second.isAnswered();
  expect(renew("stolen").key).not.toBe(first.key);
});

test("other acts have other keys", () => {
  const keys = [renew("lost"), renew("sold"), keyOfAct("put", address, { body: { reason: "lost" } })].map(
    ({ key }) => key,
  );
  expect(new Set(keys).size).toBe(3);
});

test("what only asks, what a rider does and what has a key of its own gets none", () => {
  expect(keyOfAct("get", address, {}).key).toBeUndefined();
  expect(keyOfAct("post", "/api/rider/orders", {}).key).toBeUndefined();
  expect(keyOfAct("post", "/api/operator/books/2026-11-23/reconcile", { file: "a,b" }).key).toBeUndefined();
  expect(keyOfAct("post", "/api/rider/orders", { key: "own-key-1" }).key).toBe("own-key-1");
});

test("nobody knows whether an act was done where nothing answered, or a proxy did", () => {
  const codes = ["network/unreachable", "http/502", "http/404", "cabinet/unknown", "store/away"];
  expect(codes.filter(isUnanswered)).toEqual(["network/unreachable", "http/502"]);
});
