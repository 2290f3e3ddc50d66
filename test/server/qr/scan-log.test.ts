import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { codeScanTable } from "../../../server/qr/code-scan-table.ts";
import { recentScans, ScanLog, scansTogether } from "../../../server/qr/scan-log.ts";
import type { Store } from "../../../server/store/store.ts";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";

let hub: HubFixture;
let codeId: string;
const warnings: object[] = [];
beforeEach(async () => {
  hub = await HubFixture.withCabinet();
  codeId = (await hub.codes.issue(cabinetId, 7)).id;
  warnings.length = 0;
});
afterEach(() => hub.close());

const logOver = (store: Pick<Store, "transact">) =>
  new ScanLog({
    store: store as Store,
    clock: hub.clock,
    log: { warn: (data: object) => void warnings.push(data) },
  });
const kept = () => hub.store.transact((tx) => tx.get(codeScanTable, codeId));

describe("the log of scans", () => {
  it("writes scans together after some seconds, the newest first", async () => {
    const log = logOver(hub.store);
    const first = hub.clock.now();
    log.note(codeId, false);
    await hub.clock.pass(1000);
    log.note(codeId, true);
    expect(await kept()).toBeUndefined();
    await hub.clock.pass(scansTogether);
    await log.flush();
    expect(await kept()).toEqual({
      codeId,
      cabinetId,
      slot: 7,
      scans: 1,
      scansWhenRevoked: 1,
      recent: [
        { at: first + 1000, revoked: true },
        { at: first, revoked: false },
      ],
    });
  });

  it("counts all, and keeps the last ones one by one", async () => {
    const log = logOver(hub.store);
    for (let scan = 0; scan < recentScans + 5; scan++) log.note(codeId, false);
    await log.flush();
    log.note(codeId, false);
    await log.flush();
    const row = await kept();
    expect(row?.scans).toBe(recentScans + 6);
    expect(row?.recent).toHaveLength(recentScans);
  });

  it("keeps nothing of a code that is not there any more", async () => {
    const log = logOver(hub.store);
    log.note("unknown-code", false);
    await log.flush();
    expect(await hub.store.transact((tx) => tx.all(codeScanTable))).toEqual([]);
  });

  it("goes on after a failure, which is logged", async () => {
    let isAway = true;
    const log = logOver({
      transact: (work) => (isAway ? Promise.reject(new AppError("store/away")) : hub.store.transact(work)),
    });
    log.note(codeId, false);
    await log.flush();
    expect(warnings).toMatchObject([{ codes: 1 }]);
    isAway = false;
    log.note(codeId, false);
    await log.flush();
    expect((await kept())?.scans).toBe(1);
  });
});
