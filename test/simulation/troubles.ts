import type { BoardMode } from "./box.ts";
import { beginByteTroubles } from "./byte-troubles.ts";
import type { CabinetMachine } from "./cabinet-machine.ts";
import { beginClockTroubles } from "./clock-troubles.ts";
import type { FaultKind, Faults } from "./faults.ts";
import { beginHostility } from "./hostile-troubles.ts";
import type { Hostility } from "./hostility.ts";
import type { Hubs } from "./hubs.ts";
import type { Random } from "./random.ts";
import type { SimulatedBroker } from "./simulated-broker.ts";
import type { SimulatedDatabase } from "./simulated-database.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import type { Trace } from "./trace.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface TroublesParts {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly broker: SimulatedBroker;
  readonly hubs: Hubs;
  /** Of several hubs. */
  readonly database: SimulatedDatabase | undefined;
  readonly machines: readonly CabinetMachine[];
  readonly disk: SimulatedDisk;
  readonly hostility: Hostility;
  readonly insertForeign: (random: Random, name: string) => void;
  readonly forgeCommand: (machine: CabinetMachine, random: Random) => void;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * The faults that come by themselves, each at its own pace, until the faults end.
 * @returns ends what goes on without them
 */
export function beginTroubles(parts: TroublesParts): () => void {
  const { time, faults, trace, broker, hubs, database, machines, insertForeign, forgeCommand } = parts;

  function nowAndThen(
    kind: FaultKind,
    places: number,
    strike: (random: Random) => void,
    goesOn: () => boolean = () => true,
  ): void {
    const random = faults.details(kind);
    const wait = () => {
      const gap = faults.gap(kind) / places;
      if (!Number.isFinite(gap)) return;
      time.after(gap, () => {
        if (!goesOn()) return;
        if (faults.strikesNow(kind)) {
          trace.note("fault", kind);
          strike(random);
        }
        wait();
      });
    };
    wait();
  }

  function atSomeCabinet(kind: FaultKind, strike: (machine: CabinetMachine, random: Random) => void): void {
    nowAndThen(kind, machines.length, (random) => {
      const machine = random.pick(machines);
      if (!machine) return;
      trace.note(machine.box.cabinetId, kind);
      strike(machine, random);
    });
  }

  function boardIs(mode: BoardMode, { box }: CabinetMachine, duration: number): void {
    if (box.mode !== "normal") return;
    box.mode = mode;
    time.after(duration, () => {
      if (box.mode === mode) box.mode = "normal";
    });
  }

  for (const machine of machines) {
    if (!faults.strikes("a clock is wrong")) continue;
    machine.wall.error = faults.details("a clock is wrong").between(-8 * hour, 8 * hour);
  }
  atSomeCabinet("a clock jumps", (machine, random) => {
    machine.wall.error += random.between(-3 * hour, 3 * hour);
  });
  atSomeCabinet("the board is silent", (machine, random) =>
    boardIs("silent", machine, random.between(20 * second, 5 * minute)),
  );
  atSomeCabinet("the board is mute", (machine, random) =>
    boardIs("mute", machine, random.between(20 * second, 5 * minute)),
  );
  atSomeCabinet("power is cut", (machine, random) => machine.cutPower(random.between(10 * second, 30 * minute)));
  atSomeCabinet("power is gone for hours", (machine, random) =>
    machine.cutPower(random.between(100 * minute, 150 * minute)),
  );
  atSomeCabinet("a connection breaks", ({ box }) => broker.break(box.cabinetId));
  atSomeCabinet("a connection is half open", ({ box }) => broker.halfOpen(box.cabinetId));
  atSomeCabinet("a partition of 90 s", ({ box }) => broker.cutOff(box.cabinetId, 90 * second));
  atSomeCabinet("a bridge is killed", (machine) => machine.kill());
  atSomeCabinet("a bridge is stopped in order", (machine) => void machine.stopInOrder());
  let isOver = false;
  atSomeCabinet("a bridge's disk is set back", (machine, random) => {
    const backup = machine.file.text;
    time.after(random.between(5 * minute, 6 * hour), () => {
      if (isOver) return;
      trace.note(machine.box.cabinetId, "a backup of its disk is put back");
      machine.restore(backup, random.between(30 * second, 20 * minute));
    });
  });
  atSomeCabinet("a command is forged", forgeCommand);
  nowAndThen("all connections break", 1, () => broker.breakAll());
  nowAndThen("the hub is killed", 1, () => hubs.kill());
  nowAndThen("a hub's machine is started again", 1, (random) => hubs.reboot(random));
  nowAndThen("a hub is stopped in order", 1, () => hubs.stopInOrder());
  if (database) beginTroublesOfSeveral(database);
  beginByteTroubles({ time, machines, nowAndThen });
  let foreign = 0;
  nowAndThen("a foreign item is put in", machines.length, (random) => insertForeign(random, `FOREIGN-${++foreign}`));
  const putClocksRight = beginClockTroubles({
    ...parts,
    machines: hubs.machines,
    shared: database !== undefined,
    nowAndThen: (kind, strike) => nowAndThen(kind, 1, strike),
  });
  const endHostility = beginHostility({
    ...parts,
    nowAndThen: (kind, strike, goesOn) => nowAndThen(kind, 1, strike, goesOn),
  });
  return () => {
    isOver = true;
    putClocksRight();
    endHostility();
  };

  function beginTroublesOfSeveral(database: SimulatedDatabase): void {
    nowAndThen("a hub is halted", 1, (random) => hubs.halt(random.between(5 * second, minute)));
    nowAndThen("a hub loses the broker", 1, () => hubs.loseBroker());
    nowAndThen("a hub hears of no changes", 1, (random) => {
      const hub = random.pick(database.listeningHubs);
      if (hub !== undefined) database.deafen(hub, random.between(second, 20 * second));
    });
    nowAndThen("the broker restarts", 1, (random) =>
      broker.restart(random.between(second, 30 * second), !faults.strikes("the broker forgets what it retained")),
    );
    nowAndThen("the database is away", 1, (random) =>
      database.goAway(random.between(second, minute), faults.strikes("the database crashes")),
    );
  }
}
