import type { OperationExamples } from "./openapi-document.ts";
import { noon, place } from "./openapi-rider-examples.ts";

const { cabinetId } = place;
const rolloutId = "R4f1c9a02b7d35e68";
const version = "0.3.0";
const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const signature = "4a5WkmIp0SrBojRZPXv48lD6pZcrBwvr_xNtT95jB1qfkObNFnYCpkEEq5CYLVbqrTYquPBuWdZfkJHrkBqGCg";
const manifest = `{"format":"jiehuan-bridge-release/1","version":"${version}","digest":"${digest}","size":707282,"unpackedSize":2629183,"follows":"0.2.0","created":${noon}}`;
const signedBy = "mK6EvC0wGNCyTDZ5cXSgBLjeLAS7bWTEbyn06kHfYJw";
const incomplete = { version, digest, size: 707_282, follows: "0.2.0", signedBy, addedAt: noon, complete: false };
const release = { ...incomplete, complete: true };
const rollout = { rolloutId, version, state: "running", percent: 5, sites: ["tea-house"], createdAt: noon };
const cabinets = [
  { cabinetId, state: "downloading", received: 262_144, changedAt: noon },
  { cabinetId: "sh-0044", state: "ready", changedAt: noon },
  { cabinetId: "sh-0043", state: "rolled-back", reason: "not-healthy", changedAt: noon },
];

const acts = [
  {
    at: noon,
    actor: "operator/lin",
    reason: "first in our own shop",
    what: "rollout-started",
    percent: 5,
    sites: ["tea-house"],
  },
];

/** Examples of releases of the bridge and their rollouts. */
export const releaseExamples: OperationExamples = {
  getOperatorReleases: { answer: { "200 application/json": [release] } },
  postOperatorReleases: {
    request: { manifest, signature, reason: "returns are seen sooner" },
    answer: { "201 application/json": incomplete },
  },
  putOperatorReleasesVersionArchive: { request: "(the file)", answer: { "200 application/json": release } },
  deleteOperatorReleasesVersion: { request: { reason: "nobody runs it any more" } },
  getOperatorRollouts: { answer: { "200 application/json": [rollout] } },
  getOperatorRolloutsRolloutId: {
    answer: { "200 application/json": { ...rollout, waiting: ["sh-0044"], notUpdatable: [], cabinets, acts } },
  },
  postOperatorRollouts: {
    request: { version, percent: 5, sites: ["tea-house"], reason: "first in our own shop" },
    answer: { "201 application/json": rollout },
  },
  postOperatorRolloutsPreview: {
    request: { version, percent: 5, sites: ["tea-house"] },
    answer: {
      "200 application/json": {
        cabinets: 3,
        of: 44,
        prospects: { "in-rollout": 0, offered: 2, away: 1, "not-updatable": 0, "has-version": 0, refuses: 0 },
      },
    },
  },
  postOperatorRolloutsRolloutIdActs: {
    request: { act: "widen", percent: 50, reason: "all is well" },
    answer: { "200 application/json": { rolloutId, version, state: "running", percent: 50, createdAt: noon } },
  },
  getCabinetReleasesVersion: {
    answer: { "200 application/gzip": "(the file)", "206 application/gzip": "(the rest of the file)" },
  },
};
