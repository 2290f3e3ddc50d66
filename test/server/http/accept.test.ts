import { expect, it } from "vitest";
import { wants, wantsHtml } from "../../../server/http/accept.ts";

it.each([
  ["text/html,application/xhtml+xml,*/*;q=0.8", true],
  ["text/html", true],
  ["TEXT/HTML; Q=0.5", true],
  ["application/json, text/html;q=0.9", false],
  ["application/problem+json", false],
  ["*/*", false],
  ["text/*", false],
  ["text/html;q=0", false],
  ["", false],
  [undefined, false],
])("the header %s is a browser's: %s", (accept, html) => {
  expect(wantsHtml(accept)).toBe(html);
});

it.each([
  ["text/event-stream", 1],
  ["*/*", 1],
  [undefined, 1],
  ["text/*;q=0.3", 0.3],
  ["*/*, text/event-stream;q=0", 0],
  ["application/json", 0],
  ["text/event-stream;q=x", 0],
])("the header %s wants a stream by %s", (accept, weight) => {
  expect(wants(accept, "text/event-stream")).toBe(weight);
});
