import { expect, test } from "vitest";
import { browserName } from "../../../kiosk-ui/console/parts/browser-name.ts";

test("a browser is called by its name and its system", () => {
  const edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36 Edg/124.0";
  const safari =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Safari/604.1";
  expect(browserName(edge)).toBe("Edge · Windows");
  expect(browserName(safari)).toBe("Safari · iPhone");
  expect(browserName("Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0")).toBe("Firefox · Linux");
});

test("a description that names no browser has no name", () => {
  expect(browserName("curl/8.5.0")).toBeUndefined();
});
