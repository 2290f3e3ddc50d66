import { randomBytes } from "node:crypto";

/** Characters that nobody takes for each other, on paper or on the telephone. */
const characters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A secret for people to type, in groups: `k3m9-q2xz-7hvc`. Each character is worth almost 5 bits. */
export function readableSecret(groups: number, perGroup: number): string {
  const group = () => [...randomBytes(perGroup)].map((byte) => characters[byte % characters.length]).join("");
  return Array.from({ length: groups }, group).join("-");
}
