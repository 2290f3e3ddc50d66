import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { pricesTable } from "../pricing/prices-table.ts";
import { type ScreenCodes, windowAt } from "../qr/screen-codes.ts";
import { cabinetPictureIn } from "../screens/cabinet-picture.ts";
import { Happenings } from "../screens/happenings.ts";
import type { Screens } from "../screens/screens.ts";
import { slideTable } from "../screens/slide-table.ts";
import { slidesIn } from "../screens/slides.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { itemKindTable } from "../store/item-kind-table.ts";
import { operatorProfileTable } from "../store/operator-profile-table.ts";
import { byHeldSlot, orderTable } from "../store/order-table.ts";
import { type Screen, screenTable } from "../store/screen-table.ts";
import type { Change, Store, Transaction } from "../store/store.ts";
import { unmatchedEventTable } from "../store/unmatched-event-table.ts";
import type { CreditTexts } from "./credit-request.ts";
import { type EventStream, eventText } from "./event-streams.ts";
import { OrdersElsewhere } from "./orders-elsewhere.ts";
import type { ScreenView } from "./screen-api.ts";
import { type ScreenContent, screenView, shownSlide } from "./screen-views.ts";

export interface ScreenFeedParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly lowestLevel: number;
  readonly screenCodes: ScreenCodes;
  readonly screens: Pick<Screens, "noteSeen">;
  readonly texts: CreditTexts;
  /** The version of the page that screens load. */
  readonly screenPage: string;
  readonly log: Log;
}

/** The screens of one cabinet that follow it here. */
interface Followed {
  readonly screens: Map<EventStream, Screen>;
  readonly happenings: Happenings;
  /** What was read last, and when by the monotonic clock. */
  content?: ScreenContent;
  readAt: number;
  /** What was sent last: the content as text, and the window of its codes. */
  sent?: { readonly text: string; readonly window: number };
  reading?: Promise<void>;
  /** Something may have changed since it was read. */
  stale: boolean;
}

export const viewEvent = "view";
/** How often it is looked whether codes are to be renewed: within this after a window begins, or the hub's clock steps; ms. */
const lookEvery = 2_000;
/** A tariff begins and ends without any row that changes; ms. */
const longestUnread = 60_000;

/**
 * Sends screens what their cabinet shows: at each change, and new codes in each window. Everything is read from the store, so
 * that it does not matter which hub a cabinet or a rider talks to. A change is read once for all screens of a cabinet.
 */
export class ScreenFeed {
  readonly #parts: ScreenFeedParts;
  readonly #followed = new Map<CabinetId, Followed>();
  readonly #elsewhere: OrdersElsewhere;
  #unwatch: () => void = () => {};
  #cancelLook: () => void = () => {};

  constructor(parts: ScreenFeedParts) {
    this.#parts = parts;
    this.#elsewhere = new OrdersElsewhere(parts.clock, (cabinetId) => this.#followed.has(cabinetId));
  }

