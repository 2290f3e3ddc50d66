import type { Duplex } from "node:stream";
import { MqttClient } from "mqtt";
import type { Clock } from "../../platform/clock.ts";
import { within } from "../../platform/within.ts";
import type { CabinetId } from "../../protocol/ids.ts";

export interface TakeOverParts {
  readonly openStream: () => Duplex;
  readonly cabinetId: CabinetId;
  /** The new one. */
  readonly password: string;
  readonly clock: Clock;
}

/** In ms. */
const patience = 5000;

/**
 * Ends a cabinet's connection at an outside broker: whoever logs in under its id takes it over (MQTT 3.1.1 §3.1.4), and the
 * old password does not let the cabinet in again. Resolves with whether the broker knew the new password; never rejects.
 */
export async function takeOver({ openStream, cabinetId, password, clock }: TakeOverParts): Promise<boolean> {
  const client = new MqttClient(openStream, {
    protocolVersion: 4,
    clean: true,
    clientId: cabinetId,
    username: cabinetId,
    password,
    reconnectPeriod: 0,
  });
  let inside = false;
  const ended = new Promise<void>((resolve) => {
    client.once("connect", () => {
      inside = true;
      client.end(() => resolve());
    });
    client.once("close", resolve);
    // It is followed by `close`.
    client.on("error", () => undefined);
  });
  await within(clock, patience, ended);
  client.end(true);
  return inside;
}
