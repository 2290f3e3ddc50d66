import type { Duplex } from "node:stream";
import type { Clock } from "../platform/clock.ts";
import type { DurableDocument } from "../platform/durable-document.ts";
import type { Log } from "../platform/log.ts";
import { cabinetKeys } from "../protocol/seal.ts";
import type { Health } from "../protocol/upward.ts";
import { Backoff } from "./backoff.ts";
import { Board } from "./board.ts";
import type { BoardSettings } from "./board-settings.ts";
import { Commands } from "./commands.ts";
import type { Identity } from "./credentials.ts";
import type { Driver, DriverParts } from "./drivers/driver.ts";
import { Handshake } from "./handshake.ts";
import { HubClock } from "./hub-clock.ts";
import { Interval } from "./interval.ts";
import { Journal, type JournalData } from "./journal.ts";
import { Outbox } from "./outbox.ts";
import { PersistentCounter } from "./persistent-counter.ts";
import { SealCheck } from "./seal-check.ts";
import { Slots } from "./slots.ts";
import { Snapshots } from "./snapshots.ts";
import { Uplink } from "./uplink.ts";

export interface BridgeParts {
  readonly clock: Clock;
  /** A new id, never the same twice: 8 to 40 letters, digits and dashes. */
  readonly newId: () => string;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly document: DurableDocument<JournalData>;
  readonly dialHub: () => Duplex;
  readonly openLine: () => Promise<Duplex>;
  readonly openDriver: (parts: DriverParts) => Driver;
  /** The journal can't be written any more: the bridge must not go on. */
  readonly fail: (error: unknown) => void;
  /** Name and version of this program, for the hub. */
  readonly software: string;
  /** The hub wants the bridge to end in order and to be started again. Must return before it ends. */
  readonly restart: () => void;
}

/** Until the hub's `config` says otherwise, in ms. */
const healthEvery = 60_000;
const snapshotEvery = 180_000;

/** Puts the bridge together and starts it; `stop` finishes what the board is doing, says goodbye and saves. */
export async function startBridge(
  settings: Omit<Identity, "hub"> & Pick<BoardSettings, "driver" | "slots">,
  parts: BridgeParts,
): Promise<{ stop(): Promise<void> }> {
  const { clock, log, newId } = parts;
  const { cabinetId, slots: slotCount } = settings;
  const { password, sealKey } = cabinetKeys(settings.secret);
  const bootId = newId();
  const startedAt = clock.monotonic();

  const hubClock = new HubClock(clock);
  const journal = new Journal(parts.document, parts.fail);
  journal.begin(hubClock.now());
  const seconds = () => hubClock.seconds();
  const numbers = new PersistentCounter({ journal, ceiling: "numberCeiling", seconds, block: 100 });
  // One by one: reserved numbers would run ahead of the clock, and ahead of a disk that is put back.
  const connections = new PersistentCounter({ journal, ceiling: "connectionCeiling", seconds, block: 1 });
  const nextConnection = () => {
    connections.above(seconds() - 1);
    return connections.next();
  };
  const slots = new Slots({ journal, hubClock, onReturn: () => snapshots.take("return") });
  const board = new Board({
    openLine: parts.openLine,
    openDriver: (line) => parts.openDriver({ line, clock, reports: slots, numbers }),
    clock,
    backoff: new Backoff(parts.random),
    log,
    onConnected: () => {
      slots.reconnected();
      snapshots.take("connect");
    },
    onSilent: () => snapshots.sendSilence(),
    onHeard: () => snapshots.take("connect"),
  });
  let snapshotsSent = 0;
  const snapshots = new Snapshots({
    bootId,
    slotCount,
    board,
    slots,
    hubClock,
    log,
    send: (snapshot) => {
      // Its time would mean nothing to the hub before the first welcome, and that asks for another one.
      if (hubClock.isSet)
        uplink.publish("snapshot", { ...snapshot, connection: uplink.connection, no: ++snapshotsSent });
    },
  });
  const seals = new SealCheck(cabinetId, sealKey, log);
  const commands = new Commands({
    slotCount,
    clock,
    hubClock,
    journal,
    slots,
    board,
    log,
    askTime: () => handshake.askTime(),
    onLook: () => snapshots.take("asked"),
    onOpening: () => snapshots.take("opening"),
    onRestart: () => parts.restart(),
  });
  const outbox = new Outbox({
    journal,
    clock,
    send: (event) => uplink.publish("event", event),
    onStoredLate: () => snapshots.take("late"),
    onUnheard: () => handshake.sayBirthAgain(),
  });
  journal.onDurable = () => outbox.flush();
  const handshake = new Handshake({
    bootId,
    driver: settings.driver,
    slotCount,
    software: parts.software,
    clock,
    hubClock,
    journal,
    outbox,
    log,
    newId,
    connection: () => uplink.connection,
    connectAbove: (newest) => {
      log.warn({ newest, connection: uplink.connection }, "the hub knows a newer connection: connecting above it");
      connections.above(newest);
      uplink.reconnect();
    },
    reconnect: () => {
      connections.raise();
      uplink.reconnect();
    },
    sendBirth: (birth) => uplink.publish("presence", { ...birth, connection: uplink.connection }),
    onWelcome: () => {
      // The board may have got higher numbers from another disk, by a clock that was right.
      numbers.above(seconds() - 1);
      connections.heard();
      snapshots.take("connect");
    },
  });
  const health = (): Health => {
    const heardAt = board.heardAt();
    return {
      v: 1,
      bootId,
      at: hubClock.now().at,
      uptime: Math.round(clock.monotonic() - startedAt),
      boardHeardAt: heardAt === undefined ? null : hubClock.ofWallClock(heardAt),
      journalDepth: journal.depth,
      clockOffset: hubClock.offset(),
      sealsBroken: seals.broken,
      memory: process.memoryUsage.rss(),
    };
  };
  const reports = new Interval(clock, () => uplink.publish("health", health()));
  const looks = new Interval(clock, () => snapshots.take("periodic"));
  // What goes wrong there is a journal that can't be written, and `fail` has heard of it.
  const unlessBroken = (work: Promise<void>) => void work.catch((err: unknown) => log.error({ err }, "not recorded"));
  const uplink = new Uplink(
    {
      cabinetId,
      password,
      nextConnection,
      lastWill: (connection) => ({ v: 1, state: "lost", bootId, connection }),
      dial: parts.dialHub,
      clock,
      backoff: new Backoff(parts.random),
      log,
    },
    {
      connected: () => {
        seals.reconnected();
        handshake.begin();
      },
      disconnected: () => handshake.end(),
      received: {
        welcome: (welcome) => seals.passes(welcome) && unlessBroken(handshake.welcome(welcome)),
        command: (command) => seals.passes(command) && unlessBroken(commands.receive(command)),
        ack: (ack) => seals.passes(ack) && handshake.acknowledge(ack),
        config: (config) => {
          if (!seals.passes(config) || config.bootId !== bootId) return;
          reports.every(config.healthEvery);
          looks.every(config.snapshotEvery);
        },
      },
    },
  );

  await commands.resume();
  board.start();
  uplink.start();
  reports.every(healthEvery);
  looks.every(snapshotEvery);
  return {
    async stop() {
      reports.stop();
      looks.stop();
      await commands.stop();
      board.stop();
      await snapshots.idle();
      await uplink.stop({ v: 1, state: "left", bootId, connection: uplink.connection });
      handshake.end();
      await journal.close();
    },
  };
}
