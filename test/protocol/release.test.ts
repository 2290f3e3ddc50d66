import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { examples } from "../../protocol/examples.ts";
import {
  compareVersions,
  type Manifest,
  objectionTo,
  readPublicKeys,
  signManifest,
  verifyManifest,
  writePublicKey,
} from "../../protocol/release.ts";

const pair = generateKeyPairSync("ed25519");
const other = generateKeyPairSync("ed25519");

const manifest: Manifest = {
  format: "jiehuan-bridge-release/1",
  version: "0.3.0",
  digest: "a".repeat(64),
  size: 1000,
  unpackedSize: 4000,
  follows: "0.2.0",
  created: 1_767_225_600_000,
};

function signed(text: string, key = pair.privateKey) {
  return { manifest: text, signature: signManifest(text, key) };
}

test.each([
  ["0.2.0", "0.10.0", -1],
  ["1.0.0", "0.99.99", 1],
  ["0.2.10", "0.2.9", 1],
  ["3.4.5", "3.4.5", 0],
])("version %s compared with %s gives %d, number by number", (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test("public keys are read as they are written, several in one text", () => {
  const text = `${writePublicKey(pair.privateKey)}, ${writePublicKey(other.publicKey)}\n`;
  expect(readPublicKeys(text)?.map(writePublicKey)).toEqual([
    writePublicKey(pair.publicKey),
    writePublicKey(other.publicKey),
  ]);
});

test.each(["", " , ", "short", `${"a".repeat(43)} x`, "a".repeat(44), `${"a".repeat(42)}=`])(
  "%j is not taken for public keys",
  (text) => {
    expect(readPublicKeys(text)).toBeUndefined();
  },
);

test("a manifest that one of the keys signed is read", () => {
  const keys = [other.publicKey, pair.publicKey];
  expect(verifyManifest(signed(JSON.stringify(manifest)), keys)).toEqual({ ok: true, manifest });
});

test("a manifest of another key, one that was changed by a byte, and one without a signature are not believed", () => {
  const { manifest: text, signature } = signed(JSON.stringify(manifest));
  const unknown = { ok: false, why: "unknown-key" };
  expect(verifyManifest({ manifest: text, signature }, [other.publicKey])).toEqual(unknown);
  expect(verifyManifest({ manifest: text, signature }, [])).toEqual(unknown);
  expect(verifyManifest({ manifest: `${text} `, signature }, [pair.publicKey])).toEqual(unknown);
  expect(verifyManifest({ manifest: text, signature: "" }, [pair.publicKey])).toEqual(unknown);
});

test.each([
  ["no JSON", "{"],
  ["another format", JSON.stringify({ ...manifest, format: "jiehuan-bridge-release/2" })],
  ["a version that is a path", JSON.stringify({ ...manifest, version: "../0.3.0" })],
  ["an archive that is too large", JSON.stringify({ ...manifest, size: 16 * 1024 * 1024 + 1 })],
  ["an unknown field", JSON.stringify({ ...manifest, run: "rm" })],
])("a signed manifest with %s is invalid", (_what, text) => {
  expect(verifyManifest(signed(text), [pair.publicKey])).toEqual({ ok: false, why: "manifest-invalid" });
});

test.each([
  [{}, "0.2.0", undefined],
  [{}, "0.2.9", undefined],
  [{}, "0.1.9", "too-old"],
  [{}, "0.3.0", "same-version"],
  [{}, "0.3.1", "downgrade"],
  [{ downgradeFrom: "0.4.0" }, "0.4.0", undefined],
  [{ downgradeFrom: "0.4.0" }, "0.3.1", undefined],
  [{ downgradeFrom: "0.4.0" }, "0.4.1", "downgrade"],
])("release 0.3.0 with %j over version %s: %s", (more, running, objection) => {
  expect(objectionTo({ ...manifest, ...more }, running)).toBe(objection);
});

test("the example command carries a release that the key of RFC 8032, test 1, signed", () => {
  const d = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
  const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d: d.toString("base64url"), x }, format: "jwk" });
  expect(writePublicKey(key)).toBe(x);
  expect(verifyManifest(examples.command.update, readPublicKeys(x) ?? [])).toMatchObject({ ok: true });
});
