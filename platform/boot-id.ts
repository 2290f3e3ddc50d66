import { readFileSync } from "node:fs";

/** Names this run of the machine, from its boot on; undefined where the system does not tell (it is Linux that does). */
export function bootId(): string | undefined {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return undefined;
  }
}
