import { expect, test } from "vitest";
import { cabinetIds, enrol } from "../../../simulators/fleet/enrolment.ts";
import { fleetControl } from "../../../simulators/fleet/fleet-control.ts";
import { emptyTally, sumUp } from "../../../simulators/fleet/fleet-tally.ts";

const status = { ...emptyTally(), connected: 2, memory: 100, opened: 5 };

test("over the control an item goes back where it came out, and nowhere else", async () => {
  const control = fleetControl({
    putBack: (cabinetId, slot) => Promise.resolve(cabinetId === "sim-00001" && slot === 7),
    status: () => Promise.resolve(status),
  });
  const post = async (url: string) => (await control.inject({ method: "POST", url })).statusCode;
  expect(await post("/cabinets/sim-00001/slots/7/return")).toBe(204);
  expect(await post("/cabinets/sim-00001/slots/8/return")).toBe(409);
  expect((await control.inject("/status")).json()).toEqual(status);
  await control.close();
});

test("a fleet's status is the sum of its processes'", () => {
  expect(sumUp([status, status])).toEqual({ ...status, connected: 4, memory: 200, opened: 10 });
});

test("every cabinet of a fleet is registered once and gets its own secret", async () => {
  const asked: string[] = [];
  const register = (cabinetId: string) => {
    asked.push(cabinetId);
    return Promise.resolve({ secret: `of ${cabinetId}` });
  };
  const ids = cabinetIds("sim", 40);
  const logins = await enrol({ register, renewSecret: register }, ids, 12);
  expect(asked).toHaveLength(40);
  expect(logins).toEqual(ids.map((cabinetId) => ({ cabinetId, secret: `of ${cabinetId}` })));
  expect(ids.at(-1)).toBe("sim-00040");
});
