import type { Ack } from "./downward.ts";
import type { Channel, Message } from "./messages.ts";
import { cabinetKeys, seal } from "./seal.ts";
import type {
  CabinetEvent,
  DoubtReason,
  HappeningBody,
  RefusalReason,
  RollbackReason,
  SlotReport,
  Snapshot,
  UpdateFailure,
  UpdateReport,
} from "./upward.ts";

/** The seals of the examples are real, so that somebody who builds a bridge can check an own implementation. */
export const exampleCabinet = { id: "sh-0042", secret: "an-example-secret-that-no-cabinet-has" };

const { sealKey } = cabinetKeys(exampleCabinet.secret);

/** The example release is signed with the private key of RFC 8032 §7.1, test 1, which everybody knows. */
const exampleRelease = {
  manifest:
    '{"format":"jiehuan-bridge-release/1","version":"0.3.0","digest":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","size":1048576,"unpackedSize":4194304,"follows":"0.2.0","created":1767225600000}',
  signature: "4a5WkmIp0SrBojRZPXv48lD6pZcrBwvr_xNtT95jB1qfkObNFnYCpkEEq5CYLVbqrTYquPBuWdZfkJHrkBqGCg",
};

/** What lies in the example cabinet's slots, all of them. */
const asStocked: Readonly<Record<number, Omit<SlotReport, "slot">>> = {
  1: { state: "occupied", itemId: "GZXJ20240811", level: 96 },
  2: { state: "empty" },
  3: { state: "unreadable", fault: "id not readable" },
  4: { state: "empty" },
  5: { state: "empty" },
  6: { state: "occupied", itemId: "GZXJ20240816", level: 100 },
  7: { state: "occupied", itemId: "GZXJ20240817", level: 88 },
  8: { state: "occupied", itemId: "GZXJ20240818", level: 100 },
  9: { state: "occupied", itemId: "GZXJ20240819", level: 74 },
  10: { state: "empty" },
  11: { state: "occupied", itemId: "GZXJ20240821", level: 100 },
  12: { state: "occupied", itemId: "GZXJ20240822", level: 52 },
};
const afterOpening = { ...asStocked, 7: { state: "empty" } } as const;
const afterReturn = { ...afterOpening, 4: { state: "occupied", itemId: "GZXJ20240817", level: 31 } } as const;
const silent = { state: "unreadable", fault: "board silent" } as const;
const nothingKnown = Object.fromEntries(Object.keys(asStocked).map((slot) => [slot, silent]));

