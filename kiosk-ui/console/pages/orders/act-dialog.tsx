import { Form, Input, Radio } from "antd";
import { call, Problem, problemOf } from "../../../shared/client.ts";
import { money } from "../../../shared/money.ts";
import type { ActView, OperatorAct } from "../../hub-types.ts";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { changed, queryClient } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import { ActPreviewPart } from "./act-preview.tsx";
import { type ActField, type ActValues, fenWithin, fieldsOf, requestOf, timeText, timeWithin } from "./act-request.ts";
import { previewOf } from "./preview-query.ts";
import { useOrdersWords } from "./words.ts";

/** What an act is about: the item or the objection, where the order has several. */
export function actTitle(view: ActView, words: ReturnType<typeof useOrdersWords>): string {
  const about =
    view.loanNo === undefined
      ? view.objectionNo === undefined
        ? undefined
        : words.nthObjection(view.objectionNo)
      : words.nthItem(view.loanNo);
  return about === undefined ? view.name : `${view.name} · ${about}`;
}

/** Asks for what the act needs and for the reason, shows what it will do, and does it to the order as it was shown. */
export function ActDialog(props: {
  readonly orderNo: string;
  readonly view: ActView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { orderNo, view } = props;
  const words = useOrdersWords();
  const { language } = useSpeech();
  const act = async (reason: string, values: ActValues) => {
    const decision = requestOf(view, values);
    if (!decision) throw new Problem("request/invalid");
    const { revision } = await queryClient.fetchQuery({
      ...previewOf(orderNo, decision, language),
      staleTime: Number.POSITIVE_INFINITY,
    });
    try {
      await call("post", "/api/operator/orders/{orderNo}/acts", {
        path: { orderNo },
        body: { act: decision, reason, revision },
      });
    } catch (error) {
      if (problemOf(error).code === "order/changed") await forgetPreview(orderNo, decision, language);
      throw error;
    }
    await changed("orders");
    props.onDone();
  };
  return (
    <ReasonDialog<ActValues>
      title={actTitle(view, words)}
      confirm={view.name}
      onClose={props.onClose}
      act={act}
      problemTexts={words.problems}
    >
      <p>{view.does}</p>
      {fieldsOf(view).map((field) => (
        <Field key={field} field={field} view={view} />
      ))}
      {view.act === "close-objection" && (
        <Form.Item name="answer" label={words.answer} extra={words.answerHint}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={200} showCount />
        </Form.Item>
      )}
      <ActPreviewPart orderNo={orderNo} view={view} />
    </ReasonDialog>
  );
}

/** The order has changed: what the act will do now is asked for again, and shown. */
async function forgetPreview(orderNo: string, act: OperatorAct, language: string): Promise<void> {
  const { queryKey } = previewOf(orderNo, act, language);
  await Promise.all([queryClient.invalidateQueries({ queryKey }), changed("orders")]);
}

function Field({ field, view }: { readonly field: ActField; readonly view: ActView }) {
  const words = useOrdersWords();
  const { locale } = useSpeech();
  const { amount, time } = view;
  if (field === "outcome")
    return (
      <Form.Item name="outcome" label={words.outcome} rules={[{ required: true, message: words.outcomeMissing }]}>
        <Radio.Group options={Object.entries(words.outcomes).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    );
  if (field === "amount" && amount) {
    const bounds = [money(amount.from, locale), money(amount.to, locale)] as const;
    return (
      <Form.Item
        name="amount"
        label={words.fieldAmount}
        extra={words.between(...bounds)}
        rules={[within((text) => fenWithin(text, amount) !== undefined, words.outside(...bounds))]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
    );
  }
  if (!time) return null;
  const bounds = [time.from, time.to].map((at) => timeText(at)) as [string, string];
  const [from, to] = bounds.map((text) => text.replace("T", " ")) as [string, string];
  return (
    <Form.Item
      name="time"
      label={words.fieldTime}
      extra={words.between(from, to)}
      rules={[within((text) => timeWithin(text, time) !== undefined, words.outside(from, to))]}
    >
      <Input type="datetime-local" step={1} min={bounds[0]} max={bounds[1]} />
    </Form.Item>
  );
}

function within(isWithin: (text: string | undefined) => boolean, message: string) {
  return {
    validator: (_rule: unknown, text: string | undefined) =>
      isWithin(text) ? Promise.resolve() : Promise.reject(new Error(message)),
  };
}
