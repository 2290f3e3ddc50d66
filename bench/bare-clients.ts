import { systemClock } from "../platform/clock.ts";
import { downChannels, downTopic } from "../protocol/topics.ts";
import { answerParent } from "../simulators/fleet/answering.ts";
import { Crowd, type Member } from "../simulators/fleet/crowd.ts";
import { brokerAt } from "../simulators/fleet/hub-address.ts";
import { MqttLine } from "../simulators/fleet/mqtt-line.ts";
import { answerTopic, commandTopic } from "./bare-topics.ts";

// Clients that connect and subscribe as cabinets do, and then are silent; the first one answers commands.

export type BareClientsQuestion =
  | { readonly ask: "begin"; readonly broker: string; readonly count: number; readonly before: number }
  | { readonly ask: "want"; readonly connected: number }
  | { readonly ask: "connected" };

let crowd = new Crowd([], systemClock, Math.random);

function member(dial: ReturnType<typeof brokerAt>, index: number): Member {
  let line: MqttLine | undefined;
  const clientId = `bare-${index}`;
  const topics = downChannels.map((channel) => downTopic(clientId, channel));
  return {
    connect(settled, lost) {
      let up = false;
      line = new MqttLine(
        dial(index),
        { clientId, topics: index === 0 ? [...topics, commandTopic] : topics },
        {
          up() {
            up = true;
            settled(true);
          },
          down: () => (up ? lost() : settled(false)),
          message: (_topic, payload) => line?.publish(answerTopic, payload, { retain: false }),
        },
        systemClock,
      );
    },
    disconnect: () => line?.cut(),
  };
}

function answer(question: BareClientsQuestion): number {
  switch (question.ask) {
    case "begin": {
      const dial = brokerAt(question.broker);
      const members = Array.from({ length: question.count }, (_, index) => member(dial, question.before + index));
      crowd = new Crowd(members, systemClock, Math.random);
      return question.count;
    }
    case "want":
      crowd.want(question.connected);
      return question.connected;
    case "connected":
      return crowd.connected;
  }
}

answerParent(answer);
process.on("SIGINT", () => {});
