import { createHmac, hkdfSync } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  Ack,
  BridgeConfig,
  CancelUpdateCommand,
  type Command,
  LookCommand,
  OpenCommand,
  Outnumbered,
  RestartCommand,
  ServiceOpenCommand,
  SyncCommand,
  UpdateCommand,
  Welcomed,
} from "../../protocol/downward.ts";
import { exampleCabinet, examples } from "../../protocol/examples.ts";
import {
  cabinetKeys,
  isSealed,
  seal,
  type UnsealedAck,
  type UnsealedCommand,
  type UnsealedConfig,
  type UnsealedOutnumbered,
  type UnsealedWelcome,
} from "../../protocol/seal.ts";

const { sealKey } = cabinetKeys("a secret of this test, long enough");

const open: UnsealedCommand = {
  v: 1,
  id: "20260101000000000042L1",
  action: "open",
  orderNo: "20260101000000000042",
  slot: 7,
  issuedAt: 1_767_225_700_000,
  expiresAt: 1_767_225_715_000,
  ttl: 15_000,
};
const service: UnsealedCommand = {
  v: 1,
  id: "S0001",
  action: "open-for-service",
  slot: 7,
  issuedAt: 1_000,
  expiresAt: 2_000,
  ttl: 500,
};
const restart: UnsealedCommand = {
  v: 1,
  id: "R0001",
  action: "restart",
  issuedAt: 1_000,
  expiresAt: 2_000,
  ttl: 500,
};
const update = {
  v: 1 as const,
  id: "U0001",
  action: "update" as const,
  rollout: "R0000001",
  address: "https://hub.example/api/cabinet/releases/0.3.0",
  manifest: "{}",
  signature: "x".repeat(86),
  issuedAt: 1_000,
  expiresAt: 2_000,
  ttl: 500,
} satisfies UnsealedCommand;
const cancelUpdate: UnsealedCommand = {
  v: 1,
  id: "U0002",
  action: "cancel-update",
  rollout: "R0000001",
  version: "0.3.0",
  issuedAt: 1_000,
  expiresAt: 2_000,
  ttl: 500,
};
const look: UnsealedCommand = { v: 1, id: "look0001", action: "look", issuedAt: 1_000, expiresAt: 2_000, ttl: 500 };
const welcome: UnsealedWelcome = {
  v: 1,
  bootId: "boot-0001",
  nonce: "nonce-0001",
  hubTime: 1_767_225_598_580,
  journalId: "journal-0001",
  committed: 117,
};

const outnumbered: UnsealedOutnumbered = {
  v: 2,
  bootId: "boot-0001",
  nonce: "nonce-0001",
  hubTime: 1_767_225_598_580,
  newest: 1_767_225_580,
};
const sync: UnsealedCommand = { v: 1, id: "sync0001", action: "sync", issuedAt: 1_000, expiresAt: 2_000, ttl: 500 };
const ack: UnsealedAck = { v: 2, bootId: "boot-0001", journalId: "journal-0001", committed: 117 };
const refusal: UnsealedAck = { ...ack, refused: { seq: 119, reason: "gap" } };
const config: UnsealedConfig = { v: 2, bootId: "boot-0001", snapshotEvery: 180_000, healthEvery: 60_000 };

const kinds = [
  { kind: "open", message: open, schema: OpenCommand },
  { kind: "open-for-service", message: service, schema: ServiceOpenCommand },
  { kind: "restart", message: restart, schema: RestartCommand },
  { kind: "update", message: update, schema: UpdateCommand },
  { kind: "cancel-update", message: cancelUpdate, schema: CancelUpdateCommand },
  { kind: "look", message: look, schema: LookCommand },
  { kind: "sync", message: sync, schema: SyncCommand },
  { kind: "welcome", message: welcome, schema: Welcomed },
  { kind: "outnumbered", message: outnumbered, schema: Outnumbered },
  { kind: "ack", message: refusal, schema: Ack },
  { kind: "config", message: config, schema: BridgeConfig },
];

