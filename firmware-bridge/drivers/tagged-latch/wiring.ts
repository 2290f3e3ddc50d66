import { Type } from "typebox";
import type { Mistakes } from "../../../platform/settings.ts";

/**
 * How the RFID readers beside latches are wired, as options next to those of the latches; no frame tells it.
 * @param lineText what the address of a line looks like, and what else may be wrong with one
 */
export function readerOptions(lineText: { readonly pattern: string; readonly mistakes: Mistakes }) {
  return {
    readerAddresses: Type.Optional(
      Type.String({
        pattern: "^[0-9A-Fa-f]{2}(,[0-9A-Fa-f]{2})*$",
        description:
          "addresses of the RFID readers, hexadecimal, in the order of the slots: `A1,A2`; A1, A2, … where it is not set",
      }),
    ),
    slotsPerReader: Type.Integer({
      minimum: 1,
      maximum: 96,
      default: 1,
      description: "how many slots each RFID reader serves; with 1 it reads the tag of the item that lies in its slot",
    }),
    readerLine: Type.Optional(
      Type.String({
        ...lineText,
        description:
          "the line to the RFID readers: /dev/ttyUSB1?baud=9600; the line of the latches where it is not set",
      }),
    ),
  };
}

export interface ReaderWiring {
  readonly readerAddresses?: string;
  readonly slotsPerReader: number;
}
