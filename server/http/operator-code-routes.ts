import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { Registry } from "../fleet/registry.ts";
import { codeScanTable } from "../qr/code-scan-table.ts";
import { recentScans, type ScanLog } from "../qr/scan-log.ts";
import { slotCodeTable } from "../qr/slot-code-table.ts";
import type { LiveCode, SlotCodes } from "../qr/slot-codes.ts";
import { sheetFormats } from "../qr/sticker-layout.ts";
import type { AuditLog } from "../store/audit-table.ts";
import { siteTable } from "../store/site-table.ts";
import type { Store } from "../store/store.ts";
import type { CreditTexts } from "./credit-request.ts";
import { type ActorOf, actorAndReason, CabinetParams, SlotCodeView, strict, WithReason } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorCodeParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly codes: SlotCodes;
  readonly audit: Pick<AuditLog, "recordIn">;
  readonly texts: CreditTexts;
  readonly scanLog: Pick<ScanLog, "note" | "flush">;
}

const SheetQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Enum(sheetFormats, { description: "a4 if left out; labels by their width and height in mm, one to a page" }),
    ),
    slots: Type.Optional(
      Type.String({
        pattern: "^[1-9][0-9]?(,[1-9][0-9]?){0,95}$",
        description: "only these, with commas between; all if left out",
      }),
    ),
  },
  strict,
);

/** A code of a slot, with when it was scanned by riders who were logged in. */
export const CodeHistory = Type.Object({
  id: Type.String(),
  slot: SlotNumber,
  issuedAt: EpochMs,
  revokedAt: Type.Optional(EpochMs),
  scans: Type.Integer({ description: "how often it was scanned while it was valid" }),
  scansWhenRevoked: Type.Integer({ description: "how often after that: its sticker is still on the slot" }),
  recent: Type.Array(
    Type.Object({ at: EpochMs, revoked: Type.Boolean({ description: "the code was revoked already" }) }),
    { description: `the last ${recentScans} scans, the newest first` },
  ),
});

