import type { Log } from "../../platform/log.ts";
import type { LifeAccount, LifeCard, LifeEvent, LifeMessage } from "../credit/life-account.ts";
import type { ScannedCodes } from "../qr/scanned-codes.ts";
import type { SlotCodes } from "../qr/slot-codes.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import type { Store } from "../store/store.ts";
import type { CreditTexts } from "./credit-request.ts";

export interface LifeAccountParts {
  readonly store: Store;
  readonly codes: SlotCodes;
  readonly scans: ScannedCodes;
  readonly lifeAccount: LifeAccount;
  readonly texts: CreditTexts;
  readonly log: Log;
}

/** What the account writes. Nobody knows the user's language there, so each message has both. */
const cards = {
  home: {
    title: "扫码借，随处还",
    text: "查看附近可借、可还的机柜。Find a cabinet near you.",
    action: "开始使用 Start",
  },
  orders: { title: "我的订单", text: "查看进行中的租借和账单。Your loans and receipts.", action: "查看 Open" },
  revoked: {
    title: "这个二维码已停用",
    text: "请扫描机柜上新贴的二维码，或查看附近的机柜。This code is no longer in use.",
    action: "附近的机柜 Nearby",
  },
  screen: {
    title: "请扫描机柜屏幕上的二维码",
    text: "这台机柜有屏幕，请扫屏幕上的二维码借用。This cabinet has a screen: scan the code on it to borrow.",
    action: "扫码 Scan",
  },
} as const;

/**
 * Answers what users do at the operator's life account: whoever opens it gets the way to the rider's pages, whoever came by the
 * QR code of a slot gets that slot's page, unless only what the cabinet's screen shows counts. Nothing of the hub changes by a message.
 */
export class LifeAccountAnswers {
  readonly #parts: LifeAccountParts;

  constructor(parts: LifeAccountParts) {
    this.#parts = parts;
  }

  /** Sends the message's answer, if it gets one. A failure is logged: the user can open the account again. */
  async answer({ userId, event }: LifeMessage): Promise<void> {
    const { lifeAccount, log } = this.#parts;
    const card = await this.#cardFor(event);
    if (!card) return;
    const sent = await lifeAccount.send(userId, card);
    if (sent.outcome !== "ok") log.warn({ sent }, "a message of the life account was not sent");
  }

  async #cardFor(event: LifeEvent): Promise<LifeCard | undefined> {
    switch (event.kind) {
      case "entered":
        return event.scene === undefined ? this.#linked("home", "/") : this.#slotCard(event.scene);
      case "menu":
        return event.key === "orders" ? this.#linked("orders", "/orders") : this.#linked("home", "/");
      case "other":
        return this.#linked("home", "/");
      case "unfollowed":
        return undefined;
    }
  }

  /** @param scene the id of a slot's code, by which the operator had the account's QR code made */
  async #slotCard(scene: string): Promise<LifeCard> {
    const { store, codes, scans } = this.#parts;
    const found = await store.transact(async (tx) => {
      const code = await codes.liveIn(tx, scene);
      const cabinet = code && (await tx.get(cabinetTable, code.cabinetId));
      return code && cabinet ? { code, cabinet, isRefused: await scans.refusesPrintedIn(tx, cabinet) } : undefined;
    });
    if (!found) return this.#linked("revoked", "/");
    // An order that is out is at the home page too.
    if (found.isRefused) return this.#linked("screen", "/");
    const { code, cabinet } = found;
    return {
      title: `${cabinet.name} · ${code.slot} 号仓`,
      text: "查看价格并借用，或在此归还。See the price, borrow or return.",
      action: "打开 Open",
      url: this.#url(`/q/${code.text}`),
    };
  }

  #linked(name: keyof typeof cards, path: string): LifeCard {
    return { ...cards[name], url: this.#url(path) };
  }

  #url(path: string): string {
    return `${this.#parts.texts.publicUrl}${path}`;
  }
}
