import { Form } from "antd";
import { Problem } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { changed } from "../../queries.ts";
import { releaseFiles } from "./release-files.ts";
import { uploadRelease } from "./release-upload.ts";
import type { Release } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

interface UploadValues {
  readonly files?: readonly File[];
}

/** Uploads the three files of a release. @param props.known the releases that the hub holds */
export function UploadRelease({ known }: { readonly known: readonly Release[] }) {
  const words = useUpdatesWords();
  return (
    <ActButton<UploadValues>
      label={words.upload}
      title={words.upload}
      problemTexts={words.problems}
      act={async (reason, { files = [] }) => {
        const found = releaseFiles(files);
        if (!found) throw new Problem("request/invalid");
        try {
          await uploadRelease(found, known, reason);
        } finally {
          // Where only the archive was refused, the list has the release all the same.
          void changed("updates");
        }
      }}
    >
      <p className={styles.note}>{words.uploadText}</p>
      <Form.Item
        name="files"
        label={words.files}
        valuePropName="chosen"
        getValueFromEvent={(event: { target: HTMLInputElement }) => [...(event.target.files ?? [])]}
        rules={[
          {
            validator: (_, files: readonly File[] = []) =>
              releaseFiles(files) ? Promise.resolve() : Promise.reject(new Error(words.filesWrong)),
          },
        ]}
      >
        <FilesInput />
      </Form.Item>
    </ActButton>
  );
}

function FilesInput(props: { readonly id?: string; readonly onChange?: (event: unknown) => void }) {
  return (
    <input
      type="file"
      multiple
      id={props.id}
      accept=".json,.sig,.tgz"
      className={styles.file}
      onChange={props.onChange}
    />
  );
}
