import { ByteBox } from "./byte-box.ts";
import type { CabinetMachine } from "./cabinet-machine.ts";
import type { FaultKind } from "./faults.ts";
import type { Random } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

const second = 1000;
const minute = 60 * second;

/** Slower than any time-out for a board that is heard. */
const slowest = 3 * second;

/** What goes wrong on the lines to boards of real protocols. */
export function beginByteTroubles(parts: {
  readonly time: VirtualTime;
  readonly machines: readonly CabinetMachine[];
  readonly nowAndThen: (kind: FaultKind, places: number, strike: (random: Random) => void) => void;
}): void {
  const { time, machines, nowAndThen } = parts;
  const boxes = machines.map(({ box }) => box).filter((box) => box instanceof ByteBox);
  if (boxes.length === 0) return;

  function atSomeBox(kind: FaultKind, strike: (box: ByteBox, random: Random) => void): void {
    nowAndThen(kind, boxes.length, (random) => {
      const box = random.pick(boxes);
      if (box) strike(box, random);
    });
  }

  function forMinutes(kind: FaultKind, begin: (box: ByteBox, random: Random) => () => void): void {
    atSomeBox(kind, (box, random) => {
      time.after(random.between(minute, 20 * minute), begin(box, random));
    });
  }

  atSomeBox("a frame is spoiled", (box) => box.spoilNext());
  atSomeBox("the port is unplugged", (box) => box.unplug());
  atSomeBox("garbage stands on the line", (box, random) => {
    box.noise(Uint8Array.from({ length: random.between(1, 40) }, () => random.between(0, 255)));
  });
  forMinutes("bytes come one by one", (box) => {
    box.split(true);
    return () => box.split(false);
  });
  forMinutes("the line echoes", (box) => {
    box.echo(true);
    return () => box.echo(false);
  });
  forMinutes("the board answers slowly", (box, random) => {
    box.slow(random.between(100, slowest));
    return () => box.slow(0);
  });
  forMinutes("a slot jams for a while", (box, random) => {
    const slot = random.between(1, box.slotCount);
    box.jam(slot, true);
    return () => box.jam(slot, false);
  });
}
