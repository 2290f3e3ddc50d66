import type { Type } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { Ack, BridgeConfig, Command, Welcome } from "./downward.ts";
import { whatIsWrong } from "./mistakes.ts";
import type { DownChannel, UpChannel } from "./topics.ts";
import { CabinetEvent, Health, Presence, Snapshot, UpdateReport } from "./upward.ts";

/** The schema of the messages of each channel; types, validators and the AsyncAPI document come from here. */
export const schemas = {
  presence: Presence,
  snapshot: Snapshot,
  event: CabinetEvent,
  health: Health,
  update: UpdateReport,
  welcome: Welcome,
  command: Command,
  ack: Ack,
  config: BridgeConfig,
};

export type Channel = UpChannel | DownChannel;
export type Message<C extends Channel> = Type.Static<(typeof schemas)[C]>;

/** What is wrong with a received message, or the message. */
export type Decoded<C extends Channel> = { ok: true; message: Message<C> } | { ok: false; why: string };

/** The longest legal message, a snapshot of 96 slots, needs 38 kB; what is longer is refused before it is parsed. */
export const maxMessageBytes = 65_536;

const validators: { [C in Channel]: Validator } = {
  presence: Compile(schemas.presence),
  snapshot: Compile(schemas.snapshot),
  event: Compile(schemas.event),
  health: Compile(schemas.health),
  update: Compile(schemas.update),
  welcome: Compile(schemas.welcome),
  command: Compile(schemas.command),
  ack: Compile(schemas.ack),
  config: Compile(schemas.config),
};

export function encode<C extends Channel>(_channel: C, message: Message<C>): Buffer {
  return Buffer.from(JSON.stringify(message));
}

/** Refuses bytes that are not UTF-8, and keeps a byte order mark, which no JSON begins with (RFC 8259 §8.1). */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Never throws: whatever the bytes are, the answer says what is wrong with them. */
export function decode<C extends Channel>(channel: C, payload: Uint8Array): Decoded<C> {
  if (payload.length > maxMessageBytes) return { ok: false, why: `longer than ${maxMessageBytes} bytes` };
  let text: string;
  try {
    text = utf8.decode(payload);
  } catch {
    return { ok: false, why: "not UTF-8" };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: "not JSON" };
  }
  const validator = validators[channel];
  if (validator.Check(value)) return { ok: true, message: value as Message<C> };
  return { ok: false, why: whatIsWrong(validator, value) };
}
