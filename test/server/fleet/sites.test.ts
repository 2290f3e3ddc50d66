import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { Sites } from "../../../server/fleet/sites.ts";
import { AuditLog, auditEntry, auditTable } from "../../../server/store/audit-table.ts";
import { cabinetTable } from "../../../server/store/cabinet-table.ts";
import { cabinetId, HubFixture } from "../../support/hub-fixture.ts";

let fixture: HubFixture;
let sites: Sites;
const by = { actor: "operator/lin", reason: "a new shop", address: "127.0.0.1" } as const;
const location = { longitude: 121.47, latitude: 31.23 };
const details = { name: "茶馆", address: "北京路3号", location, support: { telephone: "021 5550 0100" } };
const elsewhere = { name: "书店", address: "南京路9号" };

beforeEach(async () => {
  fixture = await HubFixture.withCabinet();
  const { store, clock } = fixture;
  sites = new Sites({ store, clock, audit: new AuditLog(clock, () => "test") });
});

afterEach(() => fixture.close());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const cabinet = () => fixture.store.transact((tx) => tx.get(cabinetTable, cabinetId));
const acts = async () => {
  const entries = await fixture.store.transact((tx) => tx.page(auditTable, auditEntry({}), 30));
  return entries.toReversed().map(({ act }) => act.what);
};

describe("a site", () => {
  it("is added once, described again afterwards, and listed with its cabinets", async () => {
    expect(await sites.put("tea-house", details, by)).toBe(true);
    expect(await sites.put("tea-house", { ...details, owner: "王老板" }, by)).toBe(false);
    await sites.move(cabinetId, { siteId: "tea-house" }, by);
    const view = { siteId: "tea-house", ...details, owner: "王老板", cabinetIds: [cabinetId] };
    expect(await sites.list()).toEqual([view]);
    expect(await sites.view("tea-house")).toEqual(view);
    expect(await acts()).toEqual(["site-added", "site-changed", "cabinet-moved"]);
  });

  it("gives its cabinets each value that they had of it, and leaves those with a value of their own", async () => {
    await sites.put("tea-house", details, by);
    await sites.move(cabinetId, { siteId: "tea-house", address: "北京路3号二楼" }, by);
    const { support: _, ...without } = details;
    await sites.put("tea-house", { ...without, address: "北京路5号", location: { ...location, latitude: 31.24 } }, by);
    expect(await cabinet()).toMatchObject({ address: "北京路3号二楼", location: { latitude: 31.24 } });
    expect(await cabinet()).not.toHaveProperty("support");
  });

  it("is not removed while a cabinet stands there", async () => {
    await sites.put("tea-house", details, by);
    await sites.move(cabinetId, { siteId: "tea-house" }, by);
    expect(await codeOf(sites.remove("tea-house", by))).toBe("site/in-use");
    await sites.move(cabinetId, { siteId: null }, by);
    await sites.remove("tea-house", by);
    expect(await sites.list()).toEqual([]);
    expect(await acts()).toContain("site-removed");
  });

  it("that there is not can't be seen, removed or moved to", async () => {
    expect(await codeOf(sites.view("nowhere"))).toBe("site/unknown");
    expect(await codeOf(sites.remove("nowhere", by))).toBe("site/unknown");
    expect(await codeOf(sites.move(cabinetId, { siteId: "nowhere" }, by))).toBe("site/unknown");
  });
});

describe("a cabinet that is moved", () => {
  it("takes address, location and telephone of its new site", async () => {
    await sites.put("tea-house", details, by);
    await sites.move(cabinetId, { siteId: "tea-house" }, by);
    const { name: _, ...ofSite } = details;
    expect(await cabinet()).toMatchObject({ siteId: "tea-house", ...ofSite, name: "咖啡馆" });
  });

  it("keeps no location of where it stood where the new address comes without one", async () => {
    await sites.put("tea-house", details, by);
    await sites.put("book-shop", elsewhere, by);
    await sites.move(cabinetId, { siteId: "tea-house" }, by);
    await sites.move(cabinetId, { siteId: "book-shop" }, by);
    expect(await cabinet()).toMatchObject({ siteId: "book-shop", address: "南京路9号" });
    expect(await cabinet()).not.toHaveProperty("location");
  });

  it("remembers where it stood, and until when", async () => {
    await sites.put("tea-house", details, by);
    await sites.move(cabinetId, { siteId: "tea-house" }, by);
    const moved = fixture.clock.now();
    await fixture.clock.pass(60_000);
    await sites.move(cabinetId, { siteId: null, address: "南京路9号" }, by);
    expect(await cabinet()).toMatchObject({
      address: "南京路9号",
      siteSince: moved + 60_000,
      earlierSites: [{ until: moved }, { siteId: "tea-house", from: moved, until: moved + 60_000 }],
    });
    expect(await cabinet()).not.toHaveProperty("siteId");
  });

  it("stays on its site where only its address is put right", async () => {
    await sites.put("tea-house", details, by);
    await sites.move(cabinetId, { siteId: "tea-house" }, by);
    await sites.move(cabinetId, { address: "北京路3号二楼" }, by);
    expect(await cabinet()).toMatchObject({ siteId: "tea-house", address: "北京路3号二楼" });
    expect((await cabinet())?.earlierSites).toHaveLength(1);
  });

  it("is refused where nothing would change, and where there is no such cabinet", async () => {
    await sites.put("tea-house", details, by);
    await sites.move(cabinetId, { siteId: "tea-house" }, by);
    expect(await codeOf(sites.move(cabinetId, { siteId: "tea-house" }, by))).toBe("request/invalid");
    expect(await codeOf(sites.move("nowhere-1", { siteId: "tea-house" }, by))).toBe("cabinet/unknown");
  });
});
