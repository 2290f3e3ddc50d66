import { useEffect, useState } from "preact/hooks";
import type {
  CabinetView,
  Comparison,
  RunView,
  TrafficEntry,
  WorkbenchState,
} from "../../simulators/workbench/views.ts";

/** What each event of the stream bears. */
interface Changes {
  readonly cabinet: CabinetView;
  readonly traffic: { readonly cabinet: string; readonly entry: TrafficEntry };
  readonly comparison: Comparison;
  readonly recording: { readonly steps: number | null };
  readonly run: RunView;
}

/** So many frames of each cabinet are kept on the page. */
const shownFrames = 200;

/** What the page shows; undefined before the first event. */
export interface Watched {
  readonly state: WorkbenchState | undefined;
  readonly isConnected: boolean;
}

/** Follows the workbench: the state at first, then every change. The browser connects again by itself. */
export function useWorkbench(): Watched {
  const [state, setState] = useState<WorkbenchState>();
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource("/events");
    const on = <Event extends keyof Changes>(
      event: Event,
      change: (state: WorkbenchState, data: Changes[Event]) => WorkbenchState,
    ) =>
      source.addEventListener(event, (message) => {
        const data = JSON.parse((message as MessageEvent<string>).data) as Changes[Event];
        setState((before) => before && change(before, data));
      });
    source.addEventListener("state", (message) => {
      setConnected(true);
      setState(JSON.parse((message as MessageEvent<string>).data) as WorkbenchState);
    });
    on("cabinet", withCabinet);
    on("traffic", withTraffic);
    on("comparison", withComparison);
    on("recording", (state, { steps }) => ({ ...state, recording: steps }));
    on("run", (state, run) => ({ ...state, run }));
    source.addEventListener("error", () => setConnected(false));
    return () => source.close();
  }, []);
  return { state, isConnected };
}

function withCabinet(state: WorkbenchState, changed: CabinetView): WorkbenchState {
  return { ...state, cabinets: state.cabinets.map((each) => (each.name === changed.name ? changed : each)) };
}

function withTraffic(state: WorkbenchState, added: { cabinet: string; entry: TrafficEntry }): WorkbenchState {
  const before = state.traffic[added.cabinet] || [];
  return { ...state, traffic: { ...state.traffic, [added.cabinet]: [...before, added.entry].slice(-shownFrames) } };
}

function withComparison(state: WorkbenchState, changed: Comparison): WorkbenchState {
  const others = state.comparisons.filter(({ cabinet }) => cabinet !== changed.cabinet);
  return { ...state, comparisons: [...others, changed] };
}
