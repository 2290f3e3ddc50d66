import { Type } from "typebox";
import { expect, test } from "vitest";
import { AppError } from "../../platform/app-error.ts";
import { printable, readSettings, Secret } from "../../platform/settings.ts";

const Settings = Type.Object({
  httpPort: Type.Integer({ minimum: 1, maximum: 65_535, default: 8080, description: "port of the pages" }),
  publicUrl: Type.String({ pattern: "^https://", description: "address that riders scan" }),
  secret: Secret({ minLength: 16, description: "master secret" }),
  store: Type.Union([Type.Literal("sqlite"), Type.Literal("postgres")], {
    default: "sqlite",
    description: "kind of store",
  }),
  strict: Type.Boolean({ default: false, description: "refuse what is doubtful" }),
  share: Type.Optional(Type.Number({ minimum: 0, description: "part of the money" })),
  certFile: Type.Optional(Type.String({ description: "path of the certificate" })),
});

const right = { HUB_PUBLIC_URL: "https://hub.example.com", HUB_SECRET: "correct horse battery" };

function read(variables: Record<string, string | undefined>, files: Record<string, string> = {}) {
  const readFile = (path: string) => {
    const content = files[path];
    if (content === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    return content;
  };
  return readSettings("HUB_", Settings, { variables, readFile });
}

function mistakes(variables: Record<string, string | undefined>, files: Record<string, string> = {}): string[] {
  try {
    read(variables, files);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "config/invalid") throw error;
    return error.detail.split("\n  ").slice(1);
  }
  return [];
}

test("settings are read by their names, converted, and filled up with defaults", () => {
  expect(read({ ...right, HUB_HTTP_PORT: "80", HUB_STRICT: "true", HUB_SHARE: "0.25" })).toEqual({
    httpPort: 80,
    publicUrl: "https://hub.example.com",
    secret: "correct horse battery",
    store: "sqlite",
    strict: true,
    share: 0.25,
  });
});

test("variables of other programs are nobody's business", () => {
  expect(mistakes({ ...right, PATH: "/bin", BRIDGE_HUB: "mqtt://hub", GITHUB_TOKEN: "x" })).toEqual([]);
});

test("all mistakes are told at once, each with what the setting is for", () => {
  const variables = { HUB_HTTP_PORT: "70000", HUB_PUBLIC_URL: "http://hub", HUB_STRICT: "perhaps", HUB_COLOUR: "red" };
  expect(mistakes(variables)).toEqual([
    "HUB_HTTP_PORT: must be <= 65535 (port of the pages)",
    'HUB_PUBLIC_URL: must match pattern "^https://" (address that riders scan)',
    "HUB_SECRET: missing (master secret)",
    "HUB_STRICT: must be boolean (refuse what is doubtful)",
    "HUB_COLOUR: no such setting",
  ]);
});

test("the message carries the code and begins with what is wrong", () => {
  expect(() => read({})).toThrow(
    /^the settings are not valid:\n {2}HUB_PUBLIC_URL: missing.*\n.*\(config\/invalid\)$/s,
  );
});

test.each(["1.5", "0x50", "1e3", "80 ", "eighty", "true", "Infinity", "-", "８０"])(
  "%j is not a whole number, and no part of it is taken for one",
  (text) => {
    expect(mistakes({ ...right, HUB_HTTP_PORT: text })).toEqual(["HUB_HTTP_PORT: must be integer (port of the pages)"]);
  },
);

test.each(["1", "yes", "TRUE", "on"])("%j is neither true nor false", (text) => {
  expect(mistakes({ ...right, HUB_STRICT: text })).toHaveLength(1);
});

test("false is a value like any other", () => {
  expect(read({ ...right, HUB_STRICT: "false" }).strict).toBe(false);
});

test("of a choice the message names what there is", () => {
  expect(mistakes({ ...right, HUB_STORE: "mongo" })).toEqual(["HUB_STORE: must be sqlite or postgres (kind of store)"]);
});

test("an empty variable counts as not set", () => {
  expect(read({ ...right, HUB_HTTP_PORT: "", HUB_SHARE: "", HUB_SECRET_FILE: "" })).toMatchObject({ httpPort: 8080 });
  expect(mistakes({ ...right, HUB_SECRET: "" })).toEqual(["HUB_SECRET: missing (master secret)"]);
  expect(mistakes({ ...right, HUB_SECRET: undefined })).toEqual(["HUB_SECRET: missing (master secret)"]);
});

test("a setting may stand in a file, whose last line break does not count", () => {
  const variables = { HUB_PUBLIC_URL: right.HUB_PUBLIC_URL, HUB_SECRET_FILE: "/run/secrets/hub" };
  expect(read(variables, { "/run/secrets/hub": "from a file, long enough\n" }).secret).toBe("from a file, long enough");
});

test("a file that can't be read is one mistake, not two", () => {
  const variables = { HUB_PUBLIC_URL: right.HUB_PUBLIC_URL, HUB_SECRET_FILE: "/none" };
  expect(mistakes(variables)).toEqual(["HUB_SECRET_FILE: ENOENT: no such file or directory, open '/none'"]);
});

test("an empty file is a mistake", () => {
  const variables = { HUB_PUBLIC_URL: right.HUB_PUBLIC_URL, HUB_SECRET_FILE: "/empty" };
  expect(mistakes(variables, { "/empty": "\n" })).toEqual(["HUB_SECRET_FILE: /empty is empty"]);
});

test("a setting given both ways is a mistake", () => {
  const found = mistakes(
    { ...right, HUB_SECRET_FILE: "/run/secrets/hub" },
    { "/run/secrets/hub": "another one, long enough" },
  );
  expect(found).toEqual(["HUB_SECRET: given twice, also as HUB_SECRET_FILE"]);
});

test("a setting that is itself the path of a file is not opened", () => {
  expect(read({ ...right, HUB_CERT_FILE: "/etc/hub.pem" }).certFile).toBe("/etc/hub.pem");
});

test("no mistake shows a secret", () => {
  const variables = { ...right, HUB_SECRET: "too short" };
  expect(mistakes(variables)).toHaveLength(1);
  expect(mistakes(variables).join()).not.toContain("too short");
});

test("printed settings hide the secrets and nothing else", () => {
  expect(printable(Settings, read(right))).toEqual({
    httpPort: 8080,
    publicUrl: "https://hub.example.com",
    secret: "(hidden)",
    store: "sqlite",
    strict: false,
  });
});
