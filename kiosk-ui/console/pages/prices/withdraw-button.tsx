import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { changed } from "../../queries.ts";
import { Guarded } from "./guarded.tsx";
import { useEditor } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

/** Takes back a price list that has not taken effect. */
export function WithdrawButton({ number }: { readonly number: number }) {
  const words = usePriceWords();
  const { mayPublish } = useEditor();
  return (
    <Guarded label={words.withdraw} obstacle={mayPublish ? undefined : "may-not-publish"}>
      <ActButton
        label={words.withdraw}
        title={words.withdrawTitle}
        isDanger
        problemTexts={words.problems}
        act={async (reason) => {
          const path = { number: String(number) };
          await call("post", "/api/operator/prices/lists/{number}/withdraw", { path, body: { reason } });
          await changed("prices");
        }}
      >
        <p>{words.withdrawText}</p>
      </ActButton>
    </Guarded>
  );
}
