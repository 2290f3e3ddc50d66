import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { Transaction } from "../store/store.ts";
import { accountTable } from "./account-table.ts";
import { apiTokenTable } from "./api-token-table.ts";

/**
 * People and programs share one set of names: `operator/<name>` in a timeline must mean one of them.
 * @throws AppError account/name-taken
 */
export async function refuseTakenIn(tx: Transaction, name: string, now: EpochMs): Promise<void> {
  const tokens = await tx.all(apiTokenTable);
  const isToken = tokens.some((row) => row.name === name && row.revokedAt === undefined && now < row.endsAt);
  if (isToken || (await tx.get(accountTable, name)) !== undefined) throw new AppError("account/name-taken");
}
