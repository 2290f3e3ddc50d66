import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OpeningResult } from "../../protocol/upward.ts";
import { seal } from "../../protocol/seal.ts";
import { Cabinet } from "./cabinet.ts";
import { settle, until } from "./manual-clock.ts";
import { cabinetId } from "./test-hub.ts";

let cabinet: Cabinet;

beforeEach(async () => {
  cabinet = await Cabinet.build();
});

afterEach(() => cabinet.takeDown());

describe("a start", () => {
  test("subscribes to its four topics by name and is born with its journal, kept by the broker", async () => {
    await cabinet.startWelcomed();
    expect(cabinet.hub.subscriptions.sort()).toEqual(
      ["ack", "command", "config", "welcome"].map((channel) => `c/lobby-7/down/${channel}`),
    );
    expect(cabinet.hub.heard[0]).toMatchObject({
      channel: "presence",
      retain: true,
      message: {
        state: "birth",
        bootId: "start-1-id-1",
        driver: "gzxj",
        slots: 4,
        journal: { id: "journal-one", first: 1, last: 0 },
        clock: cabinet.clock.now(),
      },
    });
  });

  test("sends what is in the slots after the welcome, by the hub's clock, and no events", async () => {
    await cabinet.startWelcomed();
    const [snapshot] = cabinet.hub.all("snapshot");
    expect(snapshot).toMatchObject({ cause: "connect", at: cabinet.hub.time });
    expect(snapshot?.slots.map(({ state }) => state)).toEqual(["occupied", "occupied", "empty", "empty"]);
    expect(cabinet.hub.all("event")).toEqual([]);
  });

  test("without a hub goes on trying, ever more seldom", async () => {
    cabinet.hub.reachable = false;
    await cabinet.start();
    await cabinet.clock.pass(60_000);
    expect(cabinet.hub.heard).toEqual([]);
    const delays = cabinet.logged.filter(({ message }) => message === "no connection to the hub");
    expect(delays.map(({ fields }) => fields)).toEqual(
      [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000].map((delay) => ({ delay })).slice(0, delays.length),
    );
    expect(delays.length).toBeGreaterThan(6);
    cabinet.hub.reachable = true;
    await cabinet.clock.pass(15_000);
    await until(() => cabinet.hub.all("snapshot").length > 0);
  });

  test("with a secret that is not the cabinet's is refused by the broker", async () => {
    cabinet.secret = "another secret of some length";
    await cabinet.start();
    await until(() => cabinet.logged.some(({ message }) => message === "the connection to the hub failed"));
    await cabinet.clock.pass(60_000);
    expect(cabinet.hub.heard).toEqual([]);
  });

  test("whose subscriptions are refused sends nothing", async () => {
    cabinet.hub.refused = "c/lobby-7/down/command";
    await cabinet.start();
    await until(() => cabinet.logged.some(({ message }) => message === "the subscriptions of this cabinet failed"));
    expect(cabinet.hub.heard.filter(({ message }) => "state" in message && message.state === "birth")).toEqual([]);
  });
});

