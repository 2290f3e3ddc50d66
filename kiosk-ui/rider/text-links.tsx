import type { OperatorView } from "../shared/rider-types.ts";
import { useSpeech } from "./speech.ts";

const kinds = ["terms", "privacy", "prices"] as const;

/** Those of the operator's texts that are published, in the given versions. */
export function TextLinks({ versions }: { versions: OperatorView["texts"] }) {
  const { words, language } = useSpeech();
  return (
    <>
      {kinds.map((kind) => {
        const version = versions[kind];
        if (version === undefined) return null;
        return (
          <a key={kind} href={`/${kind}?version=${version}&language=${language}`}>
            {words.textNames[kind]}
          </a>
        );
      })}
    </>
  );
}
