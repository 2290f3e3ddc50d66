import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { words } from "../../kiosk-ui/console/pages/cabinets/words-chinese.ts";
import { words as shell } from "../../kiosk-ui/console/words-chinese.ts";
import { DeployedSystem } from "../support/deployed-system.ts";
import { findChromium } from "../support/optional.ts";
import { ConsoleBrowser } from "./console-browser.ts";

/* Cabinets in the console, in a real browser over the real hub and bridges. Each step goes on where the one before it ended. */

const program = findChromium();
const names = words.acts.names;
const cafe = "街角咖啡馆";
let system: DeployedSystem;
let operator: ConsoleBrowser;
let tiles: Server | undefined;
let tilesAddress = "";

/** A picture of one pixel, for every tile. */
const tile = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describe.skipIf(!program)("cabinets in the console", () => {
  beforeAll(async () => {
    system = await DeployedSystem.open({
      environmentOf: (name) => ({
        ...(name === "hub" &&
          tilesAddress !== "" && { HUB_MAP_TILES: tilesAddress, HUB_MAP_ATTRIBUTION: "© <map> of the tests" }),
      }),
    });
    operator = await ConsoleBrowser.open(program ?? "", system);
  });
  afterAll(async () => {
    await operator.close();
    await system.close();
    tiles?.close();
  });

  it("the list counts the cabinets, and a filter narrows it", async () => {
    await operator.signIn();
    await operator.choose(shell.sections.cabinets);
    await operator.sees(words.title);
    await operator.says(words.counts(2, 2));
    await operator.checkPage("cabinets");
    await operator.page.getByLabel(words.search, { exact: true }).fill("demo-1");
    await operator.page.keyboard.press("Enter");
    await operator.says(words.counts(2, 1));
    await operator.press(shell.clearFilters);
    // Every slot holds an umbrella now: riders have nowhere to return theirs.
    await system.board("/slots/4/insert", { itemId: "UMBRELLA0099" }, "umbrella");
    await operator.page.getByText(words.views.visits, { exact: true }).click();
    await operator.says(/可用的 \d 个仓位已满/);
    await operator.checkPage("visits");
  });

  it("a site is added, and where the cabinets are is drawn without a map", async () => {
    await operator.page.getByText(words.views.sites, { exact: true }).click();
    await operator.press(words.sites.add);
    await operator.page.getByLabel(words.sites.id).fill("tea-house");
    await operator.page.getByLabel(words.fields.name, { exact: true }).fill("湖边茶馆");
    await operator.page.getByLabel(words.fields.address, { exact: true }).fill("湖滨路 3 号");
    await operator.page.getByLabel(words.fields.latitude).fill("31.2331");
    await operator.page.getByLabel(words.fields.longitude).fill("121.4751");
    await giveReason("新签约的网点");
    await confirm(words.sites.add);
    await operator.says("湖边茶馆");
    await operator.checkPage("sites");
    await operator.page.getByText(words.views.map, { exact: true }).click();
    await operator.says(words.planNote);
    await operator.checkPage("cabinets-plan");
  });

  it("a cabinet's page draws its slots as they are built, and an act asks for its reason", async () => {
    await operator.goTo("/cabinets/demo-1");
    await operator.sees(cafe);
    await operator.press(/^3 号仓 · /);
    await operator.says(names["open-slot"] ?? "");
    await operator.checkPage("cabinet");
    const wall = operator.page.getByRole("list", { name: words.slotsLabel });
    expect(await wall.getAttribute("style")).toMatch(/grid-template-columns: repeat\(3, /);
    await operator.press(names["open-slot"] ?? "");
    await operator.says(words.acts.does["open-slot"] ?? "");
    await operator.checkPage("open-slot");
    await confirm(names["open-slot"] ?? "");
    await operator.says(shell.reasonMissing);
    await giveReason("清洁仓位");
    await confirm(names["open-slot"] ?? "");
    // The real bridge opens the slot of the simulated board, and its answer comes back by itself.
    await operator.page
      .getByRole("region", { name: words.commands.title })
      .getByText(words.commands.states["opened"] ?? "")
      .waitFor();
    await operator.says(/3 号仓已打开，物品/);
    await operator.press(/^3 号仓 · 空$/);
  });

  it("a slot is locked and unlocked, and what stands in the way of an act is said", async () => {
    await operator.press(/^5 号仓 · /);
    await act(names["lock-slot"] ?? "", "锁扣松动");
    await operator.press(new RegExp(`^5 号仓 · ${words.looks.locked}`));
    await operator.says(words.byOperator("operator/admin", "锁扣松动").split("：")[1] ?? "");
    await operator.checkPage("slot-locked");
    await act(names["unlock-slot"] ?? "", "已修好");
    await operator.press(new RegExp(`^5 号仓 · ${words.looks.ready}`));
  });

  it("the bridge restarts as it is told, and says so", async () => {
    const before = system.pidOf("bridge");
    await act(names["restart"] ?? "", "读卡异常");
    await operator.page
      .getByRole("region", { name: words.commands.title })
      .getByText(words.commands.states["restarting"] ?? "")
      .waitFor();
    await system.until("the bridge runs again", async () => ![undefined, before].includes(system.pidOf("bridge")));
    await operator.page
      .getByRole("region", { name: words.comings.title })
      .getByText(words.comings.offline)
      .first()
      .waitFor();
  });

  it("a cabinet is moved to the site, and a new one is registered, whose secret is shown once", async () => {
    await operator.press(words.acts.move);
    await operator.page.getByLabel(words.site, { exact: true }).last().click();
    await operator.page.getByTitle("湖边茶馆").click();
    await giveReason("搬到茶馆");
    await confirm(words.acts.move);
    await operator.says("湖滨路 3 号");
    await operator.page.getByRole("link", { name: words.back }).click();
    await operator.press(words.newCabinet);
    await operator.checkPage("new-cabinet");
    await operator.page.getByLabel(words.fields.cabinetId).fill("shop-3");
    await operator.page.getByLabel(words.fields.slots, { exact: true }).fill("8");
    await operator.page.getByLabel(words.fields.name, { exact: true }).fill("书店");
    await operator.page.getByLabel(words.fields.address, { exact: true }).fill("南京路 9 号");
    await giveReason("新机柜");
    await confirm(words.newCabinet);
    await operator.says(words.create.secretTitle("shop-3"));
    await operator.says(/^BRIDGE_SECRET=[\w-]{43}$/);
    await operator.press(shell.secretKept);
    await operator.says(words.counts(3, 3));
    await operator.goTo("/cabinets/shop-3");
    await operator.says(words.conditions["never-seen"]);
    await operator.checkPage("cabinet-never-seen");
  });

  it("a cabinet that is retired is gone from the list", async () => {
    await act(names["remove"] ?? "", "登记错误");
    await operator.says(words.counts(2, 2));
  });

  it("the map is drawn from the server of tiles that is set, and from no other", async () => {
    const asked: string[] = [];
    const server = createServer((request, answer) => {
      asked.push(request.url ?? "");
      answer.setHeader("content-type", "image/png").end(tile);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    tiles = server;
    tilesAddress = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{z}/{x}/{y}.png`;
    await system.restart();
    await operator.goTo("/cabinets?view=map");
    const pin = operator.page.getByRole("button", { name: new RegExp(`^${cafe}`) });
    await pin.waitFor();
    await operator.page.locator("img.leaflet-tile-loaded").first().waitFor();
    await operator.says("© <map> of the tests");
    expect(asked[0]).toMatch(/^\/\d+\/\d+\/\d+\.png$/);
    await operator.checkPage("cabinets-map");
    await pin.focus();
    await operator.page.keyboard.press("Enter");
    await operator.sees(cafe);
  });
});

async function giveReason(reason: string): Promise<void> {
  await operator.page.getByLabel(shell.reason, { exact: true }).fill(reason);
}

/** Presses the button of the dialog that is open. */
async function confirm(name: string): Promise<void> {
  await operator.page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
}

async function act(name: string, reason: string): Promise<void> {
  await operator.press(new RegExp(`^${name}$`));
  await giveReason(reason);
  await confirm(name);
  await operator.page.getByRole("dialog").waitFor({ state: "detached" });
}