test.each(kinds)("a sealed $kind is recognised by the cabinet it is for, and by no other", ({ message }) => {
  const sealed = seal(sealKey, "sh-0042", message);
  expect(isSealed(sealKey, "sh-0042", sealed)).toBe(true);
  expect(isSealed(sealKey, "sh-0043", sealed)).toBe(false);
});

test.each(kinds)("a change of any field of $kind breaks its seal", ({ message, schema }) => {
  const sealed = seal(sealKey, "sh-0042", message);
  const fields = Object.keys(schema.properties).filter((field) => field !== "seal");
  expect(fields.toSorted()).toEqual(Object.keys(message).toSorted());
  for (const [field, value] of Object.entries(message)) {
    if (typeof value === "object") continue;
    const other = typeof value === "number" ? value + 1 : `${value}0`;
    expect(isSealed(sealKey, "sh-0042", { ...sealed, [field]: other }), field).toBe(false);
  }
});

test("a change of what an ack says of a refused event breaks its seal", () => {
  const sealed = seal(sealKey, "sh-0042", refusal);
  for (const refused of [{ seq: 118, reason: "gap" }, { seq: 119, reason: "invalid" }, { reason: "gap" }, undefined]) {
    expect(isSealed(sealKey, "sh-0042", { ...sealed, refused } as Ack), JSON.stringify(refused)).toBe(false);
  }
  const plainAck = seal(sealKey, "sh-0042", ack);
  expect(isSealed(sealKey, "sh-0042", { ...plainAck, refused: { reason: "journal-set-back" } })).toBe(false);
});

test("a look can't be turned into a question for the time, nor back", () => {
  expect(isSealed(sealKey, "sh-0042", { ...seal(sealKey, "sh-0042", look), action: "sync" })).toBe(false);
  expect(isSealed(sealKey, "sh-0042", { ...seal(sealKey, "sh-0042", sync), action: "look" })).toBe(false);
});

test("a look can't be turned into an opening by adding its fields", () => {
  const sealed = seal(sealKey, "sh-0042", look);
  const turned = { ...sealed, action: "open", orderNo: "20260101000000000042", slot: 7 } as Command;
  expect(isSealed(sealKey, "sh-0042", turned)).toBe(false);
});

test("a seal of another secret is broken, and so is one that was cut", () => {
  const foreign = seal(cabinetKeys("another secret, as long as that").sealKey, "sh-0042", open);
  expect(isSealed(sealKey, "sh-0042", foreign)).toBe(false);
  const sealed = seal(sealKey, "sh-0042", open);
  expect(isSealed(sealKey, "sh-0042", { ...sealed, seal: sealed.seal.slice(0, 20) })).toBe(false);
  expect(isSealed(sealKey, "sh-0042", { ...sealed, seal: "" })).toBe(false);
});

test("the password tells nothing about the key of the seals", () => {
  const secret = "a secret of this test, long enough";
  const keys = cabinetKeys(secret);
  const derived = (info: string) => Buffer.from(hkdfSync("sha256", secret, "", info, 32));
  expect(keys.password).toBe(derived("jiehuan mqtt password").toString("base64url"));
  expect(keys.sealKey).toEqual(derived("jiehuan seal"));
  expect(keys.sealKey.toString("base64url")).not.toBe(keys.password);
});