describe("an order to open", () => {
  test("opens the slot once; the result and a snapshot follow", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "order1" });
    const [result] = await cabinet.results("order1");
    expect(result?.body.result).toEqual({ outcome: "opened", itemId: "BANK2" });
    expect(result?.at).toEqual({ latest: cabinet.hub.time, uncertainty: 0 });
    expect(cabinet.board.opened).toEqual([{ slot: 2, key: "order1" }]);
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
    expect(cabinet.hub.all("snapshot").at(-1)?.slots[1]?.state).toBe("empty");
    expect(cabinet.hub.all("event")).toHaveLength(1);
  });

  test("with a wrong seal is counted and nothing else happens", async () => {
    await cabinet.startWelcomed();
    const command = seal(Buffer.from("another key"), cabinetId, cabinet.hub.unsealed({ id: "forged" }));
    cabinet.hub.say("command", command);
    await settle();
    await cabinet.clock.pass(60_000);
    await until(() => cabinet.hub.all("health").length > 0);
    expect(cabinet.hub.all("health")[0]?.sealsBroken).toBe(1);
    expect(cabinet.board.opened).toEqual([]);
    expect(cabinet.hub.all("event")).toEqual([]);
    expect(cabinet.document.onDisk.commands).toEqual([]);
  });

  test("that breaks its schema is ignored", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.sayRaw("command", Buffer.from('{"v":1,"action":"open","slot":2}'));
    await until(() => cabinet.logged.some(({ message }) => message === "a message of the hub is not well formed"));
    expect(cabinet.board.opened).toEqual([]);
  });

  test("is refused after its expiry by the hub's clock", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "late1", expiresAt: cabinet.hub.time - 1 });
    const [result] = await cabinet.results("late1");
    expect(result?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    expect(cabinet.board.opened).toEqual([]);
  });

  test("that was refused as late never runs later, whatever it claims then", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "late1", expiresAt: cabinet.hub.time - 1 });
    await cabinet.results("late1");
    cabinet.hub.command({ id: "late1" });
    const results = await cabinet.results("late1", 2);
    expect(results.map(({ body }) => body.result)).toEqual([
      { outcome: "refused", reason: "expired" },
      { outcome: "refused", reason: "expired" },
    ]);
    expect(cabinet.board.opened).toEqual([]);
  });

  test("is refused where the clock may be off by more than the time it has left", async () => {
    cabinet.hub.welcomes = false;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    const clock = cabinet.clock.now();
    await cabinet.clock.pass(4000);
    const { bootId } = cabinet.hub.all("presence")[0] ?? { bootId: "" };
    const hubTime = cabinet.hub.time;
    cabinet.hub.say("welcome", { v: 1, bootId, clock, hubTime, journalId: "journal-one", committed: 0 });
    await until(() => cabinet.hub.all("snapshot").length > 0);
    cabinet.hub.command({ id: "close1", expiresAt: hubTime + 2000 + 1999 });
    expect((await cabinet.results("close1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    cabinet.hub.command({ id: "close2", expiresAt: hubTime + 2000 + 2000 });
    expect((await cabinet.results("close2"))[0]?.body.result).toMatchObject({ outcome: "opened" });
  });

  test("that claims to live for more than a minute is refused", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "long1", expiresAt: cabinet.hub.time + 60_001 });
    expect((await cabinet.results("long1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    expect(cabinet.board.opened).toEqual([]);
  });

  test("is refused before the first welcome, because nobody can tell whether it is late", async () => {
    cabinet.hub.welcomes = false;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    cabinet.hub.command({ id: "early1" });
    await until(() => cabinet.document.onDisk.events.length === 1);
    expect(cabinet.board.opened).toEqual([]);
    expect(cabinet.hub.all("event")).toEqual([]);
    cabinet.hub.welcomes = true;
    await cabinet.clock.pass(30_000);
    expect((await cabinet.results("early1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "clock-unknown" });
  });

  test("for a slot that the cabinet does not have is refused", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "slot5", slot: 5 });
    expect((await cabinet.results("slot5"))[0]?.body.result).toEqual({ outcome: "refused", reason: "no-such-slot" });
    expect(cabinet.board.opened).toEqual([]);
  });

  test("that comes twice moves the lock once and is answered twice, with the time of the opening", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    await cabinet.clock.pass(10);
    cabinet.hub.command({ id: "order1" });
    const [first, second] = await cabinet.results("order1", 2);
    expect(second).toEqual({ ...first, seq: 2 });
    expect(cabinet.board.opened).toHaveLength(1);
  });

  test("that comes twice while the motor runs is done and answered once", async () => {
    await cabinet.startWelcomed();
    const { answer } = slowMotor();
    cabinet.hub.command({ id: "order1" });
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.board.opened.length === 1);
    cabinet.hub.command({ id: "order1" });
    await settle();
    answer({ outcome: "opened", itemId: "BANK2" });
    await cabinet.results("order1");
    await settle();
    expect(cabinet.board.opened).toHaveLength(1);
    expect(await cabinet.results("order1")).toHaveLength(1);
  });

  test("that came before a restart is answered from the record", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    await cabinet.kill();
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.hub.all("event").some(({ seq }) => seq === 2));
    expect((await cabinet.results("order1")).at(-1)?.body.result).toEqual({ outcome: "opened", itemId: "BANK2" });
    expect(cabinet.board.opened).toHaveLength(1);
  });

  test("expires while another one has the motor", async () => {
    await cabinet.startWelcomed();
    const { answer } = slowMotor();
    cabinet.hub.command({ id: "first" });
    cabinet.hub.command({ id: "second", slot: 1, expiresAt: cabinet.hub.time + 3000 });
    await until(() => cabinet.board.opened.length === 1);
    await settle();
    await cabinet.clock.pass(3001);
    answer({ outcome: "opened", itemId: "BANK2" });
    expect((await cabinet.results("second"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    expect(cabinet.board.opened).toEqual([{ slot: 2, key: "first" }]);
  });

  test("has a time to live that nobody's clock can prolong", async () => {
    await cabinet.startWelcomed();
    const { answer } = slowMotor();
    cabinet.hub.command({ id: "first" });
    cabinet.hub.command({ id: "second", slot: 1, ttl: 2000 });
    await until(() => cabinet.board.opened.length === 1);
    await settle();
    await cabinet.clock.pass(2001);
    answer({ outcome: "opened", itemId: "BANK2" });
    expect((await cabinet.results("second"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
  });

  test("is checked again after its record was written", async () => {
    await cabinet.startWelcomed();
    const release = cabinet.document.hold();
    cabinet.hub.command({ id: "slowdisk", ttl: 2000 });
    await until(() => cabinet.document.data.commands.length === 1);
    await cabinet.clock.pass(2001);
    release();
    expect((await cabinet.results("slowdisk"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    expect(cabinet.board.opened).toEqual([]);
  });

  test("reaches the board only after its record is on disk", async () => {
    await cabinet.startWelcomed();
    const release = cabinet.document.hold();
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.document.data.commands.length === 1);
    await settle();
    expect(cabinet.board.opened).toEqual([]);
    release();
    await cabinet.results("order1");
    expect(cabinet.board.opened).toHaveLength(1);
  });

  test("waits for the line to the board, and is refused when none comes in time", async () => {
    cabinet.board.unplugged = true;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    await settle();
    cabinet.hub.command({ id: "order1", expiresAt: cabinet.hub.time + 3000 });
    await until(() => cabinet.document.onDisk.commands.length === 1);
    await cabinet.clock.pass(3001);
    expect((await cabinet.results("order1"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    expect(cabinet.board.opened).toEqual([]);
  });

  test("is carried out when the line comes back in time", async () => {
    cabinet.board.unplugged = true;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    await settle();
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.document.onDisk.commands.length === 1);
    cabinet.board.unplugged = false;
    await cabinet.clock.pass(5000);
    expect((await cabinet.results("order1"))[0]?.body.result).toMatchObject({ outcome: "opened" });
  });

  test("that was with the board when the bridge was killed has an unknown outcome", async () => {
    await cabinet.startWelcomed();
    slowMotor();
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.board.opened.length === 1);
    await cabinet.kill();
    cabinet.board.put(2);
    await cabinet.startWelcomed();
    expect((await cabinet.results("order1"))[0]?.body).toEqual({
      kind: "result",
      commandId: "order1",
      slot: 2,
      result: { outcome: "unknown", reason: "restarted" },
    });
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1", 2);
    expect(cabinet.board.opened).toHaveLength(1);
    // That the item is gone is explained by the command.
    expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result", "result"]);
  });
});

describe("a look", () => {
  test("that the hub asks for is taken, unless it is late", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.look(cabinet.hub.time - 1);
    cabinet.hub.look();
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "asked"));
    await settle();
    expect(cabinet.hub.all("snapshot").filter(({ cause }) => cause === "asked")).toHaveLength(1);
  });

  test("is taken from time to time, as often as the hub configures", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.say("config", { v: 1, snapshotEvery: 10_000, healthEvery: 5000 });
    await settle();
    await cabinet.clock.pass(20_000);
    expect(cabinet.hub.all("snapshot").filter(({ cause }) => cause === "periodic")).toHaveLength(2);
    expect(cabinet.hub.all("health")).toHaveLength(4);
  });

  test("that is older than an opening does not undo it", async () => {
    await cabinet.startWelcomed();
    let answer = () => {};
    cabinet.board.beforeLook = new Promise((resolve) => {
      answer = resolve;
    });
    cabinet.hub.look();
    await settle();
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    answer();
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "opening"));
    expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result"]);
  });
});

describe("a return", () => {
  test("is on disk before the board may forget it, and then sent with a snapshot", async () => {
    await cabinet.startWelcomed();
    const release = cabinet.document.hold();
    let confirmed = false;
    const received = cabinet.board.receive(3, "BANK3").then(() => {
      confirmed = true;
    });
    await settle();
    expect(confirmed).toBe(false);
    expect(cabinet.hub.all("event")).toEqual([]);
    release();
    await received;
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]).toMatchObject({
      at: { latest: cabinet.hub.time, uncertainty: 0 },
      body: { kind: "returned", slot: 3, itemId: "BANK3", level: 40, source: "report" },
    });
    expect(cabinet.hub.all("event")[0]?.at).not.toHaveProperty("earliest");
    await until(() => cabinet.hub.all("snapshot").some(({ cause }) => cause === "return"));
  });

  test("that the board repeats is one event, also after a restart", async () => {
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await cabinet.board.receive(3, "BANK3");
    await cabinet.kill();
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.hub.all("event").length > 0);
    expect(new Set(cabinet.hub.all("event").map(({ seq }) => seq))).toEqual(new Set([1]));
  });

  test("that is repeated during the first save is confirmed only after it", async () => {
    await cabinet.startWelcomed();
    const release = cabinet.document.hold();
    const first = cabinet.board.receive(3, "BANK3");
    let repeated = false;
    const second = cabinet.board.receive(3, "BANK3").then(() => {
      repeated = true;
    });
    await settle();
    expect(repeated).toBe(false);
    release();
    await Promise.all([first, second]);
  });

  test("is sent after the next welcome with its physical time where the hub was away", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.reachable = false;
    cabinet.hub.cut();
    await settle();
    const physical = cabinet.hub.time;
    await cabinet.board.receive(3, "BANK3");
    await cabinet.clock.pass(3_600_000);
    expect(cabinet.hub.all("event")).toEqual([]);
    cabinet.hub.reachable = true;
    await cabinet.clock.pass(30_000);
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toEqual({ latest: physical, uncertainty: 0 });
  });

  test("before the first welcome gets its time from that welcome", async () => {
    cabinet.hub.welcomes = false;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    await until(() => cabinet.document.onDisk.slots[3] !== undefined);
    await cabinet.board.receive(3, "BANK3");
    const physical = cabinet.hub.time;
    cabinet.hub.welcomes = true;
    await cabinet.clock.pass(30_000);
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toEqual({ latest: physical, uncertainty: 0 });
  });

  test("while the bridge was off is found by comparing, between the last look and the first one", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(180_000);
    const lastLook = cabinet.hub.time;
    await cabinet.clock.pass(60_000);
    await cabinet.kill();
    cabinet.board.put(3, "BANK3");
    cabinet.board.put(1);
    await cabinet.clock.pass(600_000);
    const found = cabinet.hub.time;
    await cabinet.startWelcomed();
    await until(() => cabinet.hub.all("event").length === 2);
    const at = { earliest: lastLook, latest: found, uncertainty: expect.any(Number) };
    expect(cabinet.hub.all("event")).toMatchObject([
      { at, body: { kind: "removed", slot: 1, itemId: "BANK1", source: "snapshot" } },
      { at, body: { kind: "returned", slot: 3, itemId: "BANK3", source: "snapshot" } },
    ]);
  });

  test("that the board tells as soon as it is connected may have happened since the last look", async () => {
    await cabinet.startWelcomed();
    const lastLook = cabinet.hub.time;
    let look = () => {};
    cabinet.board.beforeLook = new Promise((resolve) => {
      look = resolve;
    });
    await cabinet.clock.pass(60_000);
    cabinet.board.lines[0]?.destroy();
    await settle();
    await cabinet.clock.pass(1000);
    await until(() => cabinet.board.lines.length === 2);
    await settle();
    await cabinet.board.receive(3, "BANK3");
    look();
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]?.at).toMatchObject({ earliest: lastLook, latest: cabinet.hub.time });
  });

  test("into the slot it came from is a return", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    await cabinet.board.receive(2, "BANK2");
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.hub.all("event")[1]?.body).toMatchObject({ kind: "returned", slot: 2, itemId: "BANK2" });
  });

  test("of an item whose opening has an unknown outcome is a return", async () => {
    await cabinet.startWelcomed();
    cabinet.board.answer = async () => ({ outcome: "unknown", reason: "board-silent" });
    cabinet.board.slots.delete(2);
    cabinet.hub.command({ id: "order1" });
    await cabinet.results("order1");
    await cabinet.board.receive(2, "BANK2");
    await cabinet.board.receive(2, "BANK2");
    await until(() => cabinet.hub.all("event").length === 2);
    await settle();
    expect(cabinet.hub.all("event").map(({ body }) => body.kind)).toEqual(["result", "returned"]);
  });
});

