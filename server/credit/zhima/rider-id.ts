/*
 * Ant names the same person by two kinds of id. The kind is part of our rider id, since only ids of one kind can be
 * compared.
 */

/** The id of the Alipay account, 16 digits. */
export function byUserId(userId: string): string {
  return `user/${userId}`;
}

/** The id that newer applications get instead, another one for each application. */
export function byOpenId(openId: string): string {
  return `open/${openId}`;
}
