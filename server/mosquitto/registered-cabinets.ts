import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId } from "../../protocol/ids.ts";
import type { RegisteredCabinet } from "./broker-files.ts";

const Cabinets = Type.Array(
  Type.Object({
    cabinetId: CabinetId,
    keyGeneration: Type.Integer({ minimum: 1 }),
    disabled: Type.Optional(Type.Object({})),
  }),
);

/** In ms. */
const patience = 10_000;

/**
 * Asks a running hub for the cabinets that may connect, whatever store it has. No secret is in the answer: passwords come from HUB_SECRET.
 * @throws AppError hub/away
 */
export async function registeredCabinets(hub: string, token: string): Promise<readonly RegisteredCabinet[]> {
  const url = `${hub}/api/operator/cabinets`;
  const answer = await ask(url, token).catch((cause: Error) => {
    throw new AppError("hub/away", `${url} can't be asked: ${reason(cause)}`, { cause });
  });
  if (!Value.Check(Cabinets, answer)) throw new AppError("hub/away", `${url} does not answer as a hub does`);
  return answer.filter(({ disabled }) => disabled === undefined);
}

async function ask(url: string, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`it answers ${response.status}`);
  return response.json();
}

/** fetch says of most failures only that it failed, and the reason in the cause. */
function reason({ message, cause }: Error): string {
  return cause instanceof Error ? cause.message : message;
}
