import { useEffect, useState } from "react";
import { type Problem, problemOf } from "../shared/client.ts";
import { FirstPasswordPage } from "./first-password-page.tsx";
import { Frame } from "./frame.tsx";
import { ErrorNotice } from "./parts/error-notice.tsx";
import { Loading } from "./parts/loading.tsx";
import { openSession, useSession } from "./session.ts";
import { SignInPage } from "./sign-in-page.tsx";
import { useShellWords } from "./words.ts";

/** The console to those who are signed in, the sign-in page to all others, at every address. */
export function Gate() {
  const session = useSession();
  const { title, brand } = useShellWords();
  const [problem, setProblem] = useState<Problem>();
  const open = () => {
    setProblem(undefined);
    openSession().catch((error: unknown) => setProblem(problemOf(error)));
  };
  useEffect(open, []);
  useEffect(() => {
    document.title = `${brand} · ${title}`;
  }, [brand, title]);
  if (problem) return <ErrorNotice problem={problem} again={open} />;
  if (session === "unknown") return <Loading />;
  if (session === "signed-out") return <SignInPage />;
  return session.mustChangePassword ? <FirstPasswordPage /> : <Frame session={session} />;
}
