/** What the cabinets of one process count together. */
export interface FleetTally {
  opened: number;
  refused: number;
  /** Events in journals that the hub has not acknowledged. */
  unacknowledged: number;
  sealsBroken: number;
  malformed: number;
}

export function emptyTally(): FleetTally {
  return { opened: 0, refused: 0, unacknowledged: 0, sealsBroken: 0, malformed: 0 };
}

export interface FleetStatus extends FleetTally {
  /** Cabinets that the hub has welcomed. */
  readonly connected: number;
  /** Resident bytes of the processes. */
  readonly memory: number;
}

export function sumUp(statuses: readonly FleetStatus[]): FleetStatus {
  const sum = (of: (status: FleetStatus) => number) => statuses.reduce((total, status) => total + of(status), 0);
  return {
    connected: sum(({ connected }) => connected),
    memory: sum(({ memory }) => memory),
    opened: sum(({ opened }) => opened),
    refused: sum(({ refused }) => refused),
    unacknowledged: sum(({ unacknowledged }) => unacknowledged),
    sealsBroken: sum(({ sealsBroken }) => sealsBroken),
    malformed: sum(({ malformed }) => malformed),
  };
}
