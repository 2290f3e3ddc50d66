import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { bookDay } from "../rental/book-day.ts";
import { type TextKind, textKinds } from "../rental/operator-text.ts";
import { profileIn } from "../store/operator-profile-table.ts";
import { type OperatorText, textIn } from "../store/operator-text-table.ts";
import type { Store } from "../store/store.ts";
import { noticePolicy, sendNotice, stylesAddress } from "./notice-page.ts";
import { type PageLanguage, pageLanguage } from "./problem-texts.ts";
import type { App } from "./typed-app.ts";

type Texts = Record<PageLanguage, string>;

const titles: Record<TextKind, Texts> = {
  terms: { "zh-CN": "用户服务协议", en: "Terms of service" },
  privacy: { "zh-CN": "隐私政策", en: "Privacy notice" },
  prices: { "zh-CN": "计费规则", en: "Price rules" },
};

const unpublished: Texts = {
  "zh-CN": "运营商尚未发布这项内容。",
  en: "The operator has not published this text.",
};

const versionLine: Record<PageLanguage, (version: number, day: string) => string> = {
  "zh-CN": (version, day) => `第 ${version} 版，${day} 发布`,
  en: (version, day) => `Version ${version}, published on ${day}`,
};

const textStylesAddress = "/assets/text.css";

const styles = `main{max-width:42rem;padding:32px 20px 48px;text-align:start}
.brand{margin-bottom:16px}
article{overflow-wrap:break-word}
article h2{margin:28px 0 0;font-size:1.25rem}
article h3,article h4{margin:20px 0 0;font-size:1rem}
article p,article li{color:#10211d}
article a{display:inline;padding:0;border:0;text-decoration:underline}
table{margin-top:12px;border-collapse:collapse}
th,td{padding:6px 8px;border:1px solid #b9c9c3;text-align:start}
`;

const Query = Type.Object({
  version: Type.Optional(Type.String({ pattern: "^[1-9][0-9]{0,5}$" })),
  language: Type.Optional(Type.Enum(["zh", "en"])),
});

/** The operator's terms, privacy notice and price rules, as pages that need no login and no script. */
export function textPages(app: App, { store }: { readonly store: Store }): void {
  app.get(textStylesAddress, { schema: { hide: true } }, (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=3600").send(styles),
  );
  for (const kind of textKinds)
    app.get(`/${kind}`, { schema: { hide: true, querystring: Query } }, async ({ query, headers }, reply) => {
      const version = query.version === undefined ? undefined : Number(query.version);
      const language = languageOf(query.language, headers["accept-language"]);
      const { text, brand } = await store.transact(async (tx) => ({
        text: await textIn(tx, kind, version),
        brand: (await profileIn(tx)).brand,
      }));
      if (text) return sendText(reply, text, language, brand);
      if (version !== undefined) throw new AppError("text/unknown");
      return sendNotice(reply, 404, { language, title: titles[kind][language], text: unpublished[language] });
    });
}

function languageOf(asked: "zh" | "en" | undefined, acceptLanguage: string | undefined): PageLanguage {
  if (asked === undefined) return pageLanguage(acceptLanguage);
  return asked === "zh" ? "zh-CN" : "en";
}

async function sendText(
  reply: FastifyReply,
  { kind, version, publishedAt, text }: OperatorText,
  wanted: PageLanguage,
  brand: { readonly zh: string; readonly en: string },
): Promise<FastifyReply> {
  const [language, said, name] =
    wanted === "en" && text.en !== undefined
      ? (["en", text.en, brand.en] as const)
      : (["zh-CN", text.zh, brand.zh] as const);
  // The parser of Markdown is a package for which no start should wait.
  const { textPage } = await import("./text-page.ts");
  const html = textPage({
    language,
    brand: name,
    title: titles[kind][language],
    version: versionLine[language](version, bookDay(publishedAt)),
    markdown: said,
    styles: [stylesAddress, textStylesAddress],
  });
  return reply
    .headers({ "content-security-policy": noticePolicy, vary: "accept-language" })
    .type("text/html; charset=utf-8")
    .send(html);
}