describe("events", () => {
  test("are sent again until the hub has stored them", async () => {
    cabinet.hub.acknowledges = false;
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.hub.all("event").length === 1);
    await cabinet.clock.pass(5000);
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.hub.all("event")[1]).toEqual(cabinet.hub.all("event")[0]);
    cabinet.hub.acknowledges = true;
    await cabinet.clock.pass(5000);
    await until(() => cabinet.document.data.events.length === 0);
    await cabinet.clock.pass(20_000);
    expect(cabinet.hub.all("event")).toHaveLength(3);
  });

  test("are not dropped by what the hub says of another journal", async () => {
    cabinet.hub.acknowledges = false;
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.hub.all("event").length === 1);
    const { bootId } = cabinet.hub.all("presence")[0] ?? { bootId: "" };
    const clock = cabinet.clock.now();
    cabinet.hub.say("ack", { v: 1, journalId: "journal-other", committed: 1 });
    cabinet.hub.say("ack", { v: 1, journalId: "journal-one", committed: 2 });
    cabinet.hub.say("welcome", {
      v: 1,
      bootId,
      clock,
      hubTime: cabinet.hub.time,
      journalId: "journal-other",
      committed: 1,
    });
    await until(() => cabinet.hub.all("event").length === 2);
    expect(cabinet.document.data.events).toHaveLength(1);
  });

  test("that the hub does not have are sent in order after each welcome, and the numbers go on", async () => {
    cabinet.hub.acknowledges = false;
    await cabinet.startWelcomed();
    await cabinet.board.receive(3, "BANK3");
    await cabinet.board.receive(4, "BANK4");
    await cabinet.kill();
    cabinet.hub.committed.set("journal-one", 1);
    const before = cabinet.hub.all("event").length;
    await cabinet.startWelcomed();
    await cabinet.board.reports?.abnormal("lid\nopen", 1);
    await until(() => cabinet.hub.all("event").length >= before + 2);
    const sent = cabinet.hub.all("event").slice(before);
    expect(sent.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(sent[1]?.body).toEqual({ kind: "abnormal", slot: 1, what: "lid?open" });
    expect(cabinet.hub.all("presence").at(-1)).toMatchObject({ journal: { id: "journal-one", first: 1, last: 2 } });
  });

  test("fill a window, not the network", async () => {
    cabinet.hub.acknowledges = false;
    cabinet.hub.reachable = false;
    await cabinet.start();
    await until(() => cabinet.board.reports !== undefined);
    for (let count = 0; count < 40; count++) await cabinet.board.reports?.abnormal(`report ${count}`);
    cabinet.hub.reachable = true;
    await cabinet.clock.pass(2000);
    await until(() => cabinet.hub.all("event").length === 32);
    await settle();
    expect(cabinet.hub.all("event")).toHaveLength(32);
    cabinet.hub.acknowledges = true;
    await cabinet.clock.pass(5000);
    await until(() => cabinet.document.data.events.length === 0);
    expect(cabinet.hub.all("event").at(-1)?.seq).toBe(40);
  });

  test("go on under a new journal where the disk was set back behind what the hub has stored", async () => {
    cabinet.hub.committed.set("journal-one", 57);
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 2);
    await until(() => cabinet.hub.all("snapshot").length > 0);
    expect(cabinet.hub.all("presence")[1]).toMatchObject({ journal: { id: "start-1-id-2", first: 1, last: 0 } });
    await cabinet.board.receive(3, "BANK3");
    await until(() => cabinet.hub.all("event").length === 1);
    expect(cabinet.hub.all("event")[0]).toMatchObject({ journalId: "start-1-id-2", seq: 1 });
  });
});

