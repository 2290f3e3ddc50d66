import { Type } from "typebox";
import { parseBizContent } from "./biz-content.ts";
import { lifeAccountOf, type State, UserId } from "./state.ts";

const Article = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 64 }),
  desc: Type.String({ minLength: 1, maxLength: 200 }),
  action_name: Type.String({ minLength: 1, maxLength: 32 }),
  url: Type.String({ pattern: "^https?://" }),
});

const Message = Type.Object({
  to_user_id: UserId,
  msg_type: Type.Literal("image-text"),
  articles: Type.Array(Article, { minItems: 1, maxItems: 10 }),
});

/** Messages that a user's page keeps. */
const mostCards = 20;

/** `alipay.open.public.message.custom.send`: the merchant writes to a user of its life account. @throws BusinessFailure */
export function takeLifeMessage(state: State, bizContent: string, now: number): void {
  const { to_user_id: userId, articles } = parseBizContent(Message, bizContent);
  const { cards } = lifeAccountOf(state, userId);
  for (const { title, desc, action_name: action, url } of articles)
    cards.push({ at: now, title, text: desc, action, url });
  cards.splice(0, cards.length - mostCards);
}
