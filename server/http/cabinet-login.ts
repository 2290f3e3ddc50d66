import { timingSafeEqual } from "node:crypto";
import { Compile } from "typebox/compile";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId } from "../../protocol/ids.ts";
import type { Registry } from "../fleet/registry.ts";

const cabinetIds = Compile(CabinetId);

/**
 * The cabinet whose bridge asks, by HTTP Basic with its id and its MQTT password. The password of the next secret is good too,
 * and stays the next one: only a login to the broker makes it the only one.
 * @throws AppError cabinet/not-known
 */
export async function cabinetOf(registry: Registry, authorization = ""): Promise<CabinetId> {
  const [, encoded = ""] = /^Basic ([0-9A-Za-z+/=]{1,400})$/.exec(authorization) ?? [];
  const [cabinetId = "", password = ""] = Buffer.from(encoded, "base64").toString().split(":");
  if (!cabinetIds.Check(cabinetId)) throw new AppError("cabinet/not-known");
  const good = [await registry.passwordOf(cabinetId), await registry.pendingPasswordOf(cabinetId)];
  if (!good.some((right) => right !== undefined && isSame(password, right)) || (await registry.isDisabled(cabinetId)))
    throw new AppError("cabinet/not-known");
  return cabinetId;
}

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
