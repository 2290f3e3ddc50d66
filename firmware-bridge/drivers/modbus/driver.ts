import modbusSerial from "modbus-serial";
import { AppError } from "../../../platform/app-error.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Driver, DriverParts } from "../driver.ts";
import { bigEndian } from "../kit/bytes.ts";
import { LockLayout } from "../kit/lock-layout.ts";
import { type LockBoards, type LockReading, PolledLocks } from "../kit/polled-locks.ts";
import { modbusFunction } from "./codec.ts";
import { LinePort } from "./line-port.ts";
import type { ModbusWiring } from "./wiring.ts";

/** One line of relay boards. Slots are numbered through: the unit with the lowest id has the first ones. */
export type ModbusLine = ModbusWiring & { readonly slots: number };

/** A write of a coil at 0200 + output: on for so many tenths of a second, then off by itself (modbus §6.4). */
const flashOn = 0x0200;
const outputs = 0x0100;
const inputs = 0x1_0000;
const highestUnit = 247;

const queryPatience = 500;
const queryTries = 2;
const pulsePatience = 300;

/** Units tell frames apart by quiet: 3.5 characters, 4 ms at 9600 baud and 15 ms at 2400. */
const quiet = 20;

/**
 * Drives relay boards that speak Modbus (modbus §6.4), through modbus-serial. Only pulsed outputs are used: the board ends a pulse
 * by itself, where an output that is switched on and off would burn its solenoid if the bridge stopped between.
 * @throws AppError config/invalid where there are more units, outputs or inputs than addresses
 */
export function modbusDriver(wiring: ModbusLine): (parts: DriverParts) => Driver {
  const layout = new LockLayout(wiring);
  const { locksPerBoard, firstOutput, firstInput } = wiring;
  if (Math.max(...layout.boards.keys()) > highestUnit)
    throw new AppError("config/invalid", `modbus: ${wiring.slots} slots need units beyond ${highestUnit}`);
  if (firstOutput + locksPerBoard > outputs || firstInput + locksPerBoard > inputs)
    throw new AppError("config/invalid", `modbus: ${locksPerBoard} locks need outputs or inputs beyond the last one`);
  return (parts) => new PolledLocks(layout, new ModbusUnits(wiring, layout, parts), parts);
}

/** An answer of the library; `exception`: the unit's code for why it does nothing. */
type Answer<Result> = { readonly result: Result } | { readonly exception: number };

class ModbusUnits implements LockBoards {
  readonly line: LinePort;
  readonly #wiring: ModbusWiring;
  readonly #layout: LockLayout;
  readonly #clock: Clock;
  readonly #client: InstanceType<typeof modbusSerial.default>;

  constructor(wiring: ModbusWiring, layout: LockLayout, parts: DriverParts) {
    this.#wiring = wiring;
    this.#layout = layout;
    this.#clock = parts.clock;
    this.line = new LinePort(parts, wiring.framing);
    // It has no time-out of its own: the bridge's clock decides.
    this.#client = new modbusSerial.default(this.line);
    this.#client.open(() => {});
  }

  /** Always of all latches of a unit: an answer does not say which inputs it is about, and one to an earlier query may come late. */
  async query(unit: number, locks: readonly number[]): Promise<readonly LockReading[]> {
    const count = this.#layout.boards.get(unit)?.length ?? 0;
    for (let tries = 0; tries < queryTries; tries++) {
      const answer = await this.#ask<{ data: readonly boolean[] }>(queryPatience, (next) =>
        this.#client.writeFC2(unit, this.#wiring.firstInput, count, next),
      );
      if (answer !== undefined) return locks.map((lock) => this.#reading(answer, lock));
    }
    return [];
  }

  #reading(answer: Answer<{ data: readonly boolean[] }>, lock: number): LockReading {
    if ("exception" in answer) return { fault: `modbus exception ${answer.exception}` };
    const { closedContact } = this.#wiring;
    const whenOff = closedContact === "locked" ? "open" : "locked";
    return { latch: answer.result.data[lock] === true ? closedContact : whenOff };
  }

  /** The unit answers an order with the same bytes, which only says that it has understood. */
  async pulse(unit: number, lock: number): Promise<"sent" | "refused" | "lost"> {
    if (this.line.ended) return "lost";
    const output = flashOn + this.#wiring.firstOutput + lock;
    const fields = [...bigEndian(output, 2), ...bigEndian(this.#wiring.pulse, 2)];
    // The library's own call for a coil can only switch it on or off.
    const answer = await this.#ask(pulsePatience, (next) =>
      this.#client.writeCustomFC(unit, modbusFunction.writeCoil, fields, next),
    );
    return answer !== undefined && "exception" in answer ? "refused" : "sent";
  }

  /**
   * Sends a request. One that has not left by the time-out ends the line: it must not leave later.
   * @returns undefined: no answer that is one within `ms`, or the line ended
   */
  #ask<Result>(
    ms: number,
    send: (next: (error: (Error & { modbusCode?: number }) | null, result: Result) => void) => void,
  ): Promise<Answer<Result> | undefined> {
    return new Promise((resolve) => {
      const finish = (answer: Answer<Result> | undefined) => {
        cancel();
        this.line.off("close", lost);
        const rest = this.#wiring.framing === "tcp" ? 0 : quiet;
        if (rest === 0) resolve(answer);
        else this.#clock.after(rest, () => resolve(answer));
      };
      const lost = () => finish(undefined);
      const cancel = this.#clock.after(ms, () => {
        if (this.line.isStuck) this.line.close();
        this.line.giveUp();
        finish(undefined);
      });
      this.line.once("close", lost);
      send((error, result) => {
        if (!error) finish({ result });
        else finish(error.modbusCode === undefined ? undefined : { exception: error.modbusCode });
      });
    });
  }
}
