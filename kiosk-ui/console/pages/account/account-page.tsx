import { PageTitle } from "../../parts/page-title.tsx";
import { useSession } from "../../session.ts";
import { useShellWords } from "../../words.ts";
import styles from "./account-page.module.css";
import { OwnSessions } from "./own-sessions.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { useAccountWords } from "./words.ts";

/** The own account: who is signed in, password, second factor, sessions. */
export function AccountPage() {
  const words = useAccountWords();
  const { roles } = useShellWords();
  const session = useSession();
  if (typeof session === "string") return null;
  return (
    <>
      <PageTitle title={words.title} />
      <dl className={styles.facts}>
        <div>
          <dt>{words.name}</dt>
          <dd>{session.name}</dd>
        </div>
        <div>
          <dt>{words.role}</dt>
          <dd>{roles[session.role]}</dd>
        </div>
      </dl>
      <div className={styles.parts}>
        <section className={styles.part}>
          <h2>{words.password.title}</h2>
          <PasswordForm />
        </section>
        <section className={styles.part}>
          <h2>{words.factor.title}</h2>
          <SecondFactor session={session} />
        </section>
        <section className={`${styles.part} ${styles.wide}`}>
          <h2>{words.sessions.title}</h2>
          <OwnSessions />
        </section>
      </div>
    </>
  );
}
