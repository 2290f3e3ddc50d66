import type { Operator } from "../demo/operator.ts";
import type { CabinetLogin } from "./fleet-messages.ts";

/** Requests that are under way at once. */
const atOnce = 16;

/** The ids of a fleet of `count` cabinets. */
export function cabinetIds(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(5, "0")}`);
}

/** Registers cabinets at the hub. Those that it knows get new secrets, for nobody is shown the old ones. */
export async function enrol(
  operator: Pick<Operator, "register" | "renewSecret">,
  ids: readonly string[],
  slots: number,
): Promise<CabinetLogin[]> {
  const logins: CabinetLogin[] = [];
  const left = [...ids];
  const work = async () => {
    for (let cabinetId = left.shift(); cabinetId !== undefined; cabinetId = left.shift()) {
      const details = { name: `模拟柜 ${cabinetId}`, address: "模拟路 1 号", slots, itemKind: "power-bank" };
      const { secret = (await operator.renewSecret(cabinetId)).secret } = await operator.register(cabinetId, details);
      logins.push({ cabinetId, secret });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return logins.toSorted((one, other) => (one.cabinetId < other.cabinetId ? -1 : 1));
}
