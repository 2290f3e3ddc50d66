import { Route, Routes } from "react-router";
import { ReturnPage } from "./return-page.tsx";
import { WorkPage } from "./work-page.tsx";

/** What waits, and one unmatched return. */
export function WorkSection() {
  return (
    <Routes>
      <Route index element={<WorkPage />} />
      <Route path="return" element={<ReturnPage />} />
    </Routes>
  );
}
