/** The rules of snapshots, of events and of the journal that keeps them (Markdown). */
export const eventRules = `### Snapshots
- A snapshot lists **all** slots of the cabinet, each once, from 1 to \`slots\` of the birth. The hub takes it as the whole cabinet: a slot
  that is missing can't be rented, and the number of slots that differs from the registered one is shown to the operator.
- A slot whose content can't be told is \`unreadable\`, never \`empty\`.
- A snapshot is published after each welcome (\`connect\`), after each opening (\`opening\`) and each return (\`return\`), on a \`look\` command
  (\`asked\`), after events that were sent again (\`late\`), and in each interval of \`config\` (\`periodic\`).
- The snapshot after an opening or a return is sent after the event that tells of it. Until then the hub offers that slot to no rider.
- \`board-silent\`: a board has not answered for some time, at most a minute. Each of its slots is \`unreadable\` with the fault
  \`board silent\`, in this snapshot and in those that follow. When the board speaks again, a snapshot \`connect\` follows.

### Events are never lost
- An event gets the next sequence number of the bridge's journal and is on the bridge's disk before it is sent. Numbers begin at 1 and
  have no gaps. A number is never used for another event.
- MQTT's PUBACK only says that a broker has it. An event may leave the journal when \`ack\` or \`welcome\` of the hub says
  \`committed\` with its number or a higher one, for the same journal.
- An event that is not acknowledged within 5 seconds is sent again, with the same number and body. The hub knows an event by \`journalId\`
  and \`seq\`: twice is once. After events that had to be sent again are acknowledged, a snapshot follows: the hub that heard
  the earlier one may have lost it.
- The hub does not answer events of a journal that it has not heard of in a birth. A bridge that gets no answer several times says birth
  again.
- \`removed\` and \`abnormal\` end no loan; the hub keeps them for an operator.

### The journal
- A bridge that has lost its journal starts one with a new id. Numbers count within one journal.
- \`journal.first\` of a birth is the oldest event that the bridge still has. If it is higher than \`committed\` + 1, the hub no longer waits
  for the events before it, and they are lost. So a bridge never drops an event that is not committed.
- The bridge keeps on its disk, before it sends an event, that this number is the highest that it ever sent. It does not raise it for
  events that only wait for a welcome: a bridge that was put back may record many before its first one.
- A journal was set back if the welcome's \`committed\` is higher than the highest number that the bridge ever sent, or if an \`ack\` says
  \`journal-set-back\` to an event that is not committed. The disk is then older than the hub's memory, as after a backup or a disk image
  was put back. The bridge
  1. chooses a new journal id,
  2. numbers the events that it keeps from 1, without those that it knows the hub has stored,
  3. says birth again, and waits for its welcome before it sends them,
  4. treats its own memory of the slots and commands as old: a return that the board reports now is a new one even if the memory has the same
     item in that slot, and an \`open\` command that was issued before the new journal began is answered \`unknown\`, \`restarted\`.

### When an event happened
- \`at.latest\` and \`at.earliest\` say when it physically happened, however late the message comes, by the hub's clock;
  \`at.uncertainty\` says by how much the bridge's idea of the hub's clock may be off. Without \`earliest\`, the moment itself was seen.
- An \`uncertainty\` of null, or above 10 minutes, means that no clock can tell. A return with it costs the rider nothing until an
  operator sets its time.
- Rent runs from the time at which the slot was certainly open, \`latest\` + \`uncertainty\` of the result \`opened\`, to the time at which the item
  may already have been back, \`earliest\` (or \`latest\`) - \`uncertainty\` of \`returned\`.
- The hub bounds both by what it knows: not before the command was issued, and not after the arrival of the event. If a time lies
  outside by more than its uncertainty and 2 seconds, the order waits for an operator.
- If a welcome shows that the hub's time has moved, the bridge corrects the times of its own unacknowledged events before it sends them again.

### Which loan a return ends
- With \`itemId\`, the return ends the loan of that item, from whatever cabinet.
- Without \`itemId\`, it ends a loan only if exactly one loan from this cabinet can be meant: its item has no id either, and it was out at
  that time. Otherwise the hub keeps the return for an operator.
- A return that is dated before the command of the loan was issued does not end that loan.

### An event that the hub did not take in
The hub answers every event of a journal that it knows. Where \`ack\` has \`refused\`, the event was not taken in as what it says:
- \`gap\`: an event before it is missing. Send again from \`committed\` + 1; if that event is gone, say birth again.
- \`journal-set-back\`: another event already has this number, or it is so far behind \`committed\` that the hub can't tell: it knows again
  the last 32. So a bridge has no more than 32 events on their way. Begin a new journal, see above.
- \`invalid\`: the event breaks its schema. The hub keeps it as it came for an operator, and \`committed\` is past it: go on with
  the next one. The same event, corrected and under a new number, is taken in.
- \`unreadable\`: its number can't be read, so the hub can't pass it. Send the oldest event once more, in case it was damaged on its way; then
  correct it, or drop it and say birth again.

Birth, snapshot and health get no such answer when they break their schema. The hub drops them, with a line in its log.`;
