import { commandRules } from "./contract-commands.ts";
import { eventRules } from "./contract-events.ts";
import { updateRules } from "./contract-updates.ts";
import { exampleCabinet } from "./examples.ts";
import { maxMessageBytes } from "./messages.ts";
import { cabinetKeys } from "./seal.ts";

const connectionRules = `### Connection
- Client id and user name are both the cabinet's id. The password is derived from the cabinet's secret, see *Keys*.
- MQTT 3.1.1 only. A CONNECT of MQTT 5 gets CONNACK 132.
- \`cleanSession\` is true. The keepalive is 1 to 120 seconds; 30 is a good value.
- The last will is \`lost\` on the cabinet's own \`presence\` topic, retained.
- A bridge subscribes to its own four \`down\` topics by name, without wildcards, before it publishes \`birth\`.
- A bridge publishes under its own \`up\` only, with QoS 0 or 1; QoS 1 is recommended. \`presence\` is the only retained message.
- The hub sends with QoS 0. Every message from the hub can be lost; the rules below make up for each loss.
- A message is UTF-8 JSON of at most ${maxMessageBytes} bytes. A message that does not follow its schema is refused as a whole.
  A new field therefore means a new \`v\`. Bytes that are not UTF-8 are refused in the same way, and so is a byte order mark.
- Free text (\`what\`, \`fault\`) is on one line: control characters, halves of surrogate pairs, line separators and the marks that change the
  direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069) are refused. A bridge replaces them by \`?\`.
- Both ends switch Nagle's algorithm off. Otherwise each command waits about 88 ms.

A login is refused after half a second. The CONNACK code says where to look, and the hub's log (room \`broker\`) and the operator's list
of cabinets name the exact reason:

| CONNACK | reasons in the hub's log | what to do |
|---|---|---|
| 2 | \`id-not-login\`, \`session-kept\`, \`keepalive-too-long\`, \`foreign-will\` | correct the CONNECT; the password was not looked at |
| 3 | \`login-unavailable\`, \`too-many-logins\` | connect again later, with a growing pause |
| 5 | \`wrong-login\`, \`cabinet-disabled\` | check cabinet id and secret; ask the operator |

A broker that is not the hub's own may answer 5 in all of these cases.

The hub's own broker ends a connection that publishes or subscribes to a foreign topic, retains anything but \`presence\`, uses QoS 2, sends
a longer message, or exceeds one of these limits:

| limit | value |
|---|---|
| from connecting until CONNECT has arrived, and for the TLS handshake | 10 s |
| MQTT packets of all kinds | 50 per second, 1000 in one burst |
| bytes | 65,536 per second, 1,048,576 in one burst |
| logins with the right password | 1 per second, 30 in one burst; a connection that was ended for its behaviour costs 10 |
| bytes from the hub that the bridge has not read | 131,072, and none for longer than 10 s |

The hub also drops messages of a cabinet beyond these numbers, without an answer: \`presence\` 1 in 2 seconds (burst 60), \`snapshot\` 1 per
second (burst 120), \`event\` 10 per second (burst 2000), \`health\` 1 in 5 seconds (burst 30), \`update\` 1 in 5 seconds (burst 30).

### After a connect
1. The bridge publishes \`birth\`: its boot id, its driver, its slots, the range of its journal, a random
   \`nonce\`, a new one each time, and in version 2 its software and the commands that it knows.
2. The hub answers \`welcome\`, sealed: the nonce sent back, its own time, and how far it has stored that journal.
3. A bridge takes the welcome of its last birth only, and only within ten seconds of it. From the round trip it knows
   the hub's time: \`hubTime\` plus half of the round trip, uncertain by half of the round trip. From then on it counts by its
   monotonic clock and adds 100 µs per second to the uncertainty. Then it sends the events that the hub has not stored yet, oldest
   first, and a snapshot of its slots.
4. A bridge repeats its birth until it is welcomed (first after 5 s, later every 30 s), and once an hour afterwards, because clocks drift
   apart.
5. The hub sends \`config\` right after each \`welcome\`. It binds: from then on the bridge sends snapshots and health at these intervals.
   Before the first \`config\` they are 180 s and 60 s.

### When a cabinet counts as away
- The hub lends no item of a cabinet that is away.
- Before an orderly stop, a bridge publishes \`left\` and then sends DISCONNECT. After a DISCONNECT no last will is sent, so \`left\` must
  precede it.
- When a connection ends without \`left\`, the hub's own broker publishes \`lost\` for it. Other brokers do so only if the last will says it.
- A cabinet of which the hub heard no birth and no snapshot for 7.5 minutes (two and a half snapshot intervals) counts as away; the hub
  notices it up to 90 s later. MQTT pings and \`health\` don't count. So a bridge sends a snapshot in each interval, even if nothing changed.

### What is newest counts
Where several hubs share a broker, a message can arrive after one that was sent later. Three numbers say what is newer:
- \`connection\`: each connection has one, in its last will, its births, its snapshots and its \`left\`. It is higher than
  that of every connection before, over restarts of the bridge too: start at the seconds of the clock, or above what the
  disk remembers, whichever is higher.
- \`no\`: counts the snapshots since the bridge started.
- \`seq\`: counts the events of a journal, see below.

The hub ignores messages of an older connection, of one whose end was told, and of another boot id under the number of the newest
connection, and older snapshots. It answers a birth whose number is lower than the newest, or the same under another boot id, as after a
backup was put back, with a \`welcome\` of version 2: \`newest\` is the number to exceed. That is no welcome. The bridge takes it under the
same conditions (last birth, ten seconds), ends its connection, and connects again under \`newest\` + 1 or more; it sends neither events nor
snapshots before. A bridge that gets no answer at all connects again under a higher number by itself. When the hub hears births of an
older connection only, it takes the bridge back at a second one, 8 s or more after the first. Of retained messages, only \`lost\` and \`left\` count.`;

