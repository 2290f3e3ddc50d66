import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { guessingBits, whyWeak } from "../../platform/secret-strength.ts";

const least = 24;

test.each([
  "a".repeat(24),
  "a".repeat(200),
  "aaaaaaaaaaaaaaaaaaaaaaaB",
  "ab".repeat(12),
  "abc".repeat(8),
  "ababacacababacabacabacab",
  "Aa1!Aa1!Aa1!Aa1!Aa1!Aa1!",
  "111111111111222222222222",
  "aabbccddeeffgghhiijjkkll",
  "112233445566778899001122",
  "a1b2c3d4e5f6g7h8i9j0k1l2",
  "acegikmoqsuwyacegikmoqsu",
  "0123456789".repeat(4),
  "0123456789abcdef0123456789abcdef",
  "abcdefghijklmnopqrstuvwxyz",
  "zyxwvutsrqponmlkjihgfedcba",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn",
  "password".repeat(3),
  "P@ssw0rdP@ssw0rdP@ssw0rd",
  "letmeinletmeinletmeinletmein",
  "mysupersecretoperatortoken",
  "supersecrettoken12345678",
  "deadbeef".repeat(4),
  "testtesttesttesttesttest1234",
])("%s is too easy to guess", (secret) => {
  expect(whyWeak(secret, least)).toBe("is too easy to guess");
});

test.each([
  "change-me-change-me-change-me-please",
  "ChangeMeBeforeYouStartTheHub-7c1e",
  "your-secret-goes-here-7c1e9a3b5d",
  "<openssl rand -base64 32>",
  "an-example-secret-that-no-cabinet-has",
  "replace-with-a-random-value-of-32",
])("%s is an example and no secret", (secret) => {
  expect(whyWeak(secret, least)).toBe("is an example, not a secret");
});

test("no token that stands in a document or a deployment file is taken for a secret", async () => {
  for (const path of [
    "docs/guides/run.md",
    "docs/guides/several-hubs.md",
    "docs/guides/operators.md",
    "docs/reference/settings.md",
    "docs/security.md",
    "README.md",
    "deploy/hub.env.example",
  ]) {
    const text = await readFile(path, "utf8");
    for (const [, token = ""] of text.matchAll(/^[a-z]+:([0-9A-Za-z+/=_-]{24,})$/gm))
      expect([path, token, whyWeak(token, least)]).toEqual([path, token, "is an example, not a secret"]);
  }
  expect(whyWeak("6Wv0sGJ1x0m3d7YcQ5r8uA2kZt9pLbEf", least)).toBe("is an example, not a secret");
});

test("what a command draws at random is taken, in every usual form", () => {
  for (let drawn = 0; drawn < 500; drawn++) {
    // The same texts at each run, as random as any.
    const bytes = createHash("sha256").update(`draw ${drawn}`).digest();
    for (const form of ["base64", "base64url", "hex"] as const) {
      expect(whyWeak(bytes.toString(form), 32)).toBeUndefined();
      expect(whyWeak(bytes.toString(form).slice(0, 24), 24)).toBeUndefined();
    }
  }
});

test("a sentence that nobody else would choose is taken", () => {
  expect(whyWeak("a tram of green umbrellas left Wuhan in March", 32)).toBeUndefined();
});

test("what is added to a secret never makes it too weak", () => {
  const secret = "sVk2nQ8zLr5wXb1TgYh7dMfP";
  expect(whyWeak(`${secret}${"a".repeat(1_000_000)}`, least)).toBeUndefined();
  expect(guessingBits(secret)).toBeGreaterThan(90);
});