describe("removals", () => {
  test("that the board reports are events, once each", async () => {
    await cabinet.startWelcomed();
    cabinet.board.put(1);
    await cabinet.board.reports?.removed(1);
    await cabinet.board.reports?.removed(1);
    await until(() => cabinet.hub.all("event").length > 0);
    await settle();
    expect(cabinet.hub.all("event").map(({ body }) => body)).toEqual([
      { kind: "removed", slot: 1, itemId: "BANK1", source: "report" },
    ]);
  });

  test("during an opening are part of it", async () => {
    await cabinet.startWelcomed();
    const { answer } = slowMotor();
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.board.opened.length === 1);
    await cabinet.board.reports?.removed(2, "BANK2");
    cabinet.board.put(2);
    answer({ outcome: "opened", itemId: "BANK2" });
    await cabinet.results("order1");
    await settle();
    expect(cabinet.hub.all("event")).toHaveLength(1);
  });
});

describe("the clock", () => {
  test("is not set by a welcome that took too long, nor by one for an older birth or start", async () => {
    cabinet.hub.welcomes = false;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    const clock = cabinet.clock.now();
    const welcome = { v: 1, hubTime: 5, journalId: "journal-one", committed: 0 } as const;
    cabinet.hub.say("welcome", { ...welcome, bootId: "start-0-id-1", clock });
    cabinet.hub.say("welcome", { ...welcome, bootId: "start-1-id-1", clock: clock - 1 });
    await settle();
    await cabinet.clock.pass(10_001);
    cabinet.hub.say("welcome", { ...welcome, bootId: "start-1-id-1", clock });
    await until(() => cabinet.hub.all("presence").length === 2);
    expect(cabinet.hub.all("presence")[1]).toMatchObject({ state: "birth", clock: cabinet.clock.now() });
    expect(cabinet.hub.all("snapshot")).toEqual([]);
  });

  test("is compared with the hub's again every hour", async () => {
    await cabinet.startWelcomed();
    await cabinet.clock.pass(3_600_000);
    await until(() => cabinet.hub.all("presence").length === 2);
  });

  test("is in the health, with the board and the journal", async () => {
    cabinet.hub.acknowledges = false;
    await cabinet.startWelcomed();
    const lookedAt = cabinet.hub.time;
    await cabinet.board.reports?.abnormal("lid open");
    await cabinet.clock.pass(60_000);
    await until(() => cabinet.hub.all("health").length === 1);
    expect(cabinet.hub.all("health")[0]).toEqual({
      v: 1,
      bootId: "start-1-id-1",
      at: cabinet.hub.time,
      uptime: 60_000,
      boardHeardAt: lookedAt,
      journalDepth: 1,
      clockOffset: 7000,
      sealsBroken: 0,
      memory: expect.any(Number),
    });
  });
});

