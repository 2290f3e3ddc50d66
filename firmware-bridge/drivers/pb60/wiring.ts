import { Type } from "typebox";
import { AppError } from "../../../platform/app-error.ts";
import { Secret } from "../../../platform/settings.ts";

/** What no frame tells of a station of the 0x60 family (pb60 §2.1 to §2.3). */
export const pb60Wiring = Type.Object({
  stationVersion: Type.Union([Type.Literal("v1"), Type.Literal("v2")], {
    default: "v2",
    description:
      "the station's dialect: `v1` has a constant token and short records, `v2` a token made of payload and key",
  }),
  // The vendor chose it, so its strength can't be asked for.
  stationKey: Type.Optional(
    Secret({ minLength: 1, description: "v2: the station's secret key, which its tokens are made of" }),
  ),
  stationToken: Type.String({
    pattern: "^[0-9A-F]{8}$",
    default: "11223344",
    description: "v1: the token in each frame, 8 hexadecimal digits",
  }),
  openingCommand: Type.Union([Type.Literal("borrow"), Type.Literal("eject")], {
    default: "borrow",
    description: "what opens a slot: `borrow` (command 65), or `eject` (80) for stations that refuse to lend",
  }),
  levelUnit: Type.Optional(
    Type.Union([Type.Literal("percent"), Type.Literal("bars")], {
      description:
        "what the level of an item counts: `percent`, or `bars` from 1 to 5; v2: percent, v1: bars where it is not set",
    }),
  ),
  lenientChecksum: Type.Boolean({
    default: false,
    description:
      "take frames with a wrong checksum, as some firmware sends them; their token must be right nevertheless",
  }),
});

export type Pb60Wiring = Type.Static<typeof pb60Wiring>;

/** How the frames of a station are recognised and made. */
export type Pb60Dialect = { readonly lenient: boolean } & (
  | { readonly version: "v1"; readonly token: string }
  | { readonly version: "v2"; readonly key: string }
);

/** @throws AppError config/invalid where version 2 has no key */
export function dialectOf(wiring: Pb60Wiring): Pb60Dialect {
  const { stationVersion: version, stationKey: key, stationToken: token, lenientChecksum: lenient } = wiring;
  if (version === "v1") return { version, token, lenient };
  if (key === undefined)
    throw new AppError(
      "config/invalid",
      "a pb60 station of v2 needs its secret key: BRIDGE_STATION_KEY is missing (`stationKey` in a list of boards)",
    );
  return { version, key, lenient };
}

/** What levels count: samples of version 1 go from 1 to 5, those of version 2 to 100 (pb60 §2.3). */
export function levelUnitOf({ stationVersion, levelUnit }: Pb60Wiring): "percent" | "bars" {
  return levelUnit ?? (stationVersion === "v1" ? "bars" : "percent");
}
