import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { BridgeConfig } from "../../protocol/downward.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { seal } from "../../protocol/seal.ts";
import type { Birth } from "../../protocol/upward.ts";
import { cabinetHistoryTable, emptyHistory } from "../store/cabinet-history-table.ts";
import { type CabinetState, cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable, changedCabinet } from "../store/cabinet-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { arrive } from "./arrival.ts";
import { isOutdatedBirth, isOutnumbered, isThere, withContender } from "./connection-order.ts";
import { slotsDrift } from "./drift.ts";
import { journalAtBirth } from "./journal-order.ts";
import type { Link } from "./link.ts";
import type { OrderEvents } from "./order-events.ts";
import type { Refusals } from "./refusals.ts";
import type { Registry } from "./registry.ts";

export interface BirthsParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly orders: OrderEvents;
  readonly link: Link;
  readonly clock: Clock;
  readonly log: Log;
  readonly bridgeConfig: Pick<BridgeConfig, "snapshotEvery" | "healthEvery">;
  readonly refusals: Refusals;
}

/** Welcomes cabinets. */
export class Births {
  readonly #parts: BirthsParts;

  constructor(parts: BirthsParts) {
    this.#parts = parts;
  }

  /** A bridge repeats its birth until it is welcomed, and from time to time to compare clocks: that is no news. */
  async take(cabinetId: CabinetId, birth: Birth): Promise<void> {
    const { store, orders, clock, link, log, bridgeConfig } = this.#parts;
    const { bootId, nonce, driver, journal } = birth;
    const taken = await store.transact((tx) => this.#judge(tx, cabinetId, birth));
    if (taken === "unknown") return log.warn({ cabinetId }, "a cabinet that is not registered was ignored");
    // An outside broker may not have ended its connection yet.
    if (taken === "disabled") return log.debug({ cabinetId }, "a cabinet that is disabled was not welcomed");
    if (taken === "outdated") return log.debug({ cabinetId, bootId }, "a birth that came too late was ignored");
    if (taken === "impossible") return this.#parts.refusals.note("journal-impossible", cabinetId, { journal });
    if ("newest" in taken) {
      log.debug(
        { cabinetId, newest: taken.newest },
        "a birth under a number that is not the newest was answered with that",
      );
      const answer = { v: 2, bootId, nonce, hubTime: clock.now(), newest: taken.newest } as const;
      await link.publish(cabinetId, "welcome", seal(taken.sealKey, cabinetId, answer));
      return;
    }
    const { sealKey, committed } = taken;
    const welcome = { v: 1, bootId, nonce, hubTime: clock.now(), journalId: journal.id, committed } as const;
    await link.publish(cabinetId, "welcome", seal(sealKey, cabinetId, welcome));
    const config = { v: 2, bootId, ...bridgeConfig } as const;
    await link.publish(cabinetId, "config", seal(sealKey, cabinetId, config));
    // Only now: a command that overtook the welcome would be refused.
    const came = await store.transact(async (tx) => {
      const state = await tx.get(cabinetStateTable, cabinetId);
      if (isOutdatedBirth(state, birth, clock.now())) return false;
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (cabinet?.disabled) return false;
      const bridge = bridgeOf(birth);
      const arrived = { ...(await arrive(tx, orders, state, cabinetId, birth, clock.now())), bridge };
      const said = cabinet && slotsDrift(birth.slots, cabinet.slots);
      const others = arrived.drift.filter(({ code }) => code !== said?.code);
      await tx.put(cabinetStateTable, said ? { ...arrived, drift: [...others, said] } : arrived);
      return !isThere(state, birth);
    });
    if (came) log.info({ cabinetId, bootId, driver, committed }, "a cabinet came");
  }

  async #judge(tx: Transaction, cabinetId: CabinetId, birth: Birth) {
    const { clock, registry } = this.#parts;
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (!cabinet) return "unknown";
    if (cabinet.disabled) return "disabled";
    const state = await tx.get(cabinetStateTable, cabinetId);
    if (isOutdatedBirth(state, birth, clock.now())) {
      const noted = state && withContender(state, birth, clock.now());
      if (noted && noted !== state) await tx.put(cabinetStateTable, noted);
      if (!state || !isOutnumbered(state, birth)) return "outdated";
      return { sealKey: registry.sealKeyFor(cabinet), newest: state.connection };
    }
    const committed = await this.#committedIn(tx, cabinet, birth);
    return committed === undefined ? "impossible" : { sealKey: registry.sealKeyFor(cabinet), committed };
  }

  /** Takes note of a journal. @returns how far it is stored; undefined: no journal can be like this */
  async #committedIn(tx: Transaction, cabinet: Cabinet, birth: Birth): Promise<number | undefined> {
    const { refusals } = this.#parts;
    const { journal, bootId } = birth;
    const { cabinetId } = cabinet;
    const known = cabinet.journal?.id === journal.id ? cabinet.journal.committed : undefined;
    const { impossible, setBack, skipped, committed } = journalAtBirth(journal, known);
    if (impossible) return undefined;
    if (skipped) refusals.note("journal-skipped", cabinetId, { journal, committed: known });
    if (setBack) {
      const claims = (await tx.get(cabinetHistoryTable, cabinetId)) ?? emptyHistory(cabinetId);
      const same = claims.journal?.journalId === journal.id ? claims.journal : { journalId: journal.id, events: [] };
      if (same.setBackTo === journal.last) refusals.count("journal-set-back");
      else {
        refusals.note("journal-set-back", cabinetId, { journal, committed: known });
        await tx.put(cabinetHistoryTable, { ...claims, journal: { ...same, setBackTo: journal.last } });
      }
    }
    if (committed !== known)
      await tx.put(cabinetTable, changedCabinet(cabinet, { journal: { id: journal.id, committed, bootId } }));
    return committed;
  }
}

function bridgeOf(birth: Birth): NonNullable<CabinetState["bridge"]> {
  const { driver, slots } = birth;
  return birth.v === 1 ? { driver, slots } : { driver, slots, software: birth.software, actions: birth.actions };
}
