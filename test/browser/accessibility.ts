import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What other colours can break on a page that was looked at wholly before. */
export const rulesOfColour = ["color-contrast"];
/** And what another size can break. */
export const rulesOfSize = ["target-size", "scrollable-region-focusable", "meta-viewport"];

/**
 * What axe finds on the page as it is shown: rule and place of each violation.
 * @param rules those that are looked at; all without it
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(source);
  const options = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const run = `window.axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`;
  const found = await page.evaluate<Violation[]>(run);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
