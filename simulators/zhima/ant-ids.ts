import { createHash } from "node:crypto";
import { Type } from "typebox";
import type { Node } from "./exec-methods.ts";
import { IdKinds, type State } from "./state.ts";

/** Which ids the answers name, by where they are named. */
export const NamedIds = Type.Object({ login: IdKinds, orders: IdKinds }, { additionalProperties: false });

/** An answer's node with the ids that `/control/ids` wants in it, in the place of the account's. */
export function withNamedIds({ ids }: State, where: keyof Type.Static<typeof NamedIds>, node: Node): Node {
  const { user_id: userId, ...rest } = node;
  if (!ids || userId === undefined) return node;
  const known = { user_id: userId, open_id: openIdOf(userId) };
  return { ...rest, ...Object.fromEntries(ids[where].map((kind) => [kind, known[kind]])) };
}

/** The id that newer applications get for a user, as long as Ant's own. */
function openIdOf(userId: string): string {
  return `0${createHash("sha256").update(userId).digest("base64url")}4hB1`;
}
