import { Type } from "typebox";
import { bilingual } from "./bilingual.ts";

/** Names an item kind. */
export const ItemKindId = Type.String({ pattern: "^[a-z][a-z0-9-]{0,31}$", description: "id of an item kind" });
export type ItemKindId = Type.Static<typeof ItemKindId>;

/** The pictures that the pages have for items; `box` is for everything that has none of its own. */
export const ItemIcon = Type.Enum(["power-bank", "umbrella", "clothes", "toy", "box"], {
  description: "the picture that stands for the kind on the pages",
});

const fields = {
  name: bilingual(20, "what riders read, in the singular"),
  icon: ItemIcon,
  hasItemId: Type.Boolean({
    description: "whether an item carries an id; false: ids that a board reports are ignored",
  }),
  hasLevel: Type.Boolean({
    description: "whether an item has a charge level; false: levels that a board reports are ignored",
  }),
};

/** A kind of item that cabinets lend. */
export const ItemKind = Type.Object({ id: ItemKindId, ...fields }, { additionalProperties: false });
export type ItemKind = Type.Static<typeof ItemKind>;

/** What an operator sets of a kind. */
export const ItemKindDetails = Type.Object(fields, { additionalProperties: false });

/** The kind of a cabinet that was registered without one. */
export const usualItemKind: ItemKindId = "power-bank";

/** The kinds that the product document names (1.3). They hold where the store has no row for them. */
export const builtInItemKinds: readonly ItemKind[] = [
  { id: "power-bank", name: { zh: "充电宝", en: "power bank" }, icon: "power-bank", hasItemId: true, hasLevel: true },
  { id: "umbrella", name: { zh: "雨伞", en: "umbrella" }, icon: "umbrella", hasItemId: true, hasLevel: false },
  { id: "clothes", name: { zh: "服装", en: "garment" }, icon: "clothes", hasItemId: true, hasLevel: false },
  { id: "toy", name: { zh: "玩具", en: "toy" }, icon: "toy", hasItemId: true, hasLevel: false },
];

/** The charge in percent below which an item is not lent. @param lowest that of items with a charge level, at least 1 */
export function lowestLevelOf({ hasLevel }: Pick<ItemKind, "hasLevel">, lowest: number): number {
  return hasLevel ? lowest : 0;
}
