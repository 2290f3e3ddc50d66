import { Route, Routes } from "react-router";
import { CabinetCodesPage } from "./cabinet-codes-page.tsx";
import { CodesPage } from "./codes-page.tsx";

/** The codes on slots: all cabinets, and those of one. */
export function CodesSection() {
  return (
    <Routes>
      <Route index element={<CodesPage />} />
      <Route path=":cabinetId" element={<CabinetCodesPage />} />
    </Routes>
  );
}
