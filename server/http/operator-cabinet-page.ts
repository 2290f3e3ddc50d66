import { Type } from "typebox";
import { EpochMs, OrderNo, SlotNumber } from "../../protocol/ids.ts";
import { HappeningBody, SlotReport } from "../../protocol/upward.ts";
import { actsOn } from "../fleet/cabinet-acts.ts";
import { actedOnIn } from "../fleet/cabinet-service.ts";
import { isUnderWay } from "../fleet/service-openings.ts";
import { cabinetEventsTable } from "../store/cabinet-events-table.ts";
import type { CabinetState } from "../store/cabinet-state-table.ts";
import type { ServiceCommand } from "../store/service-command-table.ts";
import type { Store } from "../store/store.ts";
import { type CabinetTexts, cabinetActView } from "./cabinet-texts.ts";
import { CabinetView } from "./operator-api.ts";

const open = { additionalProperties: true };

/** An act, whether it is possible now, and what stands in its way. */
export const CabinetActView = Type.Object({
  act: Type.String({ description: "`open-slot`, `lock-slot`, `unlock-slot`, `look`, `restart`, `disable`, …" }),
  slot: Type.Optional(SlotNumber),
  possible: Type.Boolean(),
  obstacle: Type.Optional(
    Type.Object({
      code: Type.String({ description: "the code of the error with which the act would be refused" }),
      text: Type.String({ description: "the same as a sentence, in the language of Accept-Language" }),
    }),
  ),
});

/** A command that an operator sent to a cabinet, and how it went. */
export const ServiceCommandView = Type.Object({
  id: Type.String(),
  action: Type.String({ description: "`open-for-service` or `restart`" }),
  slot: Type.Optional(SlotNumber),
  actor: Type.String(),
  reason: Type.String(),
  issuedAt: EpochMs,
  expiresAt: EpochMs,
  state: Type.String({
    description: "`under-way`, `unanswered`, `opened`, `restarting`, `refused` or `unknown`: what the bridge answered",
  }),
  answeredAt: Type.Optional(EpochMs),
  itemId: Type.Optional(Type.String({ description: "what came out, where the board reads ids" })),
  why: Type.Optional(Type.String({ description: "the bridge's reason for `refused` or `unknown`" })),
});

const byOperator = { since: EpochMs, actor: Type.String(), reason: Type.String() };

/** All that an operator who looks at one cabinet is shown. */
export const CabinetPage = Type.Object(
  {
    ...CabinetView.properties,
    presence: Type.Object({ online: Type.Boolean(), since: Type.Optional(EpochMs) }, open),
    snapshot: Type.Optional(
      Type.Object({ at: EpochMs, slots: Type.Array(SlotReport) }, { description: "how it last showed its slots" }),
    ),
    bridge: Type.Optional(
      Type.Object({
        driver: Type.String(),
        slots: Type.Integer(),
        software: Type.Optional(Type.String({ description: "absent: a bridge from before contract 2.2" })),
        actions: Type.Optional(Type.Array(Type.String(), { description: "the commands that it knows" })),
      }),
    ),
    disabled: Type.Optional(Type.Object(byOperator)),
    distrusted: Type.Optional(Type.Object({ since: EpochMs }, open)),
    refusedLogins: Type.Optional(Type.Object({ count: Type.Integer(), lastAt: EpochMs, lastReason: Type.String() })),
    lockedSlots: Type.Optional(Type.Array(Type.Object({ slot: SlotNumber, ...byOperator }))),
    held: Type.Array(Type.Object({ slot: SlotNumber, orderNo: OrderNo }), { description: "slots that orders hold" }),
    acts: Type.Array(CabinetActView),
    commands: Type.Array(ServiceCommandView, { description: "the last ones that operators sent, the newest first" }),
    events: Type.Array(
      Type.Object({ seq: Type.Integer(), receivedAt: EpochMs, at: Type.Object({}, open), body: HappeningBody }),
      { description: "the last ones as they came, the newest first; empty after a restart of the hub" },
    ),
    comings: Type.Array(Type.Object({ online: Type.Boolean(), at: EpochMs }), {
      description: "when it came and went, the newest first",
    }),
    health: Type.Optional(
      Type.Object(
        {
          heardAt: EpochMs,
          uptime: Type.Integer({ description: "ms since the bridge started" }),
          boardHeardAt: Type.Union([EpochMs, Type.Null()]),
          journalDepth: Type.Integer({ description: "events that the hub has not acknowledged yet" }),
          sealsBroken: Type.Integer({ description: "messages with a wrong seal since it started" }),
          memory: Type.Integer({ description: "bytes" }),
        },
        { ...open, description: "the bridge's last report about itself" },
      ),
    ),
    charge: Type.Array(Type.Object({ slot: SlotNumber, level: Type.Integer() }), {
      description: "of each item whose charge is known, in percent",
    }),
  },
  open,
);

/** What the page of a cabinet shows beyond what lists show. @throws AppError cabinet/unknown */
export function cabinetPage(store: Store, cabinetId: string, texts: CabinetTexts, now: number) {
  return store.transact(async (tx) => {
    const on = await actedOnIn(tx, cabinetId);
    const { cabinet, state, services } = on;
    const events = (await tx.get(cabinetEventsTable, cabinetId))?.events ?? [];
    return {
      held: [...on.held],
      ...(state?.snapshot && { snapshot: { at: state.snapshot.at, slots: [...state.snapshot.slots] } }),
      ...(cabinet.lockedSlots && { lockedSlots: [...cabinet.lockedSlots] }),
      ...(state?.bridge && { bridge: bridgeView(state.bridge) }),
      acts: actsOn(on, now).map((act) => cabinetActView(act, texts)),
      commands: (services?.commands ?? []).toReversed().map((command) => serviceCommandView(command, now)),
      events: events.toReversed(),
      comings: (state?.comings ?? []).toReversed(),
      ...(state?.health && { health: state.health }),
      charge: (state?.snapshot?.slots ?? []).flatMap(levelOf),
    };
  });
}

/** How a command went, flat. */
export function serviceCommandView(command: ServiceCommand, now: number) {
  const { id, action, actor, reason, issuedAt, expiresAt } = command;
  const slot = command.action === "open-for-service" ? { slot: command.slot } : {};
  return { id, action, ...slot, actor, reason, issuedAt, expiresAt, ...outcomeOf(command, now) };
}

function outcomeOf(command: ServiceCommand, now: number) {
  const { answer } = command;
  if (!answer) return { state: isUnderWay(command, now) ? "under-way" : "unanswered" };
  const { at: answeredAt, result } = answer;
  const { outcome: state } = result;
  if ("reason" in result) return { state, answeredAt, why: result.reason };
  return { state, answeredAt, ...("itemId" in result && { itemId: result.itemId }) };
}

function bridgeView({ actions, ...bridge }: NonNullable<CabinetState["bridge"]>) {
  return { ...bridge, ...(actions && { actions: [...actions] }) };
}

function levelOf({ slot, level }: SlotReport) {
  return level === undefined ? [] : [{ slot, level }];
}
