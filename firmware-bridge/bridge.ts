import type { Duplex } from "node:stream";
import type { Clock } from "../platform/clock.ts";
import type { DurableDocument } from "../platform/durable-document.ts";
import type { Log } from "../platform/log.ts";
import { cabinetKeys } from "../protocol/seal.ts";
import type { Health } from "../protocol/upward.ts";
import { Backoff } from "./backoff.ts";
import { Board } from "./board.ts";
import { Boards } from "./boards.ts";
import { Commands, knownActions, updatableActions } from "./commands.ts";
import type { Identity } from "./credentials.ts";
import type { Driver, DriverParts } from "./drivers/driver.ts";
import { Handshake } from "./handshake.ts";
import { HubClock } from "./hub-clock.ts";
import { Interval } from "./interval.ts";
import { Journal, mostEvents } from "./journal.ts";
import type { JournalData } from "./journal-data.ts";
import { fixedSecret, type LoginSecrets } from "./login-secrets.ts";
import { Outbox } from "./outbox.ts";
import { NumberCeiling, PersistentCounter } from "./persistent-counter.ts";
import { SealCheck } from "./seal-check.ts";
import { openNumberedDriver, type SlotRange, slotRanges } from "./slot-range.ts";
import { Slots } from "./slots.ts";
import { Snapshots } from "./snapshots.ts";
import type { Updater, UpdaterParts } from "./updates/updater.ts";
import { Uplink } from "./uplink.ts";

/** How one board is reached. */
export interface BoardConnection {
  /** Name of its protocol. */
  readonly protocol: string;
  readonly slots: number;
  readonly openLine: () => Promise<Duplex>;
  readonly openDriver: (parts: DriverParts) => Driver;
}

export interface BridgeParts {
  readonly clock: Clock;
  /** A new id, never the same twice: 8 to 40 letters, digits and dashes. */
  readonly newId: () => string;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly document: DurableDocument<JournalData>;
  readonly dialHub: () => Duplex;
  /** The boards of the cabinet, each on its own line. Their slots are numbered through in this order. */
  readonly boards: readonly BoardConnection[];
  /** The journal can't be written: the bridge goes on from memory and opens nothing. Undefined: it can be written again. */
  readonly onDiskFault?: (error: unknown) => void;
  /** Name and version of this program, for the hub. */
  readonly software: string;
  /** The hub wants the bridge to end in order and to be started again. Must return before it ends. */
  readonly restart: () => void;
  /** The secrets of an enrolled bridge; absent: the one of the settings. */
  readonly secrets?: LoginSecrets | undefined;
  /** Builds what updates this bridge over the air; absent: nothing does. */
  readonly openUpdater?: ((parts: UpdaterLinks) => BridgeUpdater) | undefined;
}

/** What an updater needs of a bridge that runs. */
export type UpdaterLinks = Pick<UpdaterParts, "isQuiet" | "answeringBoards" | "report" | "restart">;
/** What a bridge needs of its updater. */
export type BridgeUpdater = Pick<Updater, "receive" | "cancel" | "confirm" | "stop" | "trialBoards">;

/** Until the hub's `config` says otherwise, in ms. */
const healthEvery = 60_000;
const snapshotEvery = 180_000;
/** After an opening the rider still stands there, and may open another slot; ms. */
const quietBeforeUpdate = 10_000;
const trialCheckEvery = 1000;
const rotationCheckEvery = 60_000;

export interface Bridge {
  stop(): Promise<void>;
  /** What hangs, so that only a new start helps; undefined: nothing. A hub or board that is away does not. */
  whatHangs(): string | undefined;
}