const keyRules = `### Keys
A cabinet has one secret, which the hub shows once, when an operator registers the cabinet. Two keys come from it by HKDF-SHA256 (RFC 5869)
with an empty salt and 32 bytes of output:
- info \`jiehuan mqtt password\`: the password, in base64url without padding;
- info \`jiehuan seal\`: the key of the seals, which a broker never sees.

Everything that the hub sends is sealed: without the seal of a welcome, a broker could set a cabinet's clock back and
deliver a command that it held up; without that of an \`ack\`, it could have a return forgotten. A seal is HMAC-SHA256, in base64url without padding, over a JSON array without white space:
- of a command: \`["command", v, cabinetId, id, action, issuedAt, expiresAt, ttl]\`, and at its end for \`open\` also
  \`orderNo, slot\`, and for \`open-for-service\` also \`slot\`, and for \`update\` also
  \`rollout, address, manifest, signature\`, and for \`cancel-update\` also \`rollout, version\`;
- of a welcome: \`["welcome", v, cabinetId, bootId, nonce, hubTime, journalId, committed]\`;
- of a welcome of version 2: \`["outnumbered", v, cabinetId, bootId, nonce, hubTime, newest]\`;
- of an ack: \`["ack", v, cabinetId, bootId, journalId, committed]\`, and where it has \`refused\` also \`seq, reason\` of it at
  its end, with \`null\` for a \`seq\` that is not there;
- of a config: \`["config", v, cabinetId, bootId, snapshotEvery, healthEvery]\`.

\`ack\` and \`config\` name the boot id of the bridge's last birth. A bridge ignores those of another boot, so that an old one
can't be replayed to a bridge that has started since.

A message whose seal is wrong is counted in \`health\` and otherwise ignored.

The seals of the examples are real: they belong to cabinet \`${exampleCabinet.id}\` with the secret
\`${exampleCabinet.secret}\`, whose password is \`${cabinetKeys(exampleCabinet.secret).password}\`.`;

/** What schemas can't say: the rules both ends keep, as the description of the AsyncAPI document (Markdown). */
export const contractRules = `What a hub and a cabinet's bridge say to each other, over MQTT 3.1.1. Read it from the hub's side: the hub
receives what cabinets publish under \`up/\` and sends what they subscribe to under \`down/\`. This document is all that a bridge needs.

${connectionRules}

${eventRules}

${commandRules}

${updateRules}

${keyRules}
`;
