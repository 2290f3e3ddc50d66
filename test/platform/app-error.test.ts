import { expect, test } from "vitest";
import { AppError, type ErrorCode, errorTable } from "../../platform/app-error.ts";

test("an error carries its code in its message, so that it can be searched for", () => {
  const error = new AppError("store/held", "/var/lib/jiehuan is held by process 17");
  expect(error.message).toBe("/var/lib/jiehuan is held by process 17 (store/held)");
  expect(error).toMatchObject({ name: "AppError", code: "store/held", status: 500 });
  expect(error.detail).toBe("/var/lib/jiehuan is held by process 17");
});

test("without a detail of its own an error says the sentence of the table", () => {
  expect(new AppError("slot/empty").detail).toBe(errorTable["slot/empty"].text);
});

test("an error keeps what caused it", () => {
  const cause = new Error("ENOSPC");
  expect(new AppError("store/write-failed", "disk full", { cause }).cause).toBe(cause);
});

test.each(Object.entries(errorTable))(
  "%s has a code of two words, an HTTP error status and a sentence",
  (code, { status, text }) => {
    expect(code).toMatch(/^[a-z-]+\/[a-z-]+$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(new AppError(code as ErrorCode).status).toBe(status);
  },
);