test("the seals of the documented examples are those that another implementation computes", () => {
  // Computed with Python's hmac from the recipe in the AsyncAPI document.
  expect(cabinetKeys(exampleCabinet.secret).password).toBe("Og5w1XRoew1-TQ5cCLnlIwyBVX_hLm-nxPg5NL86epI");
  expect(examples.command.open.seal).toBe("Y-1Fk6NWocGC0DF-bbNJYZHPrRc73rEuYdWtUlvKgQ0");
  expect(examples.command.look.seal).toBe("R9ZF4Ech92RL72XD4mz9d2C45-wuVpWaO5mUTxjvbAw");
  expect(examples.command.sync.seal).toBe("r93K8ig9IMfTu0IjSrQgXdtAU3nxoHY7vcXg499TfGA");
  expect(examples.command["open for service"].seal).toBe("I41SrrCwjZa0L0Q1Ozmu2B8r0sEKLFjY5P5ZFCSEVGU");
  expect(examples.command.restart.seal).toBe("6jrENF_EpW8lmhxYdJCpk9-OqlitOe4sNLOlLANfSlM");
  expect(examples.ack.ack.seal).toBe("p4TTwu-DoDmd3sZG-z8Mg35JnT8tfYsnDom-U32AwnM");
  expect(examples.ack["an event without a number"].seal).toBe("a7-BLGbgewXHSZYy72XcQzno82NC8NXwC2wCHsQnKUA");
  expect(examples.config.config.seal).toBe("_89XNCpjJII_nhjZxl5QOKhmUZJZ6RABKYNFdFrBFVc");
  expect(examples.welcome.welcome.seal).toBe("pn7v55KJDwgCdMQExcSs8pz27IJNsRoiSCXLhQxpvlg");
});

const text = fc.string({ unit: fc.constantFrom("a", "1", '"', ",", "\\", "[", "]", "\u0000", "é"), maxLength: 4 });
const plain = { noNullPrototype: true };
const frame = { v: fc.constant(1 as const), id: text, issuedAt: fc.nat(9), expiresAt: fc.nat(9), ttl: fc.nat(9) };
const command = fc.oneof(
  fc.record({ ...frame, action: fc.constant("open" as const), orderNo: text, slot: fc.nat(9) }, plain),
  fc.record({ ...frame, action: fc.constant("open-for-service" as const), slot: fc.nat(9) }, plain),
  fc.record(
    { ...frame, action: fc.constant("update" as const), rollout: text, address: text, manifest: text, signature: text },
    plain,
  ),
  fc.record({ ...frame, action: fc.constant("cancel-update" as const), rollout: text, version: text }, plain),
  fc.record({ ...frame, action: fc.constantFrom("look" as const, "sync" as const, "restart" as const) }, plain),
);
const answer = { v: fc.constant(1 as const), bootId: text, nonce: text, hubTime: fc.nat(9), journalId: text };
const anyWelcome = fc.record({ ...answer, committed: fc.nat(9) }, plain);

test("commands have the same seal only if they are the same", () => {
  fc.assert(
    fc.property(text, command, text, command, fc.boolean(), (cabinetId, first, otherId, other, sameBut) => {
      // Two that differ in one field only would show a boundary between fields that can shift.
      const second = sameBut ? { ...first, id: other.id, ttl: other.ttl } : other;
      const secondId = sameBut ? cabinetId : otherId;
      const same = isDeepStrictEqual([cabinetId, first], [secondId, second]);
      expect(seal(sealKey, cabinetId, first).seal === seal(sealKey, secondId, second).seal).toBe(same);
    }),
  );
});

test("welcomes have the same seal only if they are the same", () => {
  fc.assert(
    fc.property(text, anyWelcome, text, anyWelcome, fc.boolean(), (cabinetId, first, otherId, other, sameBut) => {
      const second = sameBut ? { ...first, nonce: other.nonce, committed: other.committed } : other;
      const secondId = sameBut ? cabinetId : otherId;
      const same = isDeepStrictEqual([cabinetId, first], [secondId, second]);
      expect(seal(sealKey, cabinetId, first).seal === seal(sealKey, secondId, second).seal).toBe(same);
    }),
  );
});

const anyRefusal = fc.record(
  { seq: fc.nat(9), reason: fc.constantFrom("gap" as const, "journal-set-back" as const) },
  { ...plain, requiredKeys: ["reason"] },
);
const anyAck = fc.record(
  { v: fc.constant(2 as const), bootId: text, journalId: text, committed: fc.nat(9), refused: anyRefusal },
  { ...plain, requiredKeys: ["v", "bootId", "journalId", "committed"] },
);

