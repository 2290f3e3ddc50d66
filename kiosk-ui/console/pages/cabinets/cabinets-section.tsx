import { Route, Routes } from "react-router";
import { CabinetPage } from "./cabinet-page.tsx";
import { FleetPage } from "./fleet-page.tsx";

/** All cabinets, and one cabinet. */
export function CabinetsSection() {
  return (
    <Routes>
      <Route index element={<FleetPage />} />
      <Route path=":cabinetId" element={<CabinetPage />} />
    </Routes>
  );
}
