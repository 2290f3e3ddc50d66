/** The rules of updates (Markdown). */
export const updateRules = `### Updates
A hub sends the command \`update\` only to a bridge whose birth (version 2) names it in \`actions\`. A bridge publishes on \`update\` only to answer
such a command, and until it stops: a hub from before contract 2.3 ends a connection that publishes there.

The command carries the manifest of one release, as text, and its Ed25519 signature over the exact bytes of that text. The hub only passes both on. The
keys that may sign are in the bridge's settings, and the private ones are on no hub. The manifest is a JSON object:

| field | meaning |
|---|---|
| \`format\` | \`jiehuan-bridge-release/1\` |
| \`version\` | the release's version, three numbers |
| \`digest\`, \`size\` | SHA-256 (hexadecimal) and bytes of the archive, a gzipped tar |
| \`unpackedSize\` | bytes of all files in the archive |
| \`follows\` | the oldest version that it may replace |
| \`downgradeFrom\` | optional: the newest version that it may replace although it is older itself |
| \`created\` | epoch ms |

A bridge handles \`update\` by the first of these rules that fits:
1. **The seal is wrong:** it is counted and ignored. **The command is late:** it is ignored, and the hub repeats it.
2. **The update of this \`rollout\` is under way or has ended:** the bridge reports how it stands. It begins no rollout twice.
3. **The update of another rollout is under way:** it is given up, unless its trial has begun; then nothing happens, and the hub repeats the command.
4. **The signature, the manifest, the version or the room on the disk is no good:** \`failed\`, with the reason.
5. **Otherwise** it downloads the archive, goes on where a connection was cut, checks size and digest, and installs the release beside the running
   version. It reports \`ready\` while it waits until the hub is there and no slot is being opened, and then restarts into it on trial. It does not
   wait for a board that is silent: the release may mend it.

The new version confirms itself when the hub has welcomed it and each board that answered before the restart has answered again. Otherwise the cabinet
returns to the version before by itself, and reports \`rolled-back\`. The hub repeats \`update\` until the report is \`healthy\`, \`rolled-back\` or
\`failed\`, so no report needs an answer.

When an operator ends a rollout, the hub sends \`cancel-update\` instead of \`update\`, to the bridges whose update has not ended, and repeats it
until it has. A bridge handles it by the first of these rules that fits:
1. **The seal is wrong:** it is counted and ignored. **The command is late:** it is ignored, and the hub repeats it.
2. **The trial of this \`rollout\` has begun, or its update has ended:** the bridge reports how it stands.
3. **Otherwise** it ends the update of this \`rollout\` if that is under way, records that it was called off, so that it never begins it, and reports
   \`failed\` with \`cancelled\`. A bridge whose power was cut before it recorded this has nothing under way after its start, and gets the command again.

A bridge from before contract 2.4 does not know \`cancel-update\`: once it has the whole archive it installs the release all the same.`;
