import { Type } from "typebox";
import { plainText } from "../../protocol/ids.ts";
import { bilingual } from "./bilingual.ts";
import { Support } from "./site.ts";

/** Who runs the cabinets, as riders see it. */
export const OperatorProfile = Type.Object(
  {
    brand: bilingual(20, "the name on every page"),
    merchantName: Type.Optional(plainText(60, "the company that charges, as on its business licence")),
    support: Type.Optional(Support),
    invoiceHint: Type.Optional(bilingual(200, "how a rider gets a tax invoice; it stands on the receipt")),
  },
  { additionalProperties: false },
);
export type OperatorProfile = Type.Static<typeof OperatorProfile>;

/** Of an operator who has written none down. */
export const usualProfile: OperatorProfile = { brand: { zh: "借还", en: "Jiehuan" } };