/** Puts the bridge together and starts it; `stop` finishes what the boards are doing, says goodbye and saves. */
export async function startBridge(settings: Omit<Identity, "hub">, parts: BridgeParts): Promise<Bridge> {
  const { clock, log, newId } = parts;
  const { cabinetId } = settings;
  const secrets = parts.secrets ?? fixedSecret(settings.secret);
  const bootId = newId();
  const startedAt = clock.monotonic();

  const hubClock = new HubClock(clock);
  const journal = new Journal(parts.document, (error) => {
    if (error === undefined) log.info({}, "the journal can be written again");
    else
      log.error(
        { err: error },
        "the journal can't be written: returns go to the hub from memory, and nothing is opened",
      );
    parts.onDiskFault?.(error);
    // The hub lends from this cabinet, or lends from it no more.
    uplink.publish("health", health());
  });
  journal.begin(hubClock.now());
  const seconds = () => hubClock.seconds();
  const ceiling = new NumberCeiling(journal, "numberCeiling", 100);
  // One by one: reserved numbers would run ahead of the clock, and ahead of a disk that is put back.
  const connections = new PersistentCounter({ ceiling: new NumberCeiling(journal, "connectionCeiling", 1), seconds });
  const nextConnection = () => {
    connections.above(seconds() - 1);
    return connections.next();
  };
  const units = buildUnits({ ...parts, journal, hubClock, ceiling }, () => snapshots);
  const boards = new Boards(units);
  let snapshotsSent = 0;
  const snapshots = new Snapshots({
    bootId,
    boards,
    hubClock,
    log,
    send: (snapshot) => {
      // Its time would mean nothing to the hub before the first welcome, and that asks for another one.
      if (hubClock.isSet)
        uplink.publish("snapshot", { ...snapshot, connection: uplink.connection, no: ++snapshotsSent });
    },
  });
  const seals = new SealCheck(cabinetId, log);
  const commands = new Commands({
    clock,
    hubClock,
    journal,
    boards,
    log,
    askTime: () => handshake.askTime(),
    onLook: () => snapshots.take("asked"),
    onOpening: () => snapshots.take("opening"),
    onRestart: () => parts.restart(),
    onUpdate: (command) => updater?.receive(command),
    onCancelUpdate: (command) => updater?.cancel(command),
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
    driver: driverName(parts.boards),
    slotCount: boards.slotCount,
    software: parts.software,
    actions: parts.openUpdater ? updatableActions : knownActions,
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
      // A board may have got higher numbers from another disk, by a clock that was right.
      for (const { numbers } of units) numbers.above(seconds() - 1);
      connections.heard();
      snapshots.take("connect");
      // Before a rider is offered a slot, the hub knows whether this bridge opens any.
      uplink.publish("health", health());
    },
  });
  const health = (): Health => {
    const heardAt = boards.heardAt();
    const now = hubClock.now();
    return {
      v: 2,
      bootId,
      at: now.at,
      uptime: Math.round(clock.monotonic() - startedAt),
      boardHeardAt: heardAt === undefined ? null : hubClock.ofWallClock(heardAt),
      journalDepth: journal.depth,
      journalLimit: mostEvents,
      journalDropped: journal.droppedLately(now),
      disk: journal.isFailing ? "failing" : "ok",
      clockOffset: hubClock.offset(),
      sealsBroken: seals.broken,
      memory: process.memoryUsage.rss(),
    };
  };
  const reports = new Interval(clock, () => {
    uplink.publish("health", health());
    // Somebody may have made room, or put another card in.
    if (journal.isFailing) void journal.keep();
  });
  const looks = new Interval(clock, () => snapshots.take("periodic"));
  const unlessBroken = (work: Promise<void>) => void work.catch((err: unknown) => log.error({ err }, "not recorded"));
  const uplink = new Uplink(
    {
      cabinetId,
      password: () => {
        const { password, sealKey } = cabinetKeys(secrets.begin());
        seals.use(sealKey);
        return password;
      },
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
        unlessBroken(secrets.accepted());
      },
      disconnected: () => handshake.end(),
      refused: () => secrets.refused(),
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

  const isQuiet = () => handshake.isWelcomed && commands.isQuietFor(quietBeforeUpdate);
  const updater = parts.openUpdater?.({
    isQuiet: () => isQuiet() && boards.areJudged,
    answeringBoards: () => boards.answering,
    // What else the updater's record says of an update is not the hub's.
    report: ({ rollout, version }, state) => uplink.publish("update", { v: 1, bootId, rollout, version, ...state }),
    restart: () => parts.restart(),
  });
  const rotation = new Interval(clock, () =>
    unlessBroken(secrets.check({ isQuiet, reconnect: () => uplink.reconnect() })),
  );
  const trial = new Interval(clock, () => {
    const awaited = updater?.trialBoards;
    if (updater === undefined || awaited === undefined) return trial.stop();
    const isWell = handshake.isWelcomed && boards.doAnswer(awaited);
    // A version that can't write this down is no good here: the launcher returns to the one before.
    if (isWell) unlessBroken(updater.confirm());
  });
  if (updater?.trialBoards) trial.every(trialCheckEvery);

  await commands.resume();
  boards.start();
  uplink.start();
  reports.every(healthEvery);
  looks.every(snapshotEvery);
  rotation.every(rotationCheckEvery);
  return {
    whatHangs() {
      if (uplink.hangs) return "the connection to the hub";
      return units.some(({ board }) => board.hangs) ? "the connection to a board" : undefined;
    },
    async stop() {
      reports.stop();
      looks.stop();
      trial.stop();
      rotation.stop();
      updater?.stop();
      await commands.stop();
      boards.stop();
      await snapshots.idle();
      await uplink.stop({ v: 1, state: "left", bootId, connection: uplink.connection });
      handshake.end();
      await journal.close();
    },
  };
}

interface UnitParts extends BridgeParts {
  readonly journal: Journal;
  readonly hubClock: HubClock;
  readonly ceiling: NumberCeiling;
}

/** Each board has its own numbers: the silence of one must not raise those of another. What they give is kept under one ceiling. */
function buildUnits(parts: UnitParts, snapshots: () => Snapshots) {
  const { clock, journal, hubClock, ceiling } = parts;
  const ranges = slotRanges(parts.boards.map(({ slots }) => slots));
  return parts.boards.map(({ openLine, openDriver, protocol }, index) => {
    const range = ranges[index] as SlotRange;
    const numbers = new PersistentCounter({ ceiling, seconds: () => hubClock.seconds() });
    const slots = new Slots({ journal, hubClock, onReturn: () => snapshots().take("return") });
    const log = parts.boards.length === 1 ? parts.log : ofBoard(parts.log, { protocol, firstSlot: range.first });
    const board = new Board({
      openLine,
      openDriver: (line) => openNumberedDriver(openDriver, range, { line, clock, reports: slots, numbers }),
      clock,
      backoff: new Backoff(parts.random),
      log,
      onConnected: () => {
        slots.reconnected();
        snapshots().take("connect");
      },
      onSilent: () => snapshots().boardWentSilent(),
      onHeard: () => snapshots().take("connect"),
    });
    return { board, slots, range, numbers };
  });
}

/** A log that names the board in each line. */
function ofBoard(log: Log, board: object): Log {
  return {
    debug: (fields, message) => log.debug({ board, ...fields }, message),
    info: (fields, message) => log.info({ board, ...fields }, message),
    warn: (fields, message) => log.warn({ board, ...fields }, message),
    error: (fields, message) => log.error({ board, ...fields }, message),
  };
}

/** What the birth says of the boards: the names of their protocols. */
function driverName(boards: readonly BoardConnection[]): string {
  return [...new Set(boards.map(({ protocol }) => protocol))].join("+");
}
