import { expect, it } from "vitest";
import { PageLanguages } from "../../../server/http/page-language.ts";
import { page as chinesePage, englishPage, HttpFixture } from "../../support/http-fixture.ts";

const zh = '<link rel="modulepreload" href="/assets/words-chinese-a.js" data-language="zh">';
const en = '<link rel="modulepreload" href="/assets/words-english-b.js" data-language="en">';
const page = (links: string) => `<head>\n<script src="/assets/rider.js"></script>${links}\n</head>`;
const pages = new PageLanguages(page(`\n    ${zh}\n    ${en}`));

it.each([
  [undefined, zh],
  ["", zh],
  ["zh-CN,zh;q=0.9,en;q=0.8", zh],
  ["en-GB,en;q=0.9,zh;q=0.8", en],
  ["fr-FR, zh-TW;q=0.7", zh],
  ["de-DE,de;q=0.9", en],
])("a browser with the languages %s is sent the words of one language only", (header, link) => {
  expect(pages.pageFor(header)).toBe(page(`\n    ${link}`));
});

it("a page that names no language is sent as it is", () => {
  expect(new PageLanguages(page("")).pageFor("en")).toBe(page(""));
});

it("the hub sends the rider's page with the words that the browser asks for", async () => {
  const fixture = await HttpFixture.open({ alipayAppOnly: true });
  const sent = async (language?: string) =>
    (
      await fixture.app.inject({
        url: "/",
        headers: { accept: "text/html", ...(language !== undefined && { "accept-language": language }) },
      })
    ).body;
  expect([await sent(), await sent("en-US,en;q=0.9")]).toEqual([chinesePage, englishPage]);
  await fixture.close();
});
