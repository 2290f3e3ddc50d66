/** What one connection may cost the hub. Times in ms. */
export interface BrokerLimits {
  /** Connections that one address may hold at once; many cabinets may share the address of their mobile network. */
  readonly connectionsPerAddress: number;
  /** MQTT packets of any kind that a connection may send: so many a second in the long run, so many in one go. */
  readonly packetsPerSecond: number;
  readonly packetBurst: number;
  /** How long a connection may take until its CONNECT is there. */
  readonly connectWithin: number;
  /** After how long a refused login is answered: the same for every reason, and a brake on guessing. */
  readonly refuseAfter: number;
  /** The longest keepalive a cabinet may ask for, in seconds: a lost cabinet is noticed after one and a half of it. */
  readonly keepalive: number;
  /** How long a cabinet may leave what is sent to it unread; until then it may hold up others. */
  readonly drainWithin: number;
}

export const usualLimits: BrokerLimits = {
  connectionsPerAddress: 500,
  packetsPerSecond: 50,
  packetBurst: 1000,
  connectWithin: 10_000,
  refuseAfter: 500,
  keepalive: 120,
  drainWithin: 10_000,
};
