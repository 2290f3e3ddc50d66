import { startBridge } from "../../firmware-bridge/bridge.ts";
import { type JournalData, newJournal } from "../../firmware-bridge/journal-data.ts";
import type { Log } from "../../platform/log.ts";
import type { Box } from "./box.ts";
import type { Faults } from "./faults.ts";
import { Life, ProcessClock, type WallClock } from "./life.ts";
import type { Random } from "./random.ts";
import type { Seams } from "./seams.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import { SimulatedDocument, SimulatedFile } from "./simulated-document.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface CabinetMachineParts {
  readonly box: Box;
  readonly secret: string;
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly broker: SimulatedBroker;
  readonly random: Random;
  readonly trace: Trace;
  readonly seams: Seams;
  readonly log: Log;
}

const second = 1000;

/** The computer in a cabinet, on which a bridge runs, dies and is started again; its disk and its wrong clock stay. */
export class CabinetMachine {
  readonly box: Box;
  readonly wall: WallClock = { error: 0 };
  readonly file: SimulatedFile<JournalData>;
  readonly #parts: CabinetMachineParts;
  #bridge: { stop(): Promise<void> } | undefined;
  #life: Life | undefined;
  #starts = 0;
  #stopping = false;
  #closed = false;
  #seized = false;
  #restoring = false;
  #endedAt = 0;

  constructor(parts: CabinetMachineParts) {
    this.#parts = parts;
    this.box = parts.box;
    this.file = new SimulatedFile(newJournal(`journal-${parts.box.cabinetId}`));
  }

  get running(): boolean {
    return this.#life?.alive === true;
  }

  /** When a bridge last ran on it, epoch ms. */
  get ranAt(): number {
    return this.running ? this.#parts.time.now() : this.#endedAt;
  }

  /** Whether it runs and nobody is stopping it. */
  get inService(): boolean {
    return this.running && !this.#stopping;
  }

  start(): void {
    if (this.#closed || this.#seized || this.#restoring || this.running || this.box.mode === "off") return;
    const { box, secret, time, faults, broker, random, trace, seams, log } = this.#parts;
    const { cabinetId, slotCount: slots } = box;
    const life = new Life((point) => {
      const killed = faults.strikes("a bridge is killed between two steps");
      if (killed) trace.note(cabinetId, `the bridge is killed ${point}`);
      return killed;
    });
    this.#life = life;
    life.onEnd(() => {
      this.#bridge = undefined;
      this.#endedAt = time.now();
      broker.break(cabinetId);
      time.after(random.between(2 * second, 40 * second), () => this.start());
    });
    this.#stopping = false;
    this.#starts += 1;
    const boot = `${cabinetId}-boot-${this.#starts}`;
    let ids = 0;
    const document = new SimulatedDocument(this.file, life, (ms) => time.sleep(ms));
    document.data = seams.journal(document.data);
    const clock = new ProcessClock(time, life, this.wall);
    const alive = (work: () => void) => {
      if (life.alive) work();
    };
    void startBridge(
      { cabinetId, secret },
      {
        clock,
        newId: () => `${boot}-${++ids}`,
        random: () => random.next(),
        log,
        document,
        dialHub: () => broker.dial(cabinetId),
        boards: [
          {
            protocol: "gzxj",
            slots,
            openLine: () => box.openLine(),
            openDriver: (parts) =>
              seams.driver(
                box.openDriver({
                  ...parts,
                  reports: seams.reports({
                    returned: (...told) => life.step("a report", () => parts.reports.returned(...told)),
                    removed: (...told) => life.step("a report", () => parts.reports.removed(...told)),
                    abnormal: (...told) => life.step("a report", () => parts.reports.abnormal(...told)),
                  }),
                }),
              ),
          },
        ],
        onDiskFault: () => life.end(),
        software: "jiehuan/simulated",
        restart: () => void this.stopInOrder(),
      },
    ).then((bridge) => alive(() => (this.#bridge = bridge)));
    trace.note(cabinetId, `bridge ${boot} starts`);
  }

  /** `kill -9`. */
  kill(): void {
    this.#life?.end();
  }

  /** A technician puts a backup of its disk back, which takes `duration` ms; no bridge runs meanwhile. */
  restore(backup: string, duration: number): void {
    if (this.#closed || this.#restoring) return;
    this.#restoring = true;
    this.kill();
    this.#parts.time.after(duration, () => {
      this.#restoring = false;
      if (this.#closed) return;
      this.file.write(backup);
      this.start();
    });
  }

  /** Somebody stops its bridge, and starts none. */
  seize(): void {
    this.#seized = true;
    this.kill();
  }

  release(): void {
    this.#seized = false;
    this.start();
  }

  /** As systemd stops it; started again at once. */
  async stopInOrder(): Promise<void> {
    const bridge = this.#bridge;
    if (!bridge) return;
    this.#stopping = true;
    await bridge.stop();
    this.#stopping = false;
    this.kill();
  }

  /** Power of the whole cabinet goes for `duration` ms; the network hears nothing of it. */
  cutPower(duration: number): void {
    if (this.box.mode === "off") return;
    this.#parts.trace.note(this.box.cabinetId, "power is cut");
    this.box.mode = "off";
    this.#parts.broker.halfOpen(this.box.cabinetId);
    this.kill();
    this.#parts.time.after(duration, () => {
      if (this.#closed) return;
      this.box.mode = "normal";
      this.start();
    });
  }

  /** The shop closes: no bridge any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.stopInOrder();
    this.kill();
  }
}
