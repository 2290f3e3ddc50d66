import { expect, test } from "vitest";
import { stickersOf } from "../../../simulators/riders/load-stickers.ts";
import { LoadTally } from "../../../simulators/riders/load-tally.ts";
import { Refusal } from "../../../simulators/riders/refusal.ts";
import type { OrderSeen } from "../../../simulators/riders/rider.ts";
import { type LoadRider, RiderLoad, type RiderLoadParts, type Sticker } from "../../../simulators/riders/rider-load.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";

const sticker: Sticker = { cabinetId: "sim-00001", slot: 7, url: "https://hub.example/q/code" };

/** A hub as its riders see it: whatever they ask is done at once. */
class ModelHub {
  readonly clock = new ManualClock();
  readonly tally = new LoadTally();
  readonly steps: string[] = [];
  /** The phases that an order's events show. */
  phases = ["opening", "lent", "settled"];
  refuse: Error | undefined;
  readonly #load: RiderLoad;

  constructor(changes: Partial<RiderLoadParts> = {}) {
    const order = (phase: string) => {
      const items = [{ loanNo: 1, slot: 7, state: phase }];
      return {
        orderNo: "1",
        phase,
        amount: 150,
        items,
        deposit: { amount: 9900, frozen: false },
        paused: false,
        now: 0,
      };
    };
    const did = (step: string) => this.steps.push(step);
    const rider: LoadRider = {
      scan: async () => {
        did("scan");
        if (this.refuse) throw this.refuse;
        return { availability: "ready", itemsReady: 1 };
      },
      ask: async () => ({ orderNo: String(did("ask")), walletUrl: "https://wallet.example/" }),
      confirm: async () => `https://hub.example/o/${did("confirm")}`,
      comeBack: async () => void did("come back"),
      watch: () => this.#events(order),
      order: async () => {
        did("receipt");
        return order(this.phases.at(-1) ?? "");
      },
    };
    this.#load = new RiderLoad({
      hub: "https://hub.example",
      arrive: async () => rider,
      stickers: [sticker],
      hands: { putBack: async (cabinetId, slot) => void did(`put back ${cabinetId} ${slot}`) },
      riders: ["2088000000000001"],
      think: 0,
      keep: 0,
      rate: 1,
      tally: this.tally,
      clock: this.clock,
      random: () => 0,
      ...changes,
    });
    this.#load.start();
  }

  async *#events(order: (phase: string) => OrderSeen): AsyncGenerator<OrderSeen> {
    for (const phase of this.phases) yield order(phase);
  }

  /** Ends once the riders have seen that they shall. */
  async end(): Promise<void> {
    const stopped = this.#load.stop();
    await this.clock.pass(10_000);
    await stopped;
  }
}

test("a rider scans, asks, confirms, comes back, returns what came out, and looks at the receipt", async () => {
  const hub = new ModelHub();
  await settle();
  expect(hub.steps).toEqual(["scan", "ask", "confirm", "come back", "put back sim-00001 7", "receipt"]);
  expect(hub.tally.summary(1000)).toMatchObject({ loans: 1, errors: {} });
  await hub.end();
});

test("no more loans begin in a second than the rate says", async () => {
  const hub = new ModelHub({ rate: 2 });
  await hub.clock.pass(1100);
  expect(hub.tally.loans).toBe(3);
  await hub.end();
});

test("an order that does not end as it should counts as an error by its phase, not as a loan", async () => {
  const hub = new ModelHub();
  hub.phases = ["opening", "not-opened"];
  await settle();
  expect(hub.tally.summary(1000)).toMatchObject({ loans: 0, errors: { "order/not-opened": 1 } });
  await hub.end();
});

test("a stream that ends before the rent is collected is no receipt", async () => {
  const hub = new ModelHub();
  hub.phases = ["opening", "lent"];
  await settle();
  expect(hub.tally.summary(1000)).toMatchObject({ loans: 0, errors: { "order/lent": 1 } });
  await hub.end();
});

test.each([
  [new Refusal("/api", 409, { code: "slot/taken" }), "slot/taken"],
  [
    new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) }),
    "network/ECONNREFUSED",
  ],
  [new Error("no more"), "no more"],
])("%s counts under %s, and the rider tries again after a rest", async (error, code) => {
  const hub = new ModelHub();
  hub.refuse = error;
  await settle();
  expect(hub.tally.summary(1000).errors).toEqual({ [code]: 1 });
  hub.refuse = undefined;
  await hub.clock.pass(1000);
  expect(hub.tally.loans).toBe(1);
  await hub.end();
});

test("two riders never stand before one slot", async () => {
  const hub = new ModelHub({
    riders: ["2088000000000001", "2088000000000002"],
    think: 1000,
    random: () => 0.5,
    rate: undefined,
  });
  await settle();
  expect(hub.tally.summary(1000).errors).toEqual({ "load/no-slot": 1 });
  await hub.end();
});

test("riders borrow from connected cabinets of the prefix, from no more than they need", async () => {
  const asked: string[] = [];
  const operator = {
    cabinets: async () => [
      { cabinetId: "shop-1", presence: { online: true } },
      { cabinetId: "sim-00001", presence: { online: false } },
      { cabinetId: "sim-00002", presence: { online: true } },
      { cabinetId: "sim-00003", presence: { online: true } },
    ],
    codes: async (cabinetId: string) => {
      asked.push(cabinetId);
      return [1, 2].map((slot) => ({ slot, url: `https://hub.example/q/${cabinetId}-${slot}` }));
    },
  };
  const stickers = await stickersOf(operator, "sim", 2);
  expect(asked).toEqual(["sim-00002"]);
  expect(stickers.map(({ cabinetId, slot }) => `${cabinetId} ${slot}`)).toEqual(["sim-00002 1", "sim-00002 2"]);
  await expect(stickersOf(operator, "umbrella", 1)).rejects.toThrow("cabinet/offline");
});
