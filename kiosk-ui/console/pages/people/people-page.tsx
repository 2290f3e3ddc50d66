import { PageTitle } from "../../parts/page-title.tsx";
import { AccountList } from "./account-list.tsx";
import { TokenList } from "./token-list.tsx";
import { usePeopleWords } from "./words.ts";

/** Everybody who may use the console, and every program. */
export function PeoplePage() {
  const words = usePeopleWords();
  return (
    <>
      <PageTitle title={words.title} />
      <AccountList />
      <TokenList />
    </>
  );
}
