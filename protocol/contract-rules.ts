import { exampleCabinet } from "./examples.ts";
import { maxMessageBytes } from "./messages.ts";
import { cabinetKeys } from "./seal.ts";

/** What schemas can't say: the rules both ends keep, as the description of the AsyncAPI document (Markdown). */
export const contractRules = `What a hub and a cabinet's bridge say to each other, over MQTT 3.1.1. Read it from the hub's side: the hub
receives what cabinets publish under \`up/\` and sends what they subscribe to under \`down/\`.

### Connection
- Client id and user name are both the cabinet's id. The password is derived from the cabinet's secret, see *Keys*.
- Sessions are clean. A bridge subscribes to its own four \`down\` topics by name, without wildcards, and publishes
  under its own \`up\` only. \`presence\` is the only retained message; its last will is \`lost\`.
- Both ends switch Nagle's algorithm off, or each command waits some 88 ms for nothing.
- A message is UTF-8 JSON of at most ${maxMessageBytes} bytes. Anything that does not follow its schema is refused whole.
  A new field therefore means a new \`v\`.

### After a connect
1. The bridge publishes \`birth\`: its boot id, its driver, its slots, the range of its journal, and a random
   \`nonce\`, a new one each time.
2. The hub answers \`welcome\`, sealed: the nonce sent back, its own time, and how far it has stored that journal.
3. A bridge takes the welcome of its last birth only, and only within ten seconds of it. From the round trip it knows
   the hub's time, and how far that may be off. Then it sends what the hub has not stored yet, oldest first, and a
   snapshot of its slots.
4. A bridge repeats its birth until it is welcomed, and from time to time afterwards, since clocks drift apart.

### What is newest counts
Where several hubs share a broker, a message can be taken in after one that was sent later. Three numbers say what is newer:
- \`connection\`: each connection has one, in its last will, its births, its snapshots and its \`left\`. It is higher than
  that of every connection before, over restarts of the bridge too: start at the seconds of the clock, or above what the
  disk remembers.
- \`no\`: counts the snapshots since the bridge started.
- \`seq\`: counts the events of a journal, see below.

What is of an older connection, or of one whose end was told, is ignored, and so is an older snapshot. A hub that hears
births of an older connection only takes the bridge back after five minutes. Of what a broker has kept, only \`lost\` and
\`left\` count.

### Events are never lost
- An event gets the next sequence number of the bridge's journal and is on the bridge's disk before it is sent.
- MQTT's PUBACK only says that a broker has it. An event may leave the journal when \`ack\` or \`welcome\` of the hub says
  \`committed\` with its number or a higher one, for the same journal.
- What is not acknowledged is sent again. The hub knows an event by \`journalId\` and \`seq\`: twice is once. Once that is
  acknowledged, a snapshot follows: the one before may be lost with the hub that heard both.
- A bridge that has lost its journal starts one with a new id. Numbers count within one journal.
- \`at.latest\` and \`at.earliest\` say when it physically happened, however late the message comes; \`at.uncertainty\`
  says how far the cabinet's clock may have been off.

### An event that the hub did not take in
The hub answers every event. Where \`ack\` has \`refused\`, the event was not taken in as what it says:
- \`gap\`: an event before it is missing. Send again from \`committed\` + 1; where that is gone, say birth again: what a birth's
  \`journal.first\` leaves out, the hub no longer waits for.
- \`journal-set-back\`: the hub has stored this number before, as after a backup of the bridge's disk was put back. Choose a
  new journal id, number what is kept from 1, and say birth again. A welcome whose \`committed\` is higher than the last
  number of the journal says the same.
- \`invalid\`: the event breaks its schema. The hub keeps it as it came for an operator, and \`committed\` is past it: go on with
  the next one. The same event sent right under a new number is taken in.
- \`unreadable\`: not even its number can be read, so the hub can't go past it. Put the oldest event right, or drop it.

### Commands never wait
- A command is valid until \`expiresAt\` by the hub's clock, and for \`ttl\` milliseconds from its arrival by a clock that
  nobody sets. The bridge checks both when it arrives and again just before each order to the lock. Late: \`refused\`,
  \`expired\`, or \`unknown\` where the lock had an order before.
- A bridge that had no \`welcome\` yet can't judge that: \`refused\`, \`clock-unknown\`.
- \`sync\` says that the hub's clock was put right: the bridge says birth again with a new nonce, whatever it thinks of the
  command's times, but not more than once in five seconds.
- A bridge keeps the ids of commands, across restarts. One that it has seen is never done again: the recorded result is
  sent again, as a new event.
- A bridge that stopped between the order to the board and its answer reports \`unknown\`, \`restarted\`.
- \`opened\` and \`refused\` are certain. Everything else is \`unknown\`, and the hub looks before it decides.

### Keys
A cabinet has one secret. Two keys come from it by HKDF-SHA256 (RFC 5869) with an empty salt and 32 bytes of output:
- info \`jiehuan mqtt password\`: the password, in base64url without padding;
- info \`jiehuan seal\`: the key of the seals, which a broker never sees.

Everything that the hub sends is sealed: without the seal of a welcome, a broker could set a cabinet's clock back and
deliver a command that it held up; without that of an \`ack\`, it could have a return forgotten. A seal is HMAC-SHA256, in base64url without padding, over a JSON array without white space:
- of a command: \`["command", v, cabinetId, id, action, issuedAt, expiresAt, ttl]\`, and for \`open\` also
  \`orderNo, slot\` at its end;
- of a welcome: \`["welcome", v, cabinetId, bootId, nonce, hubTime, journalId, committed]\`;
- of an ack: \`["ack", v, cabinetId, bootId, journalId, committed]\`, and where it has \`refused\` also \`seq, reason\` of it at
  its end, with \`null\` for a \`seq\` that is not there;
- of a config: \`["config", v, cabinetId, bootId, snapshotEvery, healthEvery]\`.

\`ack\` and \`config\` name the boot id of the bridge's last birth. A bridge ignores those of another boot, so that none that
somebody kept can be told to a bridge that has started since.

A message whose seal is wrong is counted in \`health\` and otherwise ignored.

The seals of the examples are real: they belong to cabinet \`${exampleCabinet.id}\` with the secret
\`${exampleCabinet.secret}\`, whose password is \`${cabinetKeys(exampleCabinet.secret).password}\`.
`;
