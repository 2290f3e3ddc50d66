import MarkdownIt from "markdown-it";
import type { PageLanguage } from "./problem-texts.ts";

export interface TextPage {
  readonly language: PageLanguage;
  /** The operator's name, as it was entered. */
  readonly brand: string;
  readonly title: string;
  /** Which version it is, in words. */
  readonly version: string;
  readonly markdown: string;
  /** Addresses of style sheets. */
  readonly styles: readonly string[];
}

/** No HTML of the operator's passes, and no picture: a page of ours loads nothing from elsewhere. */
const markdown = new MarkdownIt({ html: false }).disable("image");

/** A text of the operator as a page without a script. */
export function textPage({ language, brand, title, version, markdown: text, styles }: TextPage): string {
  return [
    "<!doctype html>",
    `<html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><link rel="icon" href="data:,">`,
    ...styles.map((address) => `<link rel="stylesheet" href="${address}">`),
    `</head><body><main><p class="brand">${markdown.utils.escapeHtml(brand)}</p><h1>${title}</h1>`,
    `<p>${version}</p><article>${rendered(text)}</article></main></body></html>\n`,
  ].join("");
}

/** Headings are one level lower than written: the page has its title already. */
function rendered(text: string): string {
  const tokens = markdown.parse(text, {});
  for (const token of tokens)
    if (token.type === "heading_open" || token.type === "heading_close")
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
  return markdown.renderer.render(tokens, markdown.options, {});
}
