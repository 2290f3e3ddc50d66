import { CabinetPage } from "./cabinet-page.tsx";
import { ConnectingPage } from "./connecting-page.tsx";
import { PairingPage } from "./pairing-page.tsx";
import { useScreen } from "./use-screen.ts";

/** The whole page, for whatever the screen knows. */
export function KioskPage() {
  const state = useScreen();
  switch (state.kind) {
    case "connecting":
      return <ConnectingPage />;
    case "pairing":
      return <PairingPage code={state.pairingCode} />;
    case "showing":
      return <CabinetPage state={state} />;
  }
}
