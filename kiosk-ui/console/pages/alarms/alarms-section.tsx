import { Route, Routes } from "react-router";
import { AlarmsPage } from "./alarms-page.tsx";
import { TargetPage } from "./target-page.tsx";

/** What is wrong, who is told, and what was sent to one of them. */
export function AlarmsSection() {
  return (
    <Routes>
      <Route index element={<AlarmsPage />} />
      <Route path="targets/:id" element={<TargetPage />} />
    </Routes>
  );
}
