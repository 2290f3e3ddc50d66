import { Route, Routes } from "react-router";
import { RolloutPage } from "./rollout-page.tsx";
import { UpdatesPage } from "./updates-page.tsx";

/** Releases of the bridge's software, and how they get to cabinets. */
export function UpdatesSection() {
  return (
    <Routes>
      <Route index element={<UpdatesPage />} />
      <Route path="rollouts/:rolloutId" element={<RolloutPage />} />
    </Routes>
  );
}
