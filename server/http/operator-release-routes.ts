import { Readable } from "node:stream";
import { Type } from "typebox";
import { AppError } from "../../platform/app-error.ts";
import { CabinetId, EpochMs, RolloutId } from "../../protocol/ids.ts";
import { largestArchive, longestManifest, ReleaseSignature, ReleaseVersion } from "../../protocol/release.ts";
import type { AuditRecord } from "../store/audit-table.ts";
import type { Release } from "../updates/update-tables.ts";
import type { Updates } from "../updates/updates.ts";
import { type ActorOf, actorAndReason, Reason, SiteId, strict, WithReason } from "./operator-api.ts";
import type { App } from "./typed-app.ts";

export interface OperatorReleaseParts {
  readonly updates: Pick<Updates, "releases" | "rollouts" | "preview">;
}

const archiveType = "application/octet-stream";

const ReleaseParams = Type.Object({ version: ReleaseVersion });
const RolloutParams = Type.Object({ rolloutId: RolloutId });

export const ReleaseView = Type.Object({
  version: ReleaseVersion,
  digest: Type.String({ description: "SHA-256 of the archive, in hexadecimal" }),
  size: Type.Integer({ description: "bytes of the archive" }),
  follows: Type.String({ description: "the oldest version that it may replace" }),
  downgradeFrom: Type.Optional(
    Type.String({ description: "the newest version that it may replace though it is older" }),
  ),
  signedBy: Type.Optional(
    Type.String({
      description: "the public key that signed it; absent where the hub does not accept that key any more",
    }),
  ),
  addedAt: EpochMs,
  complete: Type.Boolean({ description: "whether the archive is stored" }),
});

const stageFields = {
  percent: Type.Integer({
    minimum: 1,
    maximum: 100,
    description: "share of the cabinets; a larger one only adds cabinets",
  }),
  sites: Type.Optional(Type.Array(SiteId, { minItems: 1, maxItems: 500, description: "only cabinets of these sites" })),
};

export const RolloutView = Type.Object({
  rolloutId: RolloutId,
  version: ReleaseVersion,
  state: Type.Enum(["running", "paused", "halted", "ended"], {
    description: "halted: by itself, see `haltedBy`; the hub offers it to no more cabinets",
  }),
  haltedBy: Type.Optional(
    Type.Enum(["rollbacks", "archive-damaged"], {
      description: "why it halted: too many cabinets rolled back, or the stored archive is not the one that was signed",
    }),
  ),
  ...stageFields,
  createdAt: EpochMs,
});

export const RolloutWithCabinets = Type.Object({
  ...RolloutView.properties,
  waiting: Type.Array(CabinetId, { description: "cabinets of the stage that were not offered it yet" }),
  notUpdatable: Type.Array(CabinetId, {
    description: "those of `waiting` that are connected, and whose bridges can't be updated over the air",
  }),
  cabinets: Type.Array(
    Type.Object({
      cabinetId: CabinetId,
      state: Type.Enum(["announced", "downloading", "ready", "installed", "healthy", "rolled-back", "failed"]),
      reason: Type.Optional(Type.String({ description: "a stable code, why it rolled back or failed" })),
      received: Type.Optional(Type.Integer({ description: "bytes of the archive that the cabinet has" })),
      changedAt: EpochMs,
    }),
  ),
  acts: Type.Array(
    Type.Object({
      at: EpochMs,
      actor: Type.String({ description: "`operator/<name>`" }),
      reason: Type.String(),
      what: Type.Enum(["rollout-started", "rollout-widened", "rollout-paused", "rollout-resumed", "rollout-ended"]),
      percent: Type.Optional(stageFields.percent),
      sites: stageFields.sites,
    }),
    { description: "what operators did with it, the newest first; the audit log has them all" },
  ),
});

export const NewRelease = Type.Object(
  {
    manifest: Type.String({ maxLength: longestManifest, description: "manifest.json, byte for byte" }),
    signature: ReleaseSignature,
    reason: Reason,
  },
  strict,
);

/** A stage before it is begun or widened. */
export const StageQuestion = Type.Object({ version: ReleaseVersion, ...stageFields }, strict);

const count = (description: string) => Type.Integer({ description });

export const StagePreview = Type.Object({
  cabinets: count("cabinets in the stage"),
  of: count("cabinets in service"),
  prospects: Type.Object(
    {
      "in-rollout": count("the open rollout of the release has reached them already"),
      offered: count("connected, and can take the release"),
      away: count("not connected: offered when they are back"),
      "not-updatable": count("connected, but their bridges can't be updated over the air"),
      "has-version": count("run the version already"),
      refuses: count("the release's signed manifest does not let it replace the version that runs"),
    },
    { description: "the cabinets of the stage, each counted once" },
  ),
});

export const NewRollout = Type.Object({ version: ReleaseVersion, ...stageFields, reason: Reason }, strict);

export const RolloutAct = Type.Union([
  Type.Object({ act: Type.Enum(["pause", "resume", "end"]), reason: Reason }, strict),
  Type.Object({ act: Type.Literal("widen"), ...stageFields, reason: Reason }, strict),
]);

