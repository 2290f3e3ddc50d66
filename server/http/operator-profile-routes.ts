import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { ItemKind, ItemKindId, usualItemKind } from "../rental/item-kind.ts";
import { OperatorProfile } from "../rental/operator-profile.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { itemKindIn, itemKindsIn, itemKindTable } from "../store/item-kind-table.ts";
import { keepProfile, profileIn } from "../store/operator-profile-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type ActorOf, actorAndReason, ItemKindChange, ProfileChange } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorProfileParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, "recordIn">;
}

/** Who the operator is, and what the cabinets lend: what riders read that is no setting of a hub. */
export function operatorProfileRoutes(app: App, { store, audit }: OperatorProfileParts, actorOf: ActorOf): void {
  app.get(
    "/api/operator/profile",
    {
      config: { permission: "texts.read" },
      schema: { summary: "What riders see of the operator", response: { 200: OperatorProfile } },
    },
    () => store.transact(profileIn),
  );

  app.put(
    "/api/operator/profile",
    {
      config: { permission: "texts.edit" },
      schema: {
        summary: "Say what riders see of the operator: name, customer service, invoices",
        description: "What is left out of the body is not kept from before.",
        body: ProfileChange,
        response: { 200: OperatorProfile },
      },
    },
    (request) => {
      const { reason, ...profile } = request.body;
      return store.transact(async (tx) => {
        const before = await profileIn(tx);
        await keepProfile(tx, profile);
        const act = { what: "profile-changed", before, profile } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act });
        return profile;
      });
    },
  );

  app.get(
    "/api/operator/item-kinds",
    {
      config: { permission: "prices.read" },
      schema: { summary: "Every kind of item that cabinets can lend", response: { 200: Type.Array(ItemKind) } },
    },
    async () => [...(await store.transact(itemKindsIn)).values()],
  );

  app.put(
    "/api/operator/item-kinds/:id",
    {
      config: { permission: "prices.edit", problems: ["item-kind/in-use"] },
      schema: {
        summary: "Add an item kind, or change one; whether items carry ids can't change while cabinets lend the kind",
        params: Type.Object({ id: ItemKindId }),
        body: ItemKindChange,
        response: { 200: ItemKind },
      },
    },
    (request) => {
      const { reason, ...details } = request.body;
      const kind = { id: request.params.id, ...details };
      return store.transact(async (tx) => {
        const before = (await itemKindsIn(tx)).get(kind.id);
        if (before && before.hasItemId !== kind.hasItemId && (await isLent(tx, kind.id)))
          throw new AppError("item-kind/in-use");
        await tx.put(itemKindTable, kind);
        const act = before
          ? ({ what: "item-kind-changed", before, kind } as const)
          : ({ what: "item-kind-added", kind } as const);
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act });
        return itemKindIn(tx, kind.id);
      });
    },
  );
}

/** Whether a cabinet is registered for the kind. */
async function isLent(tx: Transaction, id: ItemKindId): Promise<boolean> {
  const cabinets = await tx.all(cabinetTable);
  return cabinets.some(({ itemKind = usualItemKind }) => itemKind === id);
}
