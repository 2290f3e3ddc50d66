/*
 * Ant names the same person by two kinds of id. The kind is part of our rider id, since only ids of one kind can be
 * compared. Where both are told, the account's is the rider's id and the other one an alias.
 */

interface AntIds {
  readonly user_id?: string | undefined;
  readonly open_id?: string | undefined;
}

/** Who an answer of Ant's names; empty where it names nobody. */
export function riderIds({ user_id: userId, open_id: openId }: AntIds): { riderId?: string; riderAlias?: string } {
  if (userId === undefined) return openId === undefined ? {} : { riderId: byOpenId(openId) };
  return { riderId: byUserId(userId), ...(openId !== undefined && { riderAlias: byOpenId(openId) }) };
}

/** The id of the Alipay account, 16 digits. */
function byUserId(userId: string): string {
  return `user/${userId}`;
}

/** The id that newer applications get instead, another one for each application. */
function byOpenId(openId: string): string {
  return `open/${openId}`;
}
