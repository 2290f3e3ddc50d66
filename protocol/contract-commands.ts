/** The rules of commands (Markdown). */
export const commandRules = `### Commands never wait
A command is valid until \`expiresAt\` by the hub's clock, and for \`ttl\` milliseconds from its arrival by the bridge's monotonic clock. Both
are checked on arrival and again just before each order to the lock.

A bridge handles an \`open\` or \`open-for-service\` command by the first of these rules that fits:
1. **The seal is wrong:** it is counted and ignored.
2. **The id was seen before, and its result is recorded:** the recorded result is sent again, as a new event with a new number and the
   time of the opening. This rule comes before the expiry. The hub asks for the outcome of an opening by sending the same command again,
   with the same id and the same, possibly past, \`expiresAt\`.
3. **The id was seen before, and the opening is still under way:** nothing is sent; the result follows.
4. **No welcome has come since the bridge started:** \`refused\`, \`clock-unknown\`.
5. **Its times can't be right** (issued more than 2 s in the future, expired, or issued longer than 60 s ago): the bridge says birth
   first, waits for the welcome for up to 3 s, and judges by the new time.
6. **It was issued before the bridge's memory of commands began,** or it is late and was issued before this start of the bridge: \`unknown\`,
   \`restarted\`. An earlier run, or a disk that is gone, may have opened the slot. Only a bridge that has been running since the command was
   issued knows for certain that it did not open.
7. **It is late:** \`refused\`, \`expired\`. It is also late if \`expiresAt\` is more than 60 s after \`issuedAt\`.
8. **The slot does not exist:** \`refused\`, \`no-such-slot\`. **The board is known to be silent:** \`refused\`, \`board-silent\`.
9. **Otherwise** the bridge records the id as started on its disk, then orders the lock, records the result, and sends it.

A command that expires while it waits for an earlier opening is \`refused\`, \`expired\`; after the lock had a first order it is \`unknown\`.

- The id and its result are recorded in every case from rule 4 on, across restarts. An id that was seen is never carried out again.
- A bridge remembers the commands of the last 24 hours, or the last 500 of them, and every command that has not expired or has no result yet.
  The hub asks about a command for up to half an hour.
- A bridge that finds an id started without a result when it starts sends \`unknown\`, \`restarted\`.
- \`opened\` and \`refused\` are certain. Two answers to one command that contradict each other send the order to an operator.
- \`unknown\` is the answer in every other case. The hub then asks again (after about 5, 7, 11 and 19 s, then up to once a minute) and sends
  \`look\`; a snapshot taken after the expiry and 5 s after the answer decides.

| \`refused\` reason | meaning | the hub |
|---|---|---|
| \`expired\`, \`clock-unknown\`, \`no-such-slot\`, \`board-silent\` | the cabinet could not try | ends the loan without a charge |
| \`slot-empty\`, \`item-unreadable\`, \`lock-fault\`, \`board-refused\` | this slot can't give its item | offers the rider another slot where there is one |

\`open-for-service\` opens a slot without an order, for an operator who works on the cabinet. It is the same opening under the same rules:
once only, never late, one motor at a time, and the same answers. Only the hub treats its outcome differently.

\`restart\` ends the bridge in order, and whatever runs the bridge must start it again, after a clean end (exit code 0) too. The rules, the
first that fits:
1. **The seal is wrong:** it is counted and ignored.
2. **The id was seen before:** the recorded answer is sent again, as a new event. The bridge does not restart again.
3. **No welcome has come since the bridge started:** \`refused\`, \`clock-unknown\`.
4. **Its times can't be right:** the bridge says birth and judges by the new time, as for \`open\`.
5. **It is late, or was issued before the bridge's memory of commands began:** \`refused\`, \`expired\`.
6. **Otherwise** the bridge records \`restarting\` under the id on its disk and sends it, lets a motor that runs finish and records that result,
   refuses the openings that wait for their turn (\`expired\`), says \`left\`, and ends.

The answers to \`restart\` are events of the kind \`restart\`: journalled, numbered and acknowledged like all others.

A hub sends \`open-for-service\`, \`restart\`, \`update\` and \`cancel-update\` only to a bridge whose birth (version 2) names them in \`actions\`. A birth
of version 1 means \`open\`, \`look\` and \`sync\`. A hub takes both versions; a hub from before version 2 ignores such a birth, so the hub is updated first.

\`look\` asks for a snapshot with the cause \`asked\`. It gets no event, and a late one is ignored.

\`sync\` says that the hub's clock was corrected. The bridge says birth again with a new nonce, whatever it thinks of the
command's times, but not more than once in five seconds. It gets no event.`;
