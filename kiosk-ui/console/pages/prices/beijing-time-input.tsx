import { DatePicker } from "antd";
import dayjs from "dayjs";

/** As a plan's form keeps a moment: Beijing, as the clock on the wall shows it. */
const form = "YYYY-MM-DDTHH:mm";

/** Date and time of day, Beijing. The value is text as `2026-12-01T08:00`; "" is none. */
export function BeijingTimeInput(props: {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (text: string) => void;
}) {
  const { id, value = "", onChange } = props;
  return (
    <DatePicker
      {...(id !== undefined && { id })}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      needConfirm={false}
      value={value === "" ? null : dayjs(value)}
      // Enter takes the date, and does not send the form around it.
      onKeyDown={(event) => {
        if (event.key === "Enter") event.preventDefault();
      }}
      onChange={(moment) => onChange?.(moment?.format(form) ?? "")}
    />
  );
}
