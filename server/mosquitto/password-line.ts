import { hkdfSync, pbkdf2Sync } from "node:crypto";

/** As mosquitto_passwd has it. Cabinets' passwords are random and long; more would only slow Mosquitto's one thread down. */
const iterations = 101;

/**
 * A line of Mosquitto's password file: PBKDF2 with SHA-512, marked `$7$`. The salt comes from the hub's secret, so that the
 * same passwords make the same file.
 */
export function passwordLine(username: string, password: string, hubSecret: string): string {
  const salt = Buffer.from(hkdfSync("sha256", hubSecret, "", `jiehuan broker salt ${username}`, 12));
  const hash = pbkdf2Sync(password, salt, iterations, 64, "sha512");
  return `${username}:$7$${iterations}$${salt.toString("base64")}$${hash.toString("base64")}\n`;
}