  /** What a screen shows now. */
  async view(screen: Screen): Promise<ScreenView> {
    const { store } = this.#parts;
    const { content } = await store.transact((tx) => this.#read(tx, screen.cabinetId));
    const happenings = this.#followed.get(screen.cabinetId)?.happenings.current() ?? [];
    return this.#viewOf({ ...content, happenings }, screen);
  }

  /** Sends the view as it is, then each change. Resolves when the first view was sent. */
  async follow(screen: Screen, stream: EventStream): Promise<void> {
    const { clock } = this.#parts;
    const { cabinetId } = screen;
    // Watched before it is read: a change in between is sent twice rather than never.
    if (this.#followed.size === 0) this.#watch();
    const known = this.#followed.get(cabinetId);
    const followed: Followed = known ?? {
      screens: new Map(),
      happenings: new Happenings(cabinetId, clock),
      readAt: 0,
      stale: false,
    };
    this.#followed.set(cabinetId, followed);
    followed.screens.set(stream, screen);
    delete followed.sent;
    if (!known) await this.#noteOpenings(cabinetId, followed);
    // It may have been revoked before it was watched.
    await Promise.all([this.#send(cabinetId, followed), this.#lookAtScreen(screen.screenId)]);
  }

  leave({ cabinetId }: Screen, stream: EventStream): void {
    const followed = this.#followed.get(cabinetId);
    if (!followed?.screens.delete(stream) || followed.screens.size > 0) return;
    this.#followed.delete(cabinetId);
    if (this.#followed.size > 0) return;
    this.#unwatch();
    this.#cancelLook();
  }

  /** Whether the screen follows its cabinet here. */
  isFollowing({ cabinetId, screenId }: Screen): boolean {
    const screens = this.#followed.get(cabinetId)?.screens.values() ?? [];
    return [...screens].some((screen) => screen.screenId === screenId);
  }

  #watch(): void {
    this.#unwatch = this.#parts.store.watch(
      (change) => this.#attempt(this.#noteChange(change)),
      (table) => this.#attempt(this.#lookAgain(table)),
    );
    this.#lookLater();
  }

  #attempt(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#parts.log.warn({ err: error }, "a screen was not told of a change"));
  }

  async #noteChange({ table, key }: Change): Promise<void> {
    switch (table) {
      case cabinetTable.name:
      case cabinetStateTable.name:
        return this.#noteCabinet(key);
      case orderTable.name:
        if (!this.#elsewhere.passOver(key)) await this.#noteOrder(key);
        return;
      case unmatchedEventTable.name:
        return this.#noteEvent(key);
      case screenTable.name:
        return this.#lookAtScreen(key);
      case slideTable.name:
      case itemKindTable.name:
      case pricesTable.name:
      case operatorProfileTable.name:
        return this.#allChanged();
    }
  }

  /** Rows of a table may have changed unsaid. */
  async #lookAgain(table: string): Promise<void> {
    if (table === screenTable.name) {
      const screens = [...this.#followed.values()].flatMap(({ screens: those }) => [...those.values()]);
      await Promise.all(screens.map(({ screenId }) => this.#lookAtScreen(screenId)));
    }
    await this.#allChanged();
  }

  async #allChanged(): Promise<void> {
    await Promise.all([...this.#followed.keys()].map((cabinetId) => this.#changed(cabinetId)));
  }

  /** An item that another cabinet lent may have come back. */
  async #noteCabinet(cabinetId: CabinetId): Promise<void> {
    if (!this.#followed.has(cabinetId)) return;
    const orderNos = this.#elsewhere.cabinetChanged();
    await Promise.all([this.#changed(cabinetId), ...orderNos.map((orderNo) => this.#noteOrder(orderNo))]);
  }

  async #noteOrder(orderNo: string): Promise<void> {
    const record = await this.#parts.store.transact((tx) => tx.get(orderTable, orderNo));
    if (!record) return;
    const cabinets = this.#elsewhere.note(record.order);
    for (const cabinetId of cabinets) this.#followed.get(cabinetId)?.happenings.noteOrder(record.order);
    await Promise.all(cabinets.map((cabinetId) => this.#changed(cabinetId)));
  }

  async #noteEvent(key: string): Promise<void> {
    const [cabinetId = ""] = key.split("/");
    const followed = this.#followed.get(cabinetId);
    if (!followed) return;
    const unmatchedEvent = await this.#parts.store.transact((tx) => tx.get(unmatchedEventTable, key));
    if (unmatchedEvent) followed.happenings.noteEvent(unmatchedEvent);
    await this.#noteCabinet(cabinetId);
  }

  /** Doors that move while the first screen begins to look. */
  async #noteOpenings(cabinetId: CabinetId, { happenings }: Followed): Promise<void> {
    const holders = await this.#parts.store.transact((tx) => tx.find(orderTable, byHeldSlot(cabinetId)));
    for (const { order } of holders) happenings.noteOrder(order);
  }

  /** Ends the streams of a screen that was revoked; writes down that another one is there. */
  async #lookAtScreen(screenId: string): Promise<void> {
    const streams = [...this.#followed.values()].flatMap(({ screens }) =>
      [...screens].filter(([, screen]) => screen.screenId === screenId),
    );
    if (streams.length === 0 || (await this.#parts.screens.noteSeen(screenId))) return;
    for (const [stream, screen] of streams) {
      this.leave(screen, stream);
      stream.end("screen-revoked");
    }
  }

  #lookLater(): void {
    this.#cancelLook = this.#parts.clock.after(lookEvery, () => {
      this.#lookLater();
      this.#look();
    });
  }

  #look(): void {
    const { clock } = this.#parts;
    for (const [cabinetId, followed] of this.#followed) {
      if (clock.monotonic() - followed.readAt > longestUnread) {
        this.#attempt(this.#changed(cabinetId));
        for (const { screenId } of followed.screens.values()) this.#attempt(this.#lookAtScreen(screenId));
      } else this.#tell(followed);
    }
  }

  async #changed(cabinetId: CabinetId): Promise<void> {
    const followed = this.#followed.get(cabinetId);
    if (followed) await this.#send(cabinetId, followed);
  }

  /** One read after the other, so that the last view sent is the newest. */
  #send(cabinetId: CabinetId, followed: Followed): Promise<void> {
    followed.stale = true;
    followed.reading ??= this.#sendNewest(cabinetId, followed);
    return followed.reading;
  }

  async #sendNewest(cabinetId: CabinetId, followed: Followed): Promise<void> {
    try {
      while (followed.stale && followed.screens.size > 0) {
        followed.stale = false;
        const { content, reports, moved } = await this.#parts.store.transact((tx) => this.#read(tx, cabinetId));
        followed.happenings.noteReports(reports, moved);
        followed.content = content;
        followed.readAt = this.#parts.clock.monotonic();
        this.#tell(followed);
      }
    } finally {
      delete followed.reading;
    }
  }

  async #read(tx: Transaction, cabinetId: CabinetId) {
    const { clock } = this.#parts;
    const slides = (await slidesIn(tx)).map(shownSlide);
    const { picture, reports, moved } = await cabinetPictureIn(tx, cabinetId, this.#parts, clock.now());
    return { content: { picture, slides, happenings: [] }, reports, moved };
  }

  /** Sends what is not sent yet. A change of nothing that is shown, as a heartbeat of the cabinet, is no change. */
  #tell(followed: Followed): void {
    if (!followed.content) return;
    const happenings = followed.happenings.current();
    const content = { ...followed.content, happenings };
    const window = windowAt(this.#parts.clock.now());
    const text = JSON.stringify({ ...content, happenings: happenings.map(({ no }) => no) });
    if (followed.sent?.text === text && followed.sent.window === window) return;
    followed.sent = { text, window };
    for (const [stream, screen] of followed.screens) stream.write(eventText(viewEvent, this.#viewOf(content, screen)));
  }

  #viewOf(content: ScreenContent, { screenId }: Screen): ScreenView {
    const { screenCodes, texts, screenPage, clock } = this.#parts;
    const { publicUrl } = texts;
    return screenView(content, screenId, { codes: screenCodes, publicUrl, page: screenPage, now: clock.now() });
  }
}