/** Named examples of every kind of message of every channel; the AsyncAPI document shows them. */
export const examples = {
  presence: {
    birth: {
      v: 1,
      state: "birth",
      bootId: "boot-7f3a9c21",
      connection: 1_767_225_598,
      driver: "gzxj",
      slots: 12,
      journal: { id: "journal-51c0de88", first: 118, last: 120 },
      nonce: "d0c2b7e4-55aa-4c19-9f6e-3b1d7a80c2f5",
    },
    "birth of a bridge that says which commands it knows": {
      v: 2,
      state: "birth",
      bootId: "boot-7f3a9c21",
      connection: 1_767_225_598,
      driver: "gzxj",
      slots: 12,
      journal: { id: "journal-51c0de88", first: 118, last: 120 },
      nonce: "d0c2b7e4-55aa-4c19-9f6e-3b1d7a80c2f5",
      software: "jiehuan/0.2.0",
      actions: ["open", "open-for-service", "look", "sync", "restart"],
    },
    "birth of a bridge with boards of two protocols": {
      v: 2,
      state: "birth",
      bootId: "boot-2b90f16e",
      connection: 1_767_225_598,
      driver: "gzxj+lock8a",
      slots: 36,
      journal: { id: "journal-9d1f03a7", first: 1, last: 0 },
      nonce: "7a1c5e08-90b2-4f6d-8d3e-c4a6f2b71905",
      software: "jiehuan/0.2.0",
      actions: ["open", "open-for-service", "look", "sync", "restart"],
    },
    lost: { v: 1, state: "lost", bootId: "boot-7f3a9c21", connection: 1_767_225_598 },
    left: { v: 1, state: "left", bootId: "boot-7f3a9c21", connection: 1_767_225_598 },
  },
  snapshot: {
    "after a connect": snapshotOf(1, "connect", 1_767_225_601_250, asStocked),
    "after an opening": snapshotOf(2, "opening", 1_767_225_704_000, afterOpening),
    "after a return": snapshotOf(24, "return", 1_767_229_102_000, afterReturn),
    "asked for": snapshotOf(25, "asked", 1_767_229_150_000, afterReturn),
    "after events that were sent again": snapshotOf(26, "late", 1_767_229_160_000, afterReturn),
    periodic: snapshotOf(27, "periodic", 1_767_229_320_000, afterReturn),
    "the board does not answer": snapshotOf(28, "board-silent", 1_767_229_400_000, nothingKnown),
  },
  event: {
    opened: eventOf(118, {
      kind: "result",
      commandId: "20260101000000000042L1",
      slot: 7,
      result: { outcome: "opened", itemId: "GZXJ20240817" },
    }),
    "refused: expired": refused(119, "expired"),
    "refused: clock unknown": refused(120, "clock-unknown"),
    "refused: no such slot": refused(121, "no-such-slot"),
    "refused: slot empty": refused(122, "slot-empty"),
    "refused: item unreadable": refused(123, "item-unreadable"),
    "refused: lock fault": refused(124, "lock-fault"),
    "refused: by the board": refused(125, "board-refused"),
    "refused: board silent": refused(135, "board-silent"),
    "unknown: board silent": doubted(126, "board-silent"),
    "unknown: unclear": doubted(127, "unclear"),
    "unknown: restarted": doubted(128, "restarted"),
    "opened for service": eventOf(136, {
      kind: "result",
      commandId: "S20260101000144",
      slot: 11,
      result: { outcome: "opened", itemId: "GZXJ20240821" },
    }),
    restarting: eventOf(137, {
      kind: "restart",
      commandId: "R20260101000145",
      result: { outcome: "restarting" },
    }),
    "no restart: expired": notRestarted(138, "expired"),
    "no restart: clock unknown": notRestarted(139, "clock-unknown"),
    "returned, reported by the board": eventOf(
      129,
      { kind: "returned", slot: 4, itemId: "GZXJ20240817", level: 31, source: "report" },
      1_767_229_100_000,
    ),
    "returned while nobody looked": {
      v: 1,
      journalId: "journal-51c0de88",
      seq: 130,
      at: { earliest: 1_767_229_200_000, latest: 1_767_230_100_000, uncertainty: 40 },
      body: { kind: "returned", slot: 4, source: "snapshot" },
    },
    removed: eventOf(131, { kind: "removed", slot: 4, itemId: "GZXJ20240817", source: "report" }),
    "removed while nobody looked": eventOf(132, { kind: "removed", slot: 5, source: "snapshot" }),
    abnormal: eventOf(133, { kind: "abnormal", slot: 9, what: "the arm of the lock stands half way" }),
    "abnormal, of the whole cabinet": {
      v: 1,
      journalId: "journal-51c0de88",
      seq: 134,
      at: { latest: 1_767_229_300_000, uncertainty: null },
      body: { kind: "abnormal", what: "the board restarted by itself" },
    },
  },
  health: {
    healthy: {
      v: 1,
      bootId: "boot-7f3a9c21",
      at: 1_767_225_660_000,
      uptime: 60_000,
      boardHeardAt: 1_767_225_658_400,
      journalDepth: 0,
      clockOffset: -1_420,
      sealsBroken: 0,
      memory: 71_303_168,
    },
    "of a bridge that says how its disk and its journal are": {
      v: 2,
      bootId: "boot-7f3a9c21",
      at: 1_767_225_660_000,
      uptime: 60_000,
      boardHeardAt: 1_767_225_658_400,
      journalDepth: 4,
      clockOffset: -1_420,
      sealsBroken: 0,
      memory: 71_303_168,
      journalLimit: 5000,
      journalDropped: 0,
      disk: "failing",
    },
    "of such a bridge before its first welcome, board silent": {
      v: 2,
      bootId: "boot-7f3a9c21",
      at: 1_767_225_660_000,
      uptime: 2_000,
      boardHeardAt: null,
      journalDepth: 3,
      clockOffset: null,
      sealsBroken: 0,
      memory: 71_303_168,
      journalLimit: 5000,
      journalDropped: 0,
      disk: "ok",
    },
    "before the first welcome, board silent": {
      v: 1,
      bootId: "boot-7f3a9c21",
      at: 1_767_225_660_000,
      uptime: 2_000,
      boardHeardAt: null,
      journalDepth: 3,
      clockOffset: null,
      sealsBroken: 0,
      memory: 68_157_440,
    },
  },
  update: {
    downloading: updateOf({ state: "downloading", received: 524_288 }),
    ready: updateOf({ state: "ready" }),
    installed: updateOf({ state: "installed" }),
    healthy: updateOf({ state: "healthy" }),
    "rolled back: crashed": rolledBack("crashed"),
    "rolled back: not healthy": rolledBack("not-healthy"),
    "rolled back: settings refused": rolledBack("settings-refused"),
    "rolled back: files missing": rolledBack("files-missing"),
    "failed: unknown key": updateFailed("unknown-key"),
    "failed: invalid manifest": updateFailed("manifest-invalid"),
    "failed: an older version": updateFailed("downgrade"),
    "failed: too old for it": updateFailed("too-old"),
    "failed: wrong digest": updateFailed("wrong-digest"),
    "failed: invalid archive": updateFailed("archive-invalid"),
    "failed: no room": updateFailed("disk-full"),
    "failed: the disk": updateFailed("disk-failed"),
    "failed: no such release": updateFailed("download-refused"),
    "failed: called off": updateFailed("cancelled"),
  },
  welcome: {
    welcome: seal(sealKey, exampleCabinet.id, {
      v: 1,
      bootId: "boot-7f3a9c21",
      nonce: "d0c2b7e4-55aa-4c19-9f6e-3b1d7a80c2f5",
      hubTime: 1_767_225_598_580,
      journalId: "journal-51c0de88",
      committed: 117,
    }),
    outnumbered: seal(sealKey, exampleCabinet.id, {
      v: 2,
      bootId: "boot-7f3a9c21",
      nonce: "d0c2b7e4-55aa-4c19-9f6e-3b1d7a80c2f5",
      hubTime: 1_767_225_598_580,
      newest: 1_767_225_580,
    }),
  },
  command: {
    open: seal(sealKey, exampleCabinet.id, {
      v: 1,
      id: "20260101000000000042L1",
      action: "open",
      orderNo: "20260101000000000042",
      slot: 7,
      issuedAt: 1_767_225_700_000,
      expiresAt: 1_767_225_715_000,
      ttl: 15_000,
    }),
    "open for service": seal(sealKey, exampleCabinet.id, {
      v: 1,
      id: "S20260101000144",
      action: "open-for-service",
      slot: 11,
      issuedAt: 1_767_225_740_000,
      expiresAt: 1_767_225_755_000,
      ttl: 15_000,
    }),
    restart: seal(sealKey, exampleCabinet.id, {
      v: 1,
      id: "R20260101000145",
      action: "restart",
      issuedAt: 1_767_225_750_000,
      expiresAt: 1_767_225_765_000,
      ttl: 15_000,
    }),
    update: seal(sealKey, exampleCabinet.id, {
      v: 1,
      id: "U20260101000146",
      action: "update",
      rollout: "R20260101a1b2",
      address: "https://hub.example.com/api/cabinet/releases/0.3.0",
      ...exampleRelease,
      issuedAt: 1_767_225_760_000,
      expiresAt: 1_767_225_775_000,
      ttl: 15_000,
    }),
    "cancel update": seal(sealKey, exampleCabinet.id, {
      v: 1,
      id: "U20260101000147",
      action: "cancel-update",
      rollout: "R20260101a1b2",
      version: "0.3.0",
      issuedAt: 1_767_225_770_000,
      expiresAt: 1_767_225_785_000,
      ttl: 15_000,
    }),
    look: seal(sealKey, exampleCabinet.id, {
      v: 1,
      id: "look20260101000142",
      action: "look",
      issuedAt: 1_767_225_720_000,
      expiresAt: 1_767_225_735_000,
      ttl: 15_000,
    }),
    sync: seal(sealKey, exampleCabinet.id, {
      v: 1,
      id: "sync20260101000143",
      action: "sync",
      issuedAt: 1_767_225_730_000,
      expiresAt: 1_767_225_745_000,
      ttl: 15_000,
    }),
  },
  ack: {
    ack: ackOf({ committed: 120 }),
    "an event is missing": ackOf({ committed: 120, refused: { seq: 122, reason: "gap" } }),
    "the journal was set back": ackOf({ committed: 120, refused: { seq: 118, reason: "journal-set-back" } }),
    "an event breaks the schema": ackOf({ committed: 121, refused: { seq: 121, reason: "invalid" } }),
    "an event without a number": ackOf({ committed: 120, refused: { reason: "unreadable" } }),
  },
  config: {
    config: seal(sealKey, exampleCabinet.id, {
      v: 2,
      bootId: "boot-7f3a9c21",
      snapshotEvery: 180_000,
      healthEvery: 60_000,
    }),
  },
} satisfies { readonly [C in Channel]: Readonly<Record<string, Message<C>>> };

