import { Form, Select } from "antd";
import type { Role } from "../../hub-types.ts";
import { useShellWords } from "../../words.ts";
import styles from "./people-page.module.css";
import { usePeopleWords } from "./words.ts";

/** Chooses a role, with what each may do. */
export function RoleField() {
  const words = usePeopleWords();
  const { roles } = useShellWords();
  return (
    <Form.Item name="role" label={words.roleLabel} rules={[{ required: true }]}>
      <Select
        options={(Object.keys(roles) as Role[]).map((role) => ({ value: role, label: roles[role] }))}
        optionRender={({ value }) => (
          <span className={styles.role}>
            {roles[value as Role]}
            <small>{words.roleHints[value as Role]}</small>
          </span>
        )}
      />
    </Form.Item>
  );
}
