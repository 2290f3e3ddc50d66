import { expect, it } from "vitest";
import { ownAddress, ownPageOf } from "../../../server/http/own-address.ts";

it.each([
  ["/q/CODE", "/q/CODE"],
  ["/q/CODE/", "/q/CODE"],
  ["/q/CODE//", "/q/CODE"],
  ["/q/CODE%20", "/q/CODE"],
  ["/q/CODE+%0D%0a%C2%A0%e3%80%80/?a=b/", "/q/CODE?a=b/"],
  ["/orders/?x", "/orders?x"],
  ["/", "/"],
  ["", "/"],
  ["?x=1", "/?x=1"],
  ["http://other.example/q/CODE", "/q/CODE"],
  ["HTTPS://other.example:8443/o/1?x=http://y/", "/o/1?x=http://y/"],
  ["http://other.example", "/"],
  ["//other.example/q/CODE", "//other.example/q/CODE"],
])("the address %s is %s to the routes", (url, own) => {
  expect(ownAddress(url)).toBe(own);
});

it("a page that a login may lead back to is one of the hub's own", () => {
  for (const page of ["/q/a.B-_9", "/o/20261123120000000001", "/orders", "/"]) expect(ownPageOf(page)).toBe(page);
  expect(ownPageOf("http://other.example/q/CODE?x")).toBe("/q/CODE");
  for (const url of [
    "//other.example/q/CODE",
    "/\\other.example",
    "/q/a/b",
    "/q/a b",
    "/q/a|b",
    "/q/",
    "/o/abc",
    "/orders/x",
    "/login/alipay",
    `/q/${"x".repeat(241)}`,
  ])
    expect(ownPageOf(url)).toBeUndefined();
});