test("acks have the same seal only if they are the same", () => {
  fc.assert(
    fc.property(text, anyAck, text, anyAck, fc.boolean(), (cabinetId, first, otherId, other, sameBut) => {
      const second = sameBut ? { ...first, committed: other.committed } : other;
      const secondId = sameBut ? cabinetId : otherId;
      const same = isDeepStrictEqual([cabinetId, first], [secondId, second]);
      expect(seal(sealKey, cabinetId, first).seal === seal(sealKey, secondId, second).seal).toBe(same);
    }),
  );
});

test("configs have the same seal only if they are the same", () => {
  const anyConfig = fc.record(
    { v: fc.constant(2 as const), bootId: text, snapshotEvery: fc.nat(9), healthEvery: fc.nat(9) },
    plain,
  );
  fc.assert(
    fc.property(text, anyConfig, text, anyConfig, fc.boolean(), (cabinetId, first, otherId, other, sameBut) => {
      const second = sameBut ? { ...first, healthEvery: other.healthEvery } : other;
      const secondId = sameBut ? cabinetId : otherId;
      const same = isDeepStrictEqual([cabinetId, first], [secondId, second]);
      expect(seal(sealKey, cabinetId, first).seal === seal(sealKey, secondId, second).seal).toBe(same);
    }),
  );
});

test.each([",", '","', '", "', "\\", ""])(
  "text can't move over the border between cabinet and id with %j between",
  (between) => {
    const first = seal(sealKey, `a${between}b`, { ...look, id: "c" }).seal;
    expect(seal(sealKey, "a", { ...look, id: `b${between}c` }).seal).not.toBe(first);
  },
);

test("the seal is the HMAC of the documented array, which begins with the kind of message", () => {
  const mac = (array: readonly unknown[]) =>
    createHmac("sha256", sealKey).update(JSON.stringify(array)).digest("base64url");
  const times = [1_767_225_700_000, 1_767_225_715_000, 15_000];
  expect(seal(sealKey, "sh-0042", open).seal).toBe(
    mac(["command", 1, "sh-0042", open.id, "open", ...times, "20260101000000000042", 7]),
  );
  expect(seal(sealKey, "sh-0042", look).seal).toBe(
    mac(["command", 1, "sh-0042", "look0001", "look", 1_000, 2_000, 500]),
  );
  const { rollout, address, manifest, signature } = update;
  expect(seal(sealKey, "sh-0042", update).seal).toBe(
    mac(["command", 1, "sh-0042", "U0001", "update", 1_000, 2_000, 500, rollout, address, manifest, signature]),
  );
  expect(seal(sealKey, "sh-0042", cancelUpdate).seal).toBe(
    mac(["command", 1, "sh-0042", "U0002", "cancel-update", 1_000, 2_000, 500, "R0000001", "0.3.0"]),
  );
  expect(seal(sealKey, "sh-0042", welcome).seal).toBe(
    mac(["welcome", 1, "sh-0042", "boot-0001", "nonce-0001", 1_767_225_598_580, "journal-0001", 117]),
  );
  expect(seal(sealKey, "sh-0042", ack).seal).toBe(mac(["ack", 2, "sh-0042", "boot-0001", "journal-0001", 117]));
  expect(seal(sealKey, "sh-0042", refusal).seal).toBe(
    mac(["ack", 2, "sh-0042", "boot-0001", "journal-0001", 117, 119, "gap"]),
  );
  expect(seal(sealKey, "sh-0042", { ...ack, refused: { reason: "unreadable" } }).seal).toBe(
    mac(["ack", 2, "sh-0042", "boot-0001", "journal-0001", 117, null, "unreadable"]),
  );
  expect(seal(sealKey, "sh-0042", config).seal).toBe(mac(["config", 2, "sh-0042", "boot-0001", 180_000, 60_000]));
});
