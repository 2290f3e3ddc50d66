import type { FastifyReply } from "fastify";
import { linkTexts, type PageLanguage, type PageText } from "./problem-texts.ts";
import type { App } from "./typed-app.ts";

export interface Notice extends PageText {
  readonly language: PageLanguage;
  /** The error's code, for whoever asks for help. */
  readonly code?: string;
  /** A page of the hub's own to try again. */
  readonly again?: string | undefined;
}

export const stylesAddress = "/assets/notice.css";

/** Nothing but its own style sheets. */
export const noticePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(";");

const styles = `html{color-scheme:light}
body{margin:0;background:#f2f6f4;color:#10211d;font:1rem/1.5 -apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif}
main{max-width:26rem;margin:0 auto;padding:20vh 20px 24px;text-align:center}
.brand{margin:0 0 32px;color:#0a6457;font-weight:700}
h1{margin:0;font-size:1.625rem;line-height:1.3}
p{margin:8px 0 0;color:#52655f}
.code{font-size:.875rem}
nav{margin-top:32px}
a{display:block;box-sizing:border-box;min-height:48px;margin-top:12px;padding:12px;border:1px solid #0a6457;border-radius:14px;color:#0a6457;text-decoration:none}
a.first{background:#0a6457;color:#fff}
a:focus-visible{outline:3px solid #10211d;outline-offset:2px}
`;

/** The style sheet of the notices. */
export function noticeStyles(app: App): void {
  app.get(stylesAddress, { schema: { hide: true } }, (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=3600").send(styles),
  );
}

/** Answers a browser with a page of a few words: no script, and nothing of what was asked for. */
export function sendNotice(reply: FastifyReply, status: number, notice: Notice): FastifyReply {
  return reply
    .code(status)
    .headers({ "content-security-policy": noticePolicy, "cache-control": "no-store", vary: "accept, accept-language" })
    .type("text/html; charset=utf-8")
    .send(pageOf(notice));
}

function pageOf({ language, title, text, code, again }: Notice): string {
  const links = linkTexts[language];
  return [
    "<!doctype html>",
    `<html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${stylesAddress}"></head>`,
    `<body><main><p class="brand">${links.brand}</p><h1>${title}</h1><p>${text}</p>`,
    code === undefined ? "" : `<p class="code">${code}</p>`,
    "<nav>",
    again === undefined ? "" : `<a class="first" href="${again}">${links.again}</a>`,
    `<a href="/orders">${links.orders}</a></nav></main></body></html>\n`,
  ].join("");
}
