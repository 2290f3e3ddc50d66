import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderSeen, Rider } from "../../simulators/riders/rider.ts";
import { handsOf, judgeWhenQuiet, newRiderNo } from "../crash/crash-run.ts";
import { crashPlans } from "../crash/crash-tariffs.ts";
import { Ride, type RidePlan } from "../crash/ride.ts";
import { Timeline } from "../crash/timeline.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { mosquittoProgram } from "../support/mosquitto.ts";
import { postgresPrograms } from "../support/postgres-server.ts";
import { rentDue } from "../support/rent-due.ts";

/*
 * Three hubs in processes of their own, one PostgreSQL, one Mosquitto, and a balancer that gives each new connection to a
 * hub that lives. Judged by what the gateway and the boards have seen.
 */

const killEvery = 2500;
const kills = 4;

describe.skipIf(!postgresPrograms || !mosquittoProgram)("three hubs", () => {
  let system: DeployedSystem;

  beforeAll(async () => {
    system = await DeployedSystem.build({
      hubs: 3,
      store: "postgres",
      broker: "mosquitto",
      environment: {
        HUB_OPEN_WITHIN: "4000",
        HUB_REQUESTS_PER_MINUTE: "1000000",
      },
      prices: crashPlans,
      environmentOf: () => ({}),
      restartAfter: 500,
    });
  });
  afterAll(() => system?.close(), 60_000);

  /** The hubs' own addresses, past the balancer. */
  function hubs(): [first: string, second: string, third: string] {
    const [first, second, third] = system.hubs.map(({ url }) => url);
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
    const rider: Rider = await system.rider(newRiderNo());
    const code = system.codeOf(1).replace(system.hub, maker);
    await system.until("slot 1 is ready", async () => (await rider.scan(code)).availability === "ready");
    await system.wallet("/notify-url", { method: "PUT", body: { url: `${told}/callbacks/zhima` } });
    const { orderNo, walletUrl } = await rider.ask(code);

    const lent = phasesUntil("lent", rider.watch(page, orderNo));
    await rider.confirm(walletUrl);
    expect(await lent).toContain("lent");
    const settled = phasesUntil("settled", rider.watch(page, orderNo));
    await system.board("/slots/1/insert", {});
    expect(await settled).toContain("settled");

    // What the hub answered the gateway writes down after the page has shown it.
    const answered = async () =>
      (await system.gatewayOrder(orderNo)).notices.map(({ attempts }) => attempts[0]?.answer);
    await system.until("both notices were answered", async () => !(await answered()).includes(undefined));
    expect(await answered()).toEqual(["success", "success"]);
    expect(await system.charges(orderNo)).toEqual(rentDue(await system.order(orderNo), 150));
    await system.wallet("/notify-url", { method: "PUT", body: { url: `${system.hub}/callbacks/zhima` } });
  });

  it("lose nothing and do nothing twice while one after the other is killed under load", async () => {
    const since = Date.now();
    const timeline = new Timeline();
    const plans = Array.from({ length: 9 }, (_, index): RidePlan => {
      const goods = index % 3 === 2 ? "umbrella" : "power-bank";
      const manner = index === 4 ? "gives-up" : index === 6 ? "jammed" : "returns";
      const beginsAfter = (index * killEvery * kills) / 9;
      return { riderNo: newRiderNo(), goods, manner, beginsAfter, hesitates: 200, keeps: 1500 };
    });
    const rides = plans.map((plan) => new Ride(plan, system, handsOf(system, plan.goods), timeline));
    const lives = Promise.all(rides.map((ride) => ride.live()));
    for (let killed = 0; killed < kills; killed++) {
      await delay(killEvery);
      const { name } = system.hubs[killed % system.hubs.length] ?? { name: "hub" };
      timeline.note(`kill -9 ${name}`);
      if (system.pidOf(name) !== undefined) system.signal(name, "SIGKILL");
    }
    await lives;
    const { judge, testimony } = await judgeWhenQuiet(system, rides, since, timeline);
    expect(judge.broken, timeline.lines.join("\n")).toEqual([]);
    const ended = testimony.rides.map(({ record }) => record?.order.state);
    expect(ended).toHaveLength(plans.length);
    expect(ended.filter((state) => state === "settled").length).toBeGreaterThan(0);
  }, 240_000);
});
