import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import { TextKind } from "../rental/operator-text.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { operatorTextTable, publishIn, textIn } from "../store/operator-text-table.ts";
import type { Store } from "../store/store.ts";
import { type ActorOf, actorAndReason, NewText, PublishedText, TextVersion } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorTextParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, "recordIn">;
}

/** Terms, privacy notice and price rules: each change is a version of its own, and none is ever changed or taken back. */
export function operatorTextRoutes(app: App, { store, clock, audit }: OperatorTextParts, actorOf: ActorOf): void {
  app.get(
    "/api/operator/texts",
    {
      config: { permission: "texts.read" },
      schema: { summary: "Every version of every text", response: { 200: Type.Array(TextVersion) } },
    },
    async () => [...(await store.transact((tx) => tx.all(operatorTextTable)))],
  );

  app.get(
    "/api/operator/texts/:kind/:version",
    {
      config: { permission: "texts.read", problems: ["text/unknown"] },
      schema: {
        summary: "A version of a text",
        params: Type.Object({ kind: TextKind, version: Type.String({ pattern: "^[1-9][0-9]{0,5}$" }) }),
        response: { 200: PublishedText },
      },
    },
    async ({ params }) => {
      const text = await store.transact((tx) => textIn(tx, params.kind, Number(params.version)));
      if (!text) throw new AppError("text/unknown");
      return text;
    },
  );

  app.post(
    "/api/operator/texts/:kind",
    {
      config: { permission: "texts.edit" },
      schema: {
        summary: "Publish a new version of a text; riders see it immediately",
        params: Type.Object({ kind: TextKind }),
        body: NewText,
        response: { 201: TextVersion },
      },
    },
    async (request, reply) => {
      const { kind } = request.params;
      const { text, reason } = request.body;
      const published = await store.transact(async (tx) => {
        const { version, publishedAt } = await publishIn(tx, kind, text, clock.now());
        const act = { what: "text-published", kind, version } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, reason), act });
        return { kind, version, publishedAt };
      });
      return reply.code(201).header("location", `/api/operator/texts/${kind}/${published.version}`).send(published);
    },
  );
}
