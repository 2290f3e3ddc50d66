import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { reviewCodes } from "../rental/review-reason.ts";

const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const slow = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 30];

/**
 * What is counted and timed while the hub runs. Names follow Prometheus' conventions, durations are seconds. A label has
 * few values that are known beforehand: never an id of an order, a cabinet or a rider.
 */
export class HubMetrics {
  readonly registry = new Registry();

  readonly ordersStarted = this.#counter("jiehuan_orders_started_total", "Orders that riders asked for.", []);
  readonly ordersEnded = this.#counter(
    "jiehuan_orders_ended_total",
    "Orders that ended, by how. One that was confirmed after it had lapsed ends twice.",
    ["state"],
  );
  readonly ordersReviewed = this.#counter(
    "jiehuan_orders_reviewed_total",
    "Orders that came under review, by the code of the reason.",
    ["code"],
  );
  readonly collectionFailures = this.#counter(
    "jiehuan_collection_failures_total",
    "Times that the credit provider could not collect a charge.",
    [],
  );
  readonly unlockDuration = this.#histogram(
    "jiehuan_unlock_duration_seconds",
    "From the decision that a slot may open, when its order was seen as borrowed, to its opening on record.",
    [],
    slow,
  );
  readonly commandsSent = this.#counter(
    "jiehuan_commands_sent_total",
    "Commands that the broker took for cabinets, repetitions too.",
    ["action"],
  );
  readonly commandsAnswered = this.#counter(
    "jiehuan_commands_answered_total",
    "Answers to open commands that changed an order, by outcome.",
    ["outcome"],
  );
  readonly creditCalls = this.#histogram(
    "jiehuan_credit_call_duration_seconds",
    "Calls to the credit provider, by method and outcome.",
    ["method", "outcome"],
    slow,
  );
  readonly storeCommits = this.#histogram(
    "jiehuan_store_commit_duration_seconds",
    "Transactions that changed something, from their begin to the durable commit or its failure.",
    ["outcome"],
    quick,
  );
  readonly storeFailures = this.#counter(
    "jiehuan_store_failures_total",
    "Transactions that failed for the store's sake, by error code.",
    ["code"],
  );
  readonly commitBatch = this.#histogram(
    "jiehuan_store_commit_batch_transactions",
    "Transactions that became durable together.",
    [],
    [1, 2, 4, 8, 16, 32, 64, 128],
  );
  readonly mqttClients = this.#gauge("jiehuan_mqtt_clients", "Connections at the broker of this process.");
  readonly mqttDenied = this.#counter(
    "jiehuan_mqtt_denied_total",
    "Logins, connections and messages that the broker of this process refused, by reason.",
    ["reason"],
  );
  readonly cabinetRefusals = this.#counter(
    "jiehuan_cabinet_refusals_total",
    "What cabinets said in vain: messages, events and journals that were refused or dropped, by reason.",
    ["reason"],
  );
  readonly httpConnectionsRefused = this.#counter(
    "jiehuan_http_connections_refused_total",
    "HTTP connections that were refused before any request, by the limit that was reached: of one address, or of all.",
    ["reason"],
  );
  readonly mqttCertificateExpiry = this.#gauge(
    "jiehuan_mqtt_certificate_expiry_timestamp_seconds",
    "When the certificate expires that the broker of this process serves; 0 without one.",
  );
  readonly eventsUnacknowledged = this.#gauge(
    "jiehuan_cabinet_events_unacknowledged",
    "Events in cabinets' journals that the hub has not acknowledged, as the cabinets last said.",
  );
  readonly boardsSilent = this.#gauge(
    "jiehuan_boards_silent",
    "Cabinets whose board had not spoken for five minutes, as they last said.",
  );
  readonly sealsBroken = this.#gauge(
    "jiehuan_seals_broken",
    "Messages with a broken seal that reached cabinets, as the cabinets last said.",
  );
  readonly wrongTokens = this.#counter(
    "jiehuan_wrong_tokens_total",
    "Requests with a wrong token, and sign-ins with a wrong password or code (wrong), or that came while their address or name had to wait (not-looked-at).",
    ["kind", "outcome"],
  );
  readonly webhookTries = this.#counter(
    "jiehuan_webhook_tries_total",
    "Events that were sent to webhooks, by outcome: delivered, failed (it is tried again), or given-up after a day.",
    ["outcome"],
  );
  readonly httpRequests = this.#counter("jiehuan_http_requests_total", "HTTP requests that were answered.", [
    "method",
    "route",
    "status",
  ]);
  readonly httpDuration = this.#histogram(
    "jiehuan_http_request_duration_seconds",
    "HTTP requests from their arrival to the end of the answer, event streams aside.",
    ["route"],
    quick,
  );
  readonly eventStreams = this.#gauge("jiehuan_http_event_streams", "Streams of server-sent events that are open.");
  readonly clockStep = this.#gauge(
    "jiehuan_clock_step_seconds",
    "How far the machine's wall clock is ahead of the hub's time; 0 while they agree.",
  );
  readonly clockSteps = this.#counter(
    "jiehuan_clock_steps_total",
    "Steps of the machine's wall clock, by outcome: noticed, came back, or adopted because they lasted.",
    ["outcome"],
  );
  readonly clockStartGap = this.#gauge(
    "jiehuan_clock_start_gap_seconds",
    "How long before the start of this hub the last heartbeat was written, by the hub's clock.",
  );
  readonly ready = this.#gauge("jiehuan_hub_ready", "1 where /readyz says that the hub is ready, else 0.");

  /** A counter without a value is missing from a scrape, and what it counts first would be no increase. */
  constructor() {
    for (const code of reviewCodes) this.ordersReviewed.inc({ code }, 0);
    for (const code of ["store/write-failed", "store/away", "store/outcome-unknown"])
      this.storeFailures.inc({ code }, 0);
    for (const outcome of ["delivered", "failed", "given-up"]) this.webhookTries.inc({ outcome }, 0);
    for (const kind of ["operator", "metrics", "broker", "sign-in"])
      for (const outcome of ["wrong", "not-looked-at"]) this.wrongTokens.inc({ kind, outcome }, 0);
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