/** Distributes over the union, which `Omit` does not. */
type UpdateState = UpdateReport extends infer Report
  ? Report extends UpdateReport
    ? Omit<Report, keyof About>
    : never
  : never;
interface About {
  readonly v: 1;
  readonly bootId: string;
  readonly rollout: string;
  readonly version: string;
}

function updateOf(state: UpdateState): UpdateReport {
  const about: About = { v: 1, bootId: "boot-7f3a9c21", rollout: "R20260101a1b2", version: "0.3.0" };
  return { ...about, ...state };
}

function rolledBack(reason: RollbackReason): UpdateReport {
  return updateOf({ state: "rolled-back", reason });
}

function updateFailed(reason: UpdateFailure): UpdateReport {
  return updateOf({ state: "failed", reason });
}

function snapshotOf(
  no: number,
  cause: Snapshot["cause"],
  at: number,
  slots: Readonly<Record<number, Omit<SlotReport, "slot">>>,
): Snapshot {
  const reports = Object.entries(slots).map(([slot, report]) => ({ slot: Number(slot), ...report }));
  return { v: 1, bootId: "boot-7f3a9c21", connection: 1_767_225_598, no, at, cause, slots: reports };
}

function ackOf(answer: Pick<Ack, "committed" | "refused">): Ack {
  const about = { v: 2, bootId: "boot-7f3a9c21", journalId: "journal-51c0de88" } as const;
  return seal(sealKey, exampleCabinet.id, { ...about, ...answer });
}

function eventOf(seq: number, body: HappeningBody, latest = 1_767_225_701_900): CabinetEvent {
  const at = { latest, uncertainty: 40 };
  return { v: 1, journalId: "journal-51c0de88", seq, at, body };
}

function refused(seq: number, reason: RefusalReason): CabinetEvent {
  return eventOf(seq, {
    kind: "result",
    commandId: "20260101000000000042L1",
    slot: 7,
    result: { outcome: "refused", reason },
  });
}

function notRestarted(seq: number, reason: "expired" | "clock-unknown"): CabinetEvent {
  const result = { outcome: "refused", reason } as const;
  return eventOf(seq, { kind: "restart", commandId: "R20260101000145", result });
}

function doubted(seq: number, reason: DoubtReason): CabinetEvent {
  return eventOf(seq, {
    kind: "result",
    commandId: "20260101000000000042L1",
    slot: 7,
    result: { outcome: "unknown", reason },
  });
}
