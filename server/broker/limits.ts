/** What one connection, one address and one cabinet may cost the hub. Times in ms. */
export interface BrokerLimits {
  /** Connections in all. */
  readonly connections: number;
  /**
   * Connections without a login that one address may hold: one more ends the oldest of them. Cabinets that have logged in
   * don't count, since thousands may share the address of their mobile network. IPv6 counts by its first 64 bits.
   */
  readonly pendingPerAddress: number;
  /** The same for all addresses together: one more ends the oldest of the address that holds most. */
  readonly pendingInAll: number;
  /** MQTT packets of any kind that a connection may send: so many a second in the long run, so many in one go. */
  readonly packetsPerSecond: number;
  readonly packetBurst: number;
  /** The same for bytes. */
  readonly bytesPerSecond: number;
  readonly byteBurst: number;
  /** How long a connection may take until its CONNECT is there. */
  readonly connectWithin: number;
  /** After how long a refused login is answered: the same for every reason, and a brake on guessing. */
  readonly refuseAfter: number;
  /** The longest keepalive a cabinet may ask for, in seconds: a lost cabinet is noticed after one and a half of it. */
  readonly keepalive: number;
  /** Bytes for a cabinet that the system did not take yet: one that reads too slowly for them is cut off. */
  readonly unreadBytes: number;
  /** For how long a cabinet's connection may take no more bytes, fewer than those, before it is cut off. */
  readonly drainWithin: number;
  /** Logins of one cabinet with the right password: so many a second in the long run, so many in one go. */
  readonly loginsPerSecond: number;
  readonly loginBurst: number;
  /** How many logins it costs a cabinet that its connection was cut for what it did. */
  readonly loginsPerCut: number;
}

export const usualLimits: BrokerLimits = {
  connections: 20_000,
  pendingPerAddress: 500,
  pendingInAll: 2000,
  packetsPerSecond: 50,
  packetBurst: 1000,
  bytesPerSecond: 65_536,
  byteBurst: 1_048_576,
  connectWithin: 10_000,
  refuseAfter: 500,
  keepalive: 120,
  unreadBytes: 131_072,
  drainWithin: 10_000,
  loginsPerSecond: 1,
  loginBurst: 30,
  loginsPerCut: 10,
};