/** Releases of the bridge's software, and how they get to cabinets. */
export function operatorReleaseRoutes(app: App, { updates }: OperatorReleaseParts, actorOf: ActorOf): void {
  const { releases } = updates;

  app.get(
    "/api/operator/releases",
    {
      config: { permission: "cabinets.read" },
      schema: { summary: "Releases of the bridge that the hub holds", response: { 200: Type.Array(ReleaseView) } },
    },
    async () => (await releases.list()).map((release) => viewOf(release, releases)),
  );

  app.post(
    "/api/operator/releases",
    {
      config: { permission: "updates.manage", problems: ["release/no-keys", "release/not-signed", "release/exists"] },
      schema: {
        summary: "Add a release of the bridge by its signed manifest; its archive follows",
        body: NewRelease,
        response: { 201: ReleaseView },
      },
    },
    async (request, reply) => {
      const { manifest, signature, reason } = request.body;
      const release = await releases.add({ manifest, signature }, actorAndReason(request, actorOf, reason));
      return reply
        .code(201)
        .header("location", `/api/operator/releases/${release.version}`)
        .send(viewOf(release, releases));
    },
  );

  app.delete(
    "/api/operator/releases/:version",
    {
      config: { permission: "updates.manage", problems: ["release/unknown", "release/in-use"] },
      schema: {
        summary: "Remove a release; refused while a rollout of it is open",
        params: ReleaseParams,
        body: WithReason,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await releases.remove(request.params.version, actorAndReason(request, actorOf, request.body.reason));
      return reply.code(204).send(null);
    },
  );

  app.register(async (scope: App) => archiveRoute(scope, releases));
  rolloutRoutes(app, updates, actorOf);
}

/** The archive streams through: it is never whole in the hub's memory. */
function archiveRoute(app: App, releases: Updates["releases"]): void {
  app.addContentTypeParser(archiveType, (_request, body, done) => done(null, body));

  app.put(
    "/api/operator/releases/:version/archive",
    {
      config: {
        permission: "updates.manage",
        problems: ["release/unknown", "release/exists", "release/wrong-archive"],
      },
      bodyLimit: largestArchive,
      schema: {
        summary: "Store the archive of a release that was added",
        params: ReleaseParams,
        consumes: [archiveType],
        body: Type.Unknown({ description: "the file `bridge-<version>.tgz`" }),
        response: { 200: ReleaseView },
      },
    },
    async ({ params, body }) => {
      if (!(body instanceof Readable)) throw new AppError("release/wrong-archive", `send it as ${archiveType}`);
      return viewOf(await releases.storeArchive(params.version, body), releases);
    },
  );
}

function rolloutRoutes(app: App, { rollouts, preview }: OperatorReleaseParts["updates"], actorOf: ActorOf): void {
  app.get(
    "/api/operator/rollouts",
    {
      config: { permission: "cabinets.read" },
      schema: { summary: "All rollouts of releases of the bridge", response: { 200: Type.Array(RolloutView) } },
    },
    async () => [...(await rollouts.list())].map(mutable),
  );

  app.get(
    "/api/operator/rollouts/:rolloutId",
    {
      config: { permission: "cabinets.read", problems: ["rollout/unknown"] },
      schema: {
        summary: "A rollout, with how the update of each cabinet stands",
        params: RolloutParams,
        response: { 200: RolloutWithCabinets },
      },
    },
    async ({ params }) => {
      const view = await rollouts.view(params.rolloutId);
      return {
        ...mutable(view),
        waiting: [...view.waiting],
        notUpdatable: [...view.notUpdatable],
        cabinets: [...view.cabinets],
        acts: view.acts.flatMap(actView),
      };
    },
  );

  app.post(
    "/api/operator/rollouts",
    {
      config: {
        permission: "updates.manage",
        problems: ["release/unknown", "release/incomplete", "release/archive-damaged", "rollout/open"],
      },
      schema: {
        summary: "Offer a release to a share of the cabinets, of all sites or of some",
        body: NewRollout,
        response: { 201: RolloutView },
      },
    },
    async (request, reply) => {
      const { version, percent, sites, reason } = request.body;
      const by = actorAndReason(request, actorOf, reason);
      const rollout = await rollouts.start(version, { percent, sites }, by);
      const { rolloutId } = rollout;
      return reply.code(201).header("location", `/api/operator/rollouts/${rolloutId}`).send(mutable(rollout));
    },
  );

  app.post(
    "/api/operator/rollouts/preview",
    {
      config: { permission: "cabinets.read", changesNothing: true, problems: ["release/unknown"] },
      schema: {
        summary: "How many cabinets a rollout would reach, and what it means for them; nothing is done",
        body: StageQuestion,
        response: { 200: StagePreview },
      },
    },
    ({ body: { version, percent, sites } }) => preview(version, { percent, sites }),
  );

  app.post(
    "/api/operator/rollouts/:rolloutId/acts",
    {
      config: {
        permission: "updates.manage",
        problems: [
          "rollout/unknown",
          "rollout/wrong-state",
          "rollout/not-wider",
          "release/unknown",
          "release/archive-damaged",
        ],
      },
      schema: {
        summary: "Pause, resume, end or widen a rollout",
        description:
          "The end calls off each update whose trial has not begun. During a pause, a cabinet that has the whole archive finishes its update.",
        params: RolloutParams,
        body: RolloutAct,
        response: { 200: RolloutView },
      },
    },
    async (request) => {
      const { reason, ...act } = request.body;
      return mutable(await rollouts.act(request.params.rolloutId, act, actorAndReason(request, actorOf, reason)));
    },
  );
}

/** An audit entry of a rollout, without what the rollout says already. */
function actView({ at, actor, reason, act }: AuditRecord) {
  if (!("rolloutId" in act)) return [];
  const { what } = act;
  const stage = "percent" in act && { percent: act.percent, ...(act.sites && { sites: [...act.sites] }) };
  return [{ at, actor, reason, what, ...stage }];
}

function viewOf({ manifest, signature, ...release }: Release, releases: Updates["releases"]) {
  const signedBy = releases.signerOf({ manifest, signature });
  return { ...release, ...(signedBy !== undefined && { signedBy }) };
}

/** As the response's schema wants lists. */
function mutable<Of extends { readonly sites?: readonly string[] }>({ sites, ...others }: Of) {
  return { ...others, ...(sites && { sites: [...sites] }) };
}
