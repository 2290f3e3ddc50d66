import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { beijingTime } from "../../../shared/beijing-time.ts";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { changed } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import { CabinetFields } from "./cabinet-fields.tsx";
import { sitesQuery } from "./cabinet-queries.ts";
import type { Cabinet } from "./cabinet-types.ts";
import { type CabinetValues, cabinetBody, placeValues } from "./cabinet-values.ts";
import styles from "./cabinets.module.css";
import { onNoSite } from "./fleet-filter.ts";
import { CabinetSecret } from "./new-cabinet.tsx";
import { LocationFields } from "./place-fields.tsx";
import { useCabinetsWords } from "./words.ts";

/** Describes a cabinet again. */
export function EditCabinet({ cabinet }: { readonly cabinet: Cabinet }) {
  const { acts, problems } = useCabinetsWords();
  const { cabinetId, slots, itemKind = "power-bank", layout } = cabinet;
  return (
    <ActButton<CabinetValues>
      label={acts.edit}
      title={`${acts.edit} · ${cabinetId}`}
      problemTexts={problems}
      initialValues={{ ...placeValues(cabinet), slots, itemKind, ...layout }}
      act={async (reason, values) => {
        const body = { ...cabinetBody(values, cabinet), reason };
        await call("put", "/api/operator/cabinets/{cabinetId}", { path: { cabinetId }, body });
        await changed("cabinets");
      }}
    >
      <p className={styles.note}>{acts.editText}</p>
      <CabinetFields />
    </ActButton>
  );
}

interface MoveValues {
  readonly siteId: string;
  readonly address?: string;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

/** Moves a cabinet to another site, or to an address without one. */
export function MoveCabinet({ cabinet }: { readonly cabinet: Cabinet }) {
  const words = useCabinetsWords();
  const { acts, fields, problems } = words;
  const { cabinetId, siteId } = cabinet;
  const sites = useQuery(sitesQuery).data ?? [];
  const move = async (reason: string, { siteId: chosen, address, latitude, longitude }: MoveValues) => {
    const body = {
      siteId: chosen === onNoSite ? null : chosen,
      ...(address?.trim() && { address: address.trim() }),
      ...(typeof latitude === "number" && typeof longitude === "number" && { location: { latitude, longitude } }),
      reason,
    };
    await call("post", "/api/operator/cabinets/{cabinetId}/move", { path: { cabinetId }, body });
    await changed("cabinets");
  };
  return (
    <ActButton<MoveValues>
      label={acts.move}
      title={`${acts.move} · ${cabinetId}`}
      problemTexts={problems}
      initialValues={{ siteId: siteId ?? onNoSite }}
      act={move}
    >
      <p className={styles.note}>{acts.moveText}</p>
      <Form.Item name="siteId" label={words.site} rules={[{ required: true, message: fields.missing }]}>
        <Select
          options={[
            ...sites.map((site) => ({ value: site.siteId, label: site.name })),
            { value: onNoSite, label: words.noSite },
          ]}
        />
      </Form.Item>
      <Form.Item name="address" label={acts.ownAddress}>
        <Input maxLength={120} />
      </Form.Item>
      <LocationFields />
    </ActButton>
  );
}

const hour = 3_600_000;
/** A technician drives to the cabinet within it; ms. */
const tokenValidity = 24 * hour;

/** Voids a cabinet's secret and shows the new one once. */
export function RenewSecret({ cabinetId }: { readonly cabinetId: string }) {
  const { acts, problems } = useCabinetsWords();
  const [secret, setSecret] = useState<string>();
  return (
    <>
      <ActButton
        label={acts.secret}
        title={`${acts.secret} · ${cabinetId}`}
        isDanger
        problemTexts={problems}
        act={async (reason) => {
          const request = { path: { cabinetId }, body: { reason } };
          const renewed = await call("post", "/api/operator/cabinets/{cabinetId}/secret", request);
          setSecret(renewed.secret);
          await changed("cabinets");
        }}
      >
        <p className={styles.note}>{acts.secretDoes}</p>
      </ActButton>
      {secret !== undefined && (
        <CabinetSecret cabinetId={cabinetId} secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </>
  );
}

/** Issues a one-time enrolment token and shows once the command that uses it. */
export function EnrolBridge({ cabinetId }: { readonly cabinetId: string }) {
  const { acts, problems } = useCabinetsWords();
  const { locale } = useSpeech();
  const [issued, setIssued] = useState<{ readonly command: string; readonly expiresAt: number }>();
  const issue = async (reason: string) => {
    const request = { path: { cabinetId }, body: { validFor: tokenValidity, reason } };
    const issuedToken = await call("post", "/api/operator/cabinets/{cabinetId}/enrolment-tokens", request);
    const { token, hubUrl, expiresAt } = issuedToken;
    // Not this page's own address: an operator may have it through a tunnel.
    setIssued({ command: `npm run bridge:enrol -- --hub ${hubUrl} --token ${token}`, expiresAt });
  };
  return (
    <>
      <ActButton label={acts.enrol} title={`${acts.enrol} · ${cabinetId}`} problemTexts={problems} act={issue}>
        <p className={styles.note}>{acts.enrolDoes}</p>
      </ActButton>
      {issued && (
        <SecretDialog
          title={acts.enrolTitle(cabinetId)}
          text={acts.enrolText(beijingTime(issued.expiresAt, locale))}
          lines={[issued.command]}
          onClose={() => setIssued(undefined)}
        />
      )}
    </>
  );
}
