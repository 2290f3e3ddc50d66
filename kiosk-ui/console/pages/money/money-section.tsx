import { NavLink, Route, Routes } from "react-router";
import styles from "./money.module.css";
import { ReconcilePage } from "./reconcile-page.tsx";
import { SharesPage } from "./shares-page.tsx";
import { StatementPage } from "./statement-page.tsx";
import { useMoneyWords } from "./words.ts";

/** What was earned, what of it is due to others, and whether the provider agrees. */
export function MoneySection() {
  const { parts } = useMoneyWords();
  return (
    <>
      <nav className={styles.parts} aria-label={parts.label}>
        <NavLink to="/money" end>
          {parts.statement}
        </NavLink>
        <NavLink to="/money/shares">{parts.shares}</NavLink>
        <NavLink to="/money/reconcile">{parts.reconcile}</NavLink>
      </nav>
      <Routes>
        <Route index element={<StatementPage />} />
        <Route path="shares" element={<SharesPage />} />
        <Route path="reconcile" element={<ReconcilePage />} />
      </Routes>
    </>
  );
}
