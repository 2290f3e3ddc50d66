import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Packet } from "mqtt-packet";
import { afterEach, expect, it } from "vitest";
import { upTopic } from "../../protocol/topics.ts";
import { findProgram } from "../support/optional.ts";
import { AttackedHub, birth, bytes, HonestCabinet } from "./attacked-hub.ts";

const socat = findProgram("socat", ["socat"]);

/**
 * Far above what an acknowledgement takes, and below what it took when the hub waited for the attacker's socket: the rest of
 * ten seconds, by a timer; ms. On a machine that is so busy that the same messages of a cabinet that does read hold up
 * another one by more than a second, it is as many times longer.
 */
const bound = 5000;
const usual = 1000;
const cycles = 3;

let hub: AttackedHub;
afterEach(() => hub?.stop());

function births(cabinetId: string, count: number, connection: number): Packet[] {
  return Array.from({ length: count }, () => ({
    cmd: "publish" as const,
    topic: upTopic(cabinetId, "presence"),
    payload: birth(connection),
    qos: 0 as const,
    dup: false,
    retain: false,
  }));
}

type Attacker = ChildProcessByStdio<Writable, Readable, null>;

/** A cabinet that logs in, subscribes, and then never reads, or does. Small segments keep the system's buffers as small as elsewhere. */
async function comes(cabinetId: string, reads: boolean): Promise<Attacker> {
  const target = `TCP:127.0.0.1:${hub.mqttPort},mss=536,rcvbuf=4096`;
  const attacker = spawn(socat ?? "", ["-b1024", "-", target], { stdio: ["pipe", "pipe", "ignore"] });
  attacker.stdin.on("error", () => undefined);
  for (const packet of hub.loginPackets(cabinetId)) {
    attacker.stdin.write(bytes([packet]));
    await once(attacker.stdout, "data");
  }
  if (reads) attacker.stdout.resume();
  else attacker.stdout.removeAllListeners("data").pause();
  return attacker;
}

/*
 * How much the system buffers for the attacker decides whether the hub notices it at all. To have it notice for certain, as
 * on a slow line: `unshare -rn sh -c 'ip link set lo up; echo 4096 16384 65536 > /proc/sys/net/ipv4/tcp_wmem; npx vitest run
 * test/attack'`.
 */
it.skipIf(!socat)(
  "a cabinet that has its births answered and never reads holds up no other, however often it comes back",
  async () => {
    hub = await AttackedHub.start(["shop-1", "shop-2"]);
    const honest = await HonestCabinet.come(hub, "shop-1");
    /** The longest time that an acknowledgement took while shop-2 said its births. */
    const longestBeside = async (reads: boolean, connection: number): Promise<number> => {
      const other = await comes("shop-2", reads);
      other.stdin.write(bytes(births("shop-2", 900, connection)));
      let longest = 0;
      for (let count = 0; count < 40; count++) {
        longest = Math.max(longest, await honest.event());
        await delay(25);
      }
      other.kill("SIGKILL");
      await once(other, "exit");
      return longest;
    };
    const control = await longestBeside(true, 1);
    for (let cycle = 2; cycle <= cycles; cycle++) {
      const longest = await longestBeside(false, cycle);
      process.stdout.write(
        `longest acknowledgement beside a slow reader: ${Math.round(longest)} ms, beside one that reads: ${Math.round(control)} ms\n`,
      );
      expect(longest).toBeLessThan(bound * Math.max(1, control / usual));
    }
    await honest.leave();
  },
);
