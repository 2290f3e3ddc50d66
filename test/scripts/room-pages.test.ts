import { expect, test } from "vitest";
import { roomPicture, roomTable } from "../../scripts/room-pages.ts";

const rooms = {
  base: { holds: "The ground.", imports: [], packages: [] },
  "server/shop": { holds: "Sells.", imports: ["base"], packages: ["typebox"] },
  "server/shop/till": { holds: "Counts.", imports: ["server/shop"] },
  "server/door": { holds: "Opens.", imports: ["base", "server/shop"] },
  "a-page": { holds: "Shows.", imports: ["server/door/bell.ts"] },
  test: { holds: "Tries.", imports: ["*", "a-page"] },
};

test("the picture joins what is below a folder, and leaves out arrows that follow from others", () => {
  expect(roomPicture(rooms, new Set(["test"])).split("\n")).toEqual([
    "```mermaid",
    "flowchart TD",
    '  subgraph hub["server/"]',
    '    server_shop["server/shop"]',
    '    server_door["server/door"]',
    "  end",
    '  base["base"]',
    '  a_page["a-page"]',
    "  server_shop --> base",
    "  server_door --> server_shop",
    "  a_page -.-> server_door",
    "```",
  ]);
});

test("the table says what each room may import", () => {
  expect(roomTable(rooms).split("\n").slice(2)).toEqual([
    "| `base` | The ground. | no room; no package |",
    "| `server/shop` | Sells. | `base`; packages `typebox` |",
    "| `server/shop/till` | Counts. | `server/shop` |",
    "| `server/door` | Opens. | `base`, `server/shop` |",
    "| `a-page` | Shows. | `server/door/bell.ts` |",
    "| `test` | Tries. | all rooms but those of tests; `a-page` |",
  ]);
});
