import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderSeen, Rider } from "../../simulators/riders/rider.ts";
import { handsOf, judgeWhenQuiet, newRiderNo } from "../crash/crash-run.ts";
import { crashTariffs } from "../crash/crash-tariffs.ts";
import { Ride, type RidePlan } from "../crash/ride.ts";
import { Timeline } from "../crash/timeline.ts";
import { mosquittoProgram } from "../support/mosquitto.ts";
import { postgresPrograms } from "../support/postgres-server.ts";
import { rentDue } from "../support/rent-due.ts";
import { Town } from "../support/town.ts";

/*
 * Three hubs in processes of their own, one PostgreSQL, one Mosquitto, and a balancer that gives each new connection to a
 * hub that lives. Judged by what the gateway and the boards have seen.
 */

const killEvery = 2500;
const kills = 4;

describe.skipIf(!postgresPrograms || !mosquittoProgram)("three hubs", () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.build({
      hubs: 3,
      store: "postgres",
      broker: "mosquitto",
      environment: {
        HUB_OPEN_WITHIN: "4000",
        HUB_TARIFFS: crashTariffs,
        HUB_REQUESTS_PER_MINUTE: "1000000",
      },
      environmentOf: () => ({}),
      restartAfter: 500,
    });
  }, 120_000);
  afterAll(() => town?.close(), 60_000);

  /** The hubs' own addresses, past the balancer. */
  function hubs(): [first: string, second: string, third: string] {
    const [first, second, third] = town.hubs.map(({ url }) => url);
    if (!first || !second || !third) throw new Error("not three hubs");
    return [first, second, third];
  }

  /** The phases that a rider's page shows until the order has got that far. */
  async function phasesUntil(last: string, seen: AsyncIterable<OrderSeen>): Promise<string[]> {
    const phases: string[] = [];
    for await (const { phase } of seen) {
      phases.push(phase);
      if (phase === last) return phases;
    }
    throw new Error(`the page ended after ${phases.join(", ")}`);
  }

  it("share everything: the page is open at one, the order was made at another, the gateway tells the third", async () => {
    const [page, maker, told] = hubs();
    const rider: Rider = await town.rider(newRiderNo());
    const code = town.codeOf(1).replace(town.hub, maker);
    await town.until("slot 1 is ready", async () => (await rider.scan(code)).availability === "ready");
    await town.wallet("/notify-url", { method: "PUT", body: { url: `${told}/callbacks/zhima` } });
    const { orderNo, walletUrl } = await rider.ask(code);

    const lent = phasesUntil("lent", rider.watch(page, orderNo));
    await rider.confirm(walletUrl);
    expect(await lent).toContain("lent");
    const settled = phasesUntil("settled", rider.watch(page, orderNo));
    await town.board("/slots/1/insert", {});
    expect(await settled).toContain("settled");

    // What the hub answered the gateway writes down after the page has shown it.
    const answered = async () => (await town.gatewayOrder(orderNo)).notices.map(({ attempts }) => attempts[0]?.answer);
    await town.until("both notices were answered", async () => !(await answered()).includes(undefined));
    expect(await answered()).toEqual(["success", "success"]);
    expect(await town.charges(orderNo)).toEqual(rentDue(await town.order(orderNo), 150));
    await town.wallet("/notify-url", { method: "PUT", body: { url: `${town.hub}/callbacks/zhima` } });
  }, 60_000);

  it("lose nothing and do nothing twice while one after the other is killed under load", async () => {
    const since = Date.now();
    const timeline = new Timeline();
    const plans = Array.from({ length: 9 }, (_, index): RidePlan => {
      const goods = index % 3 === 2 ? "umbrella" : "power-bank";
      const manner = index === 4 ? "gives-up" : index === 6 ? "jammed" : "returns";
      const beginsAfter = (index * killEvery * kills) / 9;
      return { riderNo: newRiderNo(), goods, manner, beginsAfter, hesitates: 200, keeps: 1500 };
    });
    const rides = plans.map((plan) => new Ride(plan, town, handsOf(town, plan.goods), timeline));
    const lives = Promise.all(rides.map((ride) => ride.live()));
    for (let killed = 0; killed < kills; killed++) {
      await delay(killEvery);
      const { name } = town.hubs[killed % town.hubs.length] ?? { name: "hub" };
      timeline.note(`kill -9 ${name}`);
      if (town.pidOf(name) !== undefined) town.signal(name, "SIGKILL");
    }
    await lives;
    const { judge, testimony } = await judgeWhenQuiet(town, rides, since, timeline);
    expect(judge.broken, timeline.lines.join("\n")).toEqual([]);
    const ended = testimony.rides.map(({ record }) => record?.order.state);
    expect(ended).toHaveLength(plans.length);
    expect(ended.filter((state) => state === "settled").length).toBeGreaterThan(0);
  }, 240_000);
});