/** Codes on slots: issued, replaced, revoked, printed, and when they were scanned. */
export function operatorCodeRoutes(app: App, parts: OperatorCodeParts, actorOf: ActorOf): void {
  const { store, registry, codes, audit, texts } = parts;
  const view = ({ id, slot, text }: LiveCode) => ({ id, slot, url: urlOf(texts, text) });

  app.post(
    "/api/operator/cabinets/:cabinetId/codes",
    {
      config: { permission: "codes.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "Issue a code for each slot that has none; answers all valid codes of the cabinet",
        params: CabinetParams,
        body: WithReason,
        response: { 200: Type.Array(SlotCodeView) },
      },
    },
    (request) => {
      const { cabinetId } = request.params;
      return store.transact(async (tx) => {
        const { slots } = await registry.cabinetIn(tx, cabinetId);
        const issued = await codes.issueMissingIn(tx, cabinetId, slots);
        const act = { what: "codes-issued", codes: issued.map(({ id, slot }) => ({ id, slot })) } as const;
        const by = actorAndReason(request, actorOf, request.body.reason);
        if (issued.length > 0) await audit.recordIn(tx, { ...by, cabinetId, act });
        return (await codes.listIn(tx, cabinetId)).map(view);
      });
    },
  );

  app.post(
    "/api/operator/cabinets/:cabinetId/slots/:slot/code",
    {
      config: { permission: "codes.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "Revoke the codes of a slot and issue a new one",
        params: Type.Object({ cabinetId: CabinetId, slot: Type.String({ pattern: "^[1-9][0-9]?$" }) }),
        body: WithReason,
        response: { 201: SlotCodeView },
      },
    },
    async (request, reply) => {
      const { cabinetId } = request.params;
      const slot = Number(request.params.slot);
      const code = await store.transact(async (tx) => {
        const { slots } = await registry.cabinetIn(tx, cabinetId);
        if (slot > slots) throw new AppError("request/invalid", `this cabinet has ${slots} slots`);
        const { code, revoked } = await codes.replaceIn(tx, cabinetId, slot);
        const act = { what: "code-replaced", slot, id: code.id, revoked } as const;
        await audit.recordIn(tx, { ...actorAndReason(request, actorOf, request.body.reason), cabinetId, act });
        return code;
      });
      return reply.code(201).header("location", `/api/operator/codes/${code.id}`).send(view(code));
    },
  );

  app.get(
    "/api/operator/cabinets/:cabinetId/codes",
    {
      config: { permission: "codes.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "The valid codes of a cabinet, by slot",
        params: CabinetParams,
        response: { 200: Type.Array(SlotCodeView) },
      },
    },
    (request) => {
      const { cabinetId } = request.params;
      return store.transact(async (tx) => {
        await registry.cabinetIn(tx, cabinetId);
        return (await codes.listIn(tx, cabinetId)).map(view);
      });
    },
  );

  app.get(
    "/api/operator/codes/:id",
    {
      config: { permission: "codes.manage", problems: ["code/unknown", "code/revoked"] },
      schema: {
        summary: "A valid code",
        params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
        response: { 200: SlotCodeView },
      },
    },
    (request) => store.transact(async (tx) => view(await codes.codeIn(tx, request.params.id))),
  );

  app.delete(
    "/api/operator/codes/:id",
    {
      config: { permission: "codes.manage", problems: ["code/unknown"] },
      schema: {
        summary: "Revoke a code",
        params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await store.transact(async (tx) => {
        const { id, cabinetId, slot, revokedAt } = await codes.revokeIn(tx, request.params.id);
        if (revokedAt !== undefined) return;
        const by = actorAndReason(request, actorOf, request.body.reason);
        await audit.recordIn(tx, { ...by, cabinetId, act: { what: "code-revoked", slot, id } });
      });
      return reply.code(204).send(null);
    },
  );

  sheetRoute(app, parts);
  historyRoute(app, parts);
}

function sheetRoute(app: App, { store, registry, codes, texts }: OperatorCodeParts): void {
  app.get(
    "/api/operator/cabinets/:cabinetId/sheet.pdf",
    {
      config: { permission: "codes.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "The valid codes of a cabinet as stickers to print: A4 with marks to cut along, or a label for each",
        params: CabinetParams,
        querystring: SheetQuery,
        response: { 200: { content: { "application/pdf": { schema: Type.Unsafe<string | Buffer>(Type.String()) } } } },
      },
    },
    async (request, reply) => {
      const { cabinetId } = request.params;
      const { format = "a4", slots } = request.query;
      const wanted = slots?.split(",").map(Number);
      const sheet = await store.transact(async (tx) => {
        const { name, siteId } = await registry.cabinetIn(tx, cabinetId);
        const site = siteId === undefined ? undefined : await tx.get(siteTable, siteId);
        const live = await codes.listIn(tx, cabinetId);
        const printed = live.filter(({ slot }) => wanted === undefined || wanted.includes(slot));
        const urls = printed.map(({ slot, text }) => ({ slot, url: urlOf(texts, text) }));
        return { cabinetId, cabinetName: name, siteName: site?.name, codes: urls };
      });
      // It brings packages for PDFs and fonts, for which no start should wait.
      const { stickerSheet } = await import("../qr/sticker-sheet.ts");
      const file = await stickerSheet(sheet, format);
      const name = `codes-${cabinetId}-${format}.pdf`;
      return reply.type("application/pdf").header("content-disposition", `inline; filename="${name}"`).send(file);
    },
  );
}

function historyRoute(app: App, { store, registry, scanLog }: OperatorCodeParts): void {
  app.get(
    "/api/operator/cabinets/:cabinetId/code-history",
    {
      config: { permission: "codes.manage", problems: ["cabinet/unknown"] },
      schema: {
        summary: "Every code of a cabinet, revoked ones too, by slot and the newest first, with when it was scanned",
        params: CabinetParams,
        response: { 200: Type.Array(CodeHistory) },
      },
    },
    async (request) => {
      const { cabinetId } = request.params;
      await scanLog.flush();
      return store.transact(async (tx) => {
        await registry.cabinetIn(tx, cabinetId);
        const [all, scans] = await Promise.all([tx.find(slotCodeTable, cabinetId), tx.find(codeScanTable, cabinetId)]);
        const scansOf = new Map(scans.map((row) => [row.codeId, row]));
        return all
          .toSorted((one, other) => one.slot - other.slot || other.issuedAt - one.issuedAt)
          .map(({ id, slot, issuedAt, revokedAt }) => {
            const { scans: count = 0, scansWhenRevoked = 0, recent = [] } = scansOf.get(id) ?? {};
            const revoked = revokedAt === undefined ? {} : { revokedAt };
            return { id, slot, issuedAt, ...revoked, scans: count, scansWhenRevoked, recent: [...recent] };
          });
      });
    },
  );
}

function urlOf({ publicUrl }: CreditTexts, text: string): string {
  return `${publicUrl}/q/${text}`;
}