describe("an end", () => {
  test("in order finishes what the board is doing, refuses what waits, says goodbye and saves", async () => {
    await cabinet.startWelcomed();
    const { answer } = slowMotor();
    cabinet.hub.command({ id: "first" });
    cabinet.hub.command({ id: "second", slot: 1 });
    await until(() => cabinet.board.opened.length === 1);
    await settle();
    const stopped = cabinet.bridge?.stop();
    answer({ outcome: "opened", itemId: "BANK2" });
    await stopped;
    expect((await cabinet.results("first"))[0]?.body.result).toMatchObject({ outcome: "opened" });
    expect((await cabinet.results("second"))[0]?.body.result).toEqual({ outcome: "refused", reason: "expired" });
    expect(cabinet.hub.all("presence").at(-1)).toEqual({ v: 1, state: "left", bootId: "start-1-id-1" });
    expect(cabinet.board.lines[0]?.destroyed).toBe(true);
    cabinet.bridge = undefined;
  });

  test("does not wait for a board that is not there", async () => {
    cabinet.board.unplugged = true;
    await cabinet.start();
    await until(() => cabinet.hub.all("presence").length === 1);
    await settle();
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.document.onDisk.commands.length === 1);
    await cabinet.bridge?.stop();
    expect(cabinet.document.onDisk.commands).toMatchObject([{ state: "done", result: { outcome: "refused" } }]);
    cabinet.bridge = undefined;
  });

  test("of the connection without a goodbye is told by the broker", async () => {
    await cabinet.startWelcomed();
    cabinet.hub.cut();
    await until(() => cabinet.hub.all("presence").some(({ state }) => state === "lost"));
    expect(cabinet.hub.heard.at(-1)).toMatchObject({ channel: "presence", retain: true });
  });

  test("comes at once when the disk can't be written, and the lock does not move", async () => {
    await cabinet.startWelcomed();
    const failure = new Error("disk full");
    cabinet.document.break(failure);
    cabinet.hub.command({ id: "order1" });
    await until(() => cabinet.failures.length === 1);
    expect(cabinet.failures).toEqual([failure]);
    await settle();
    expect(cabinet.board.opened).toEqual([]);
    expect(cabinet.hub.all("event")).toEqual([]);
  });
});

/** A motor that runs until the test says what came of it. */
function slowMotor(): { answer: (result: OpeningResult) => void } {
  let resolve: (result: OpeningResult) => void = () => {};
  const result = new Promise<OpeningResult>((settled) => {
    resolve = settled;
  });
  cabinet.board.answer = () => result;
  return {
    answer(outcome) {
      cabinet.board.put(2);
      cabinet.board.answer = undefined;
      resolve(outcome);
    },
  };
}
