import { type Duplex, PassThrough } from "node:stream";
import { type BoardConnection, type Bridge, type BridgeParts, startBridge } from "../../firmware-bridge/bridge.ts";
import type { Driver, DriverParts } from "../../firmware-bridge/drivers/driver.ts";
import { type JournalData, newJournal } from "../../firmware-bridge/journal-data.ts";
import type { LoginSecrets } from "../../firmware-bridge/login-secrets.ts";
import type { CabinetEvent, OpeningResult } from "../../protocol/upward.ts";
import { ManualClock, until } from "../support/manual-clock.ts";
import { FakeBoard } from "./fake-board.ts";
import { MemoryDocument } from "./memory-document.ts";
import { cabinetId, secret, TestHub } from "./test-hub.ts";

export type ResultEvent = CabinetEvent & { body: { kind: "result" } };

/** A whole bridge in memory: between a fake board and a real broker. */
export class Cabinet {
  readonly clock: ManualClock;
  readonly hub: TestHub;
  readonly board = new FakeBoard({ 1: "BANK1", 2: "BANK2" });
  /** Not a new one: it would know of nothing that was asked before. */
  document = new MemoryDocument<JournalData>({
    ...newJournal("journal-one"),
    completeSince: { at: 0, uncertainty: 0 },
  });
  readonly failures: unknown[] = [];
  /** How often the bridge asked to be ended and started again. */
  restarts = 0;
  readonly logged: { message: string; fields: object }[] = [];
  bridge: Bridge | undefined;
  secret = secret;
  /** Of a bridge that replaces its secret by itself. */
  secrets: LoginSecrets | undefined;
  /** The boards of a cabinet with other ones than `board`. */
  boards: readonly BoardConnection[] | undefined;
  /** Of a bridge that can be updated over the air. */
  openUpdater: BridgeParts["openUpdater"];
  #starts = 0;
  #life = { isOver: false };

  private constructor(clock: ManualClock, hub: TestHub) {
    this.clock = clock;
    this.hub = hub;
  }

  static async build(): Promise<Cabinet> {
    const clock = new ManualClock();
    return new Cabinet(clock, await TestHub.start(clock));
  }

  /** Starts the bridge; a second start is a new process with what the first one left on disk. */
  async start(
    openLine: () => Promise<Duplex> = this.board.openLine,
    openDriver: (parts: DriverParts) => Driver = this.board.openDriver,
    diskFault?: Error,
  ): Promise<void> {
    this.document = new MemoryDocument(this.document.onDisk);
    this.document.break(diskFault);
    const life = { isOver: false };
    this.#life = life;
    const { clock, hub, document } = this;
    const log = (fields: object, message: string) => void this.logged.push({ message, fields });
    this.#starts += 1;
    let ids = 0;
    this.bridge = await startBridge(
      { cabinetId, secret: this.secret },
      {
        clock,
        newId: () => `start-${this.#starts}-id-${++ids}`,
        random: () => 0,
        log: { debug: log, info: log, warn: log, error: log },
        document,
        secrets: this.secrets,
        openUpdater: this.openUpdater,
        // A killed process sends nothing more.
        dialHub: () => (life.isOver ? new PassThrough().destroy() : hub.dial()),
        boards: this.boards ?? [{ protocol: "gzxj", slots: 4, openLine, openDriver }],
        onDiskFault: (error) => {
          if (error !== undefined) this.failures.push(error);
        },
        software: "jiehuan/test",
        restart: () => {
          this.restarts += 1;
        },
      },
    );
  }

  /** Starts it and waits until hub and bridge have found each other. */
  async startWelcomed(): Promise<void> {
    const before = this.hub.all("snapshot").length;
    await this.start();
    await until(() => this.hub.all("snapshot").length > before && this.document.onDisk.slots[1] !== undefined);
  }

  /** Ends it as a power cut would: nothing more is saved, sent or heard. */
  async kill(): Promise<void> {
    this.hub.reachable = false;
    this.hub.cut();
    const { onDisk } = this.document;
    this.document.break(new Error("no power"));
    this.#life.isOver = true;
    void this.bridge?.stop().catch(() => {});
    this.bridge = undefined;
    this.board.answer = undefined;
    this.document = new MemoryDocument<JournalData>(onDisk);
    this.hub.reachable = true;
  }

  async results(id: string, count = 1): Promise<ResultEvent[]> {
    const found = () =>
      this.hub.all("event").filter((event) => event.body.kind === "result" && event.body.commandId === id);
    await until(() => found().length >= count);
    return found() as ResultEvent[];
  }

  /** The next opening takes until the test says what came of it. */
  slowMotor(): { answer: (result: OpeningResult) => void } {
    let resolve: (result: OpeningResult) => void = () => {};
    const result = new Promise<OpeningResult>((settled) => {
      resolve = settled;
    });
    this.board.answer = () => result;
    return {
      answer: (outcome) => {
        this.board.answer = undefined;
        if (outcome.outcome === "opened") this.board.put(2);
        resolve(outcome);
      },
    };
  }

  async takeDown(): Promise<void> {
    await this.bridge?.stop().catch(() => {});
    await this.hub.stop();
  }
}
