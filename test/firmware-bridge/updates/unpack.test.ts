import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { unpack } from "../../../firmware-bridge/updates/unpack.ts";
import { type ArchiveEntry, archiveOf, usualFiles } from "./example-release.ts";
import { ModelDisk } from "./model-disk.ts";

const sizeOf = (entries: readonly ArchiveEntry[]) =>
  entries.reduce((sum, { content = "" }) => sum + Buffer.byteLength(content), 0);

async function unpacked(entries: readonly ArchiveEntry[], unpackedSize = sizeOf(entries)): Promise<ModelDisk> {
  return unpackedBytes(archiveOf(entries), unpackedSize);
}

async function unpackedBytes(archive: Buffer, unpackedSize: number): Promise<ModelDisk> {
  const disk = new ModelDisk();
  const file = await disk.create("/a.tgz");
  await file.write(archive);
  await unpack({ disk, archive: "/a.tgz", into: "/r/new", unpackedSize });
  return disk;
}

test("an archive's files are on the disk for good once it is unpacked", async () => {
  const disk = await unpacked(usualFiles);
  disk.cutPower("lost");
  for (const { path, content } of usualFiles) expect((await disk.read(`/r/new/${path}`))?.toString()).toBe(content);
});

test.each<[string, ArchiveEntry]>([
  ["a path that leads out", { path: "../evil", content: "x" }],
  ["a path with a step back inside", { path: "lib/../../evil", content: "x" }],
  ["an absolute path", { path: "/etc/evil", content: "x" }],
  ["a path with a backslash", { path: "a\\..\\evil", content: "x" }],
  ["a hidden file", { path: ".profile", content: "x" }],
  ["a symbolic link", { path: "program/bridge.cjs", type: "SymbolicLink", linkpath: "/etc/passwd" }],
  ["a hard link", { path: "program/bridge.cjs", type: "Link", linkpath: "../../record.json" }],
  ["a device", { path: "null", type: "CharacterDevice" }],
  ["a file twice", { path: "program/bridge.cjs", content: "x" }],
  ["a file that is a folder of another one", { path: "program", content: "x" }],
  ["a file below a file", { path: "program/bridge.cjs/x", content: "x" }],
  ["two names that differ by the case of letters", { path: "program/Bridge.cjs", content: "x" }],
  ["a folder of its own", { path: "lib/", type: "Directory" }],
])("an archive with %s is refused", async (_what, entry) => {
  await expect(unpacked([...usualFiles, entry])).rejects.toMatchObject({ reason: "archive-invalid" });
});

test("an archive that unpacks to more or to less than its manifest says is refused", async () => {
  const size = sizeOf(usualFiles);
  await expect(unpacked(usualFiles, size - 1)).rejects.toMatchObject({ reason: "archive-invalid" });
  await expect(unpacked(usualFiles, size + 1)).rejects.toMatchObject({ reason: "archive-invalid" });
});

test("an archive with an entry of a kind that tar does not know is refused", async () => {
  const tar = gunzipSync(archiveOf([...usualFiles, { path: "x", content: "" }]));
  const header = tar.subarray(tar.lastIndexOf("x\0"), tar.lastIndexOf("x\0") + 512);
  // The kind stands in the sum of the header, too, in octal digits.
  header.write("Z", 156, "latin1");
  header.write("        ", 148, "latin1");
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  const unpacking = unpackedBytes(gzipSync(tar), sizeOf(usualFiles));
  await expect(unpacking).rejects.toMatchObject({ reason: "archive-invalid" });
});

test("an archive that is compressed twice is refused", async () => {
  const twice = gzipSync(archiveOf(usualFiles));
  await expect(unpackedBytes(twice, sizeOf(usualFiles))).rejects.toMatchObject({ reason: "archive-invalid" });
});

test("an archive of more files than any release has is refused", async () => {
  const many = Array.from({ length: 201 }, (_, at) => ({ path: `f${at}`, content: "x" }));
  await expect(unpacked(many)).rejects.toMatchObject({ reason: "archive-invalid" });
});

test("an archive that is cut off anywhere, or is no archive, is refused", async () => {
  const archive = archiveOf(usualFiles);
  const size = sizeOf(usualFiles);
  for (let length = 0; length < archive.length; length += 31)
    await expect(unpackedBytes(archive.subarray(0, length), size), String(length)).rejects.toMatchObject({
      reason: "archive-invalid",
    });
  await expect(unpackedBytes(Buffer.from("no archive at all".repeat(100)), size)).rejects.toMatchObject({
    reason: "archive-invalid",
  });
});

test("a failure of the disk is not taken for one of the archive", async () => {
  const archive = archiveOf(usualFiles);
  const disk = new ModelDisk();
  await (await disk.create("/a.tgz")).write(archive);
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
  disk.before = (step) => {
    if (step === "write") throw full;
  };
  const unpacking = unpack({ disk, archive: "/a.tgz", into: "/r/new", unpackedSize: sizeOf(usualFiles) });
  await expect(unpacking).rejects.toBe(full);
});
