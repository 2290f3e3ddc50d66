import { Type } from "typebox";
import { hubSettings } from "../settings.ts";

const needed = Type.Required(
  Type.Pick(hubSettings, [
    "secret",
    "httpHost",
    "httpPort",
    "mqttUrl",
    "mqttUser",
    "mqttPassword",
    "mqttHost",
    "mqttPort",
    "mqttPlain",
    "mqttTlsHost",
    "mqttTlsPort",
  ]),
);

/** The hub's settings, of which only those about the broker are needed here. */
export const mosquittoSettings = Type.Object({ ...Type.Partial(hubSettings).properties, ...needed.properties });
export type MosquittoSettings = Type.Static<typeof mosquittoSettings>;
