import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bridgeSettings } from "../firmware-bridge/settings.ts";
import { asyncApiDocument } from "../protocol/asyncapi.ts";
import { chargeTransitions, loanTransitions, orderTransitions } from "../server/rental/transitions.ts";
import { hubSettings } from "../server/settings.ts";
import { cabinetUpdateTransitions, rolloutTransitions } from "../server/updates/update-machines.ts";
import { errorPage } from "./error-table.ts";
import { replaceBlock } from "./marked-block.ts";
import { metricsTable } from "./metrics-table.ts";
import { openApiDocument } from "./openapi-document.ts";
import { pageTypes } from "./page-types.ts";
import { reviewsPage } from "./reviews-page.ts";
import { rolesPage } from "./roles-page.ts";
import { roomPicture, roomTable } from "./room-pages.ts";
import { rooms } from "./rooms.ts";
import { settingsTable } from "./settings-table.ts";
import { stateDiagram } from "./state-diagram.ts";

/** A file that is made from the code, by its path from the root of the project. */
export interface GeneratedDoc {
  readonly path: string;
  readonly text: string;
}

/** Rooms that nearly all import, and rooms that import nearly all: their arrows would hide the others. */
const notDrawn = new Set(["platform", "test", "bench", "scripts", "deploy", "."]);

/** @param root the project's folder, for the pages of which only blocks are generated */
export async function generateDocs(root: string): Promise<readonly GeneratedDoc[]> {
  const withBlocks = async (path: string, blocks: Readonly<Record<string, string>>) => {
    const page = await readFile(join(root, path), "utf8");
    const text = Object.entries(blocks).reduce((all, [name, content]) => replaceBlock(all, name, content), page);
    return { path, text };
  };
  const openApi = await openApiDocument();
  return [
    { path: "docs/asyncapi.json", text: json(asyncApiDocument()) },
    { path: "docs/openapi.json", text: json(openApi) },
    { path: "kiosk-ui/shared/hub-api.ts", text: await pageTypes(openApi) },
    { path: "docs/reference/errors.md", text: errorPage() },
    { path: "docs/reference/roles.md", text: rolesPage(openApi) },
    { path: "docs/reviews.md", text: reviewsPage() },
    await withBlocks("docs/architecture.md", {
      "room-picture": roomPicture(rooms, notDrawn),
      "room-table": roomTable(rooms),
      "order-machine": stateDiagram(orderTransitions),
      "loan-machine": stateDiagram(loanTransitions),
      "charge-machine": stateDiagram(chargeTransitions),
      "rollout-machine": stateDiagram(rolloutTransitions),
      "update-machine": stateDiagram(cabinetUpdateTransitions),
    }),
    await withBlocks("docs/reference/settings.md", {
      "hub-settings": settingsTable("HUB_", hubSettings),
      "bridge-settings": settingsTable("BRIDGE_", bridgeSettings),
    }),
    await withBlocks("docs/reference/metrics.md", { metrics: metricsTable() }),
  ];
}

/** The paths of the files that are not as the code would make them. */
export async function staleDocs(root: string, docs: readonly GeneratedDoc[]): Promise<readonly string[]> {
  const stale = await Promise.all(
    docs.map(async ({ path, text }) => {
      const committed = await readFile(join(root, path), "utf8").catch(() => undefined);
      return committed === text ? [] : [path];
    }),
  );
  return stale.flat();
}

export async function writeDocs(root: string, docs: readonly GeneratedDoc[]): Promise<void> {
  await Promise.all(docs.map(({ path, text }) => writeFile(join(root, path), text)));
}

function json(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
