import { App, Button } from "antd";
import { type ComponentProps, useState } from "react";
import { useShellWords } from "../words.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

/** A button for an act: it asks for the reason in a dialog, does it, and says that it is done. */
export function ActButton<Values extends object = object>(
  props: Omit<ComponentProps<typeof ReasonDialog<Values>>, "onClose" | "confirm"> & {
    /** On the button, and on the one that confirms. */
    readonly label: string;
    readonly isPrimary?: boolean;
    readonly initialValues?: Values;
  },
) {
  const { label, isPrimary, act, isDanger, ...dialog } = props;
  const words = useShellWords();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type={isPrimary ? "primary" : "default"} danger={isDanger} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <ReasonDialog<Values>
          {...dialog}
          isDanger={isDanger}
          confirm={label}
          onClose={() => setOpen(false)}
          act={async (reason, values) => {
            await act(reason, values);
            void message.success(words.done);
          }}
        />
      )}
    </>
  );
}
