/**
 * The monthly cost according to the load model, in US dollars for us-east-1, without free tiers that end after a year, taxes and
 * other parts of an app. Prices as generally quoted in November 2026; AWS's price pages are authoritative, see docs/cost.md.
 */
import { activitiesOf, type ResourceName } from "./load-model.ts";

const DAYS = 30;

/** US dollars, each for one unit, as its name says. */
const PRICES = {
  cognitoUser: 0.015,
  httpApiRequest: 1 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  /** arm64. */
  lambdaGigabyteSecond: 0.0000133334,
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  tableGigabyteMonth: 0.25,
  mail: 0.1 / 1000,
  /** To the United States; up to ten times as much elsewhere. */
  sms: 0.00645,
  logGigabyte: 0.5,
  /** EventBridge Pipes, after the filter; up to 64 KB. */
  pipeRequest: 0.4 / 1e6,
  /** EventBridge, on a bus of one's own; up to 64 KB. */
  busEvent: 1 / 1e6,
} as const;

/** Tier Essentials: this many users per account are free each month, without a time limit. */
const FREE_USERS = 10_000;
const MEMORY_GIGABYTES = 0.5;
/** Function log and access log of one request, in gigabytes. */
const LOG_PER_REQUEST = 1.2e-6;
/** An event with its index entry, in gigabytes; events are kept for 400 days. */
const STORED_PER_SIGN_IN = 2e-6;
/** Triggers and modules that one activity runs, roughly. */
const INVOCATIONS_PER_REQUEST = 1.5;
/** The function that describes an account event, alone in its batch: 256 MB for about as long as a trigger. */
const EVENT_GIGABYTE_SECONDS = 0.25 * 0.05;

export interface CostLine {
  readonly name: string;
  /** The calculation, in words. */
  readonly because: string;
  readonly dollars: number;
}

/** The lines of a month's bill, without those that are zero. */
export function monthlyCost(monthlyUsers: number): CostLine[] {
  const activities = activitiesOf(monthlyUsers);
  const total = (resource: ResourceName): number =>
    activities.reduce((sum, { perDay, demand }) => sum + perDay * DAYS * (demand[resource] ?? 0), 0);
  const requests = total("apiGateway");
  const signIns = (activities[0]?.perDay ?? 0) * DAYS;
  const stored = signIns * STORED_PER_SIGN_IN * (400 / DAYS);
  const billedUsers = Math.max(0, monthlyUsers - FREE_USERS);
  return [
    line("Cognito Essentials", { amount: billedUsers, unit: "users", price: PRICES.cognitoUser }),
    line("API Gateway", { amount: requests, unit: "requests", price: PRICES.httpApiRequest }),
    line("Lambda, requests", {
      amount: requests * INVOCATIONS_PER_REQUEST,
      unit: "invocations",
      price: PRICES.lambdaRequest,
    }),
    line("Lambda, time", {
      amount: total("lambda") * MEMORY_GIGABYTES,
      unit: "GB-seconds",
      price: PRICES.lambdaGigabyteSecond,
    }),
    line("DynamoDB, writes", { amount: total("tableWrites"), unit: "units", price: PRICES.writeUnit }),
    line("DynamoDB, reads", { amount: total("tableReads"), unit: "units", price: PRICES.readUnit }),
    line("DynamoDB, storage", { amount: stored, unit: "GB", price: PRICES.tableGigabyteMonth }),
    line("SES", { amount: total("mail"), unit: "mails", price: PRICES.mail }),
    line("SNS", { amount: total("sms"), unit: "messages", price: PRICES.sms }),
    line("CloudWatch logs", { amount: requests * LOG_PER_REQUEST, unit: "GB", price: PRICES.logGigabyte }),
  ];
}

/** What account events add: each goes through the pipe, its function and the bus. */
export function accountEventsCost(monthlyUsers: number): CostLine {
  const amount = activitiesOf(monthlyUsers).reduce(
    (sum, { perDay, events }) => sum + perDay * DAYS * events,
    0,
  );
  const ofFunction = PRICES.lambdaRequest + EVENT_GIGABYTE_SECONDS * PRICES.lambdaGigabyteSecond;
  const price = PRICES.pipeRequest + ofFunction + PRICES.busEvent;
  return line("with `accountEvents`, more", { amount, unit: "events", price });
}

function line(
  name: string,
  { amount, unit, price }: { readonly amount: number; readonly unit: string; readonly price: number },
): CostLine {
  return { name, because: `${quantity(amount)} ${unit}`, dollars: amount * price };
}

/** A number in readable form, to three digits. */
function quantity(amount: number): string {
  if (amount >= 1e6) return `${Number((amount / 1e6).toPrecision(3)).toLocaleString("en")} M`;
  return Number(amount.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 3 });
}

const COST_SCALES = [1000, 100_000, 1_000_000] as const;

/** The table of docs/cost.md. */
export function renderCost(): string {
  const bills = COST_SCALES.map(monthlyCost);
  const rows = (bills[0] ?? []).map(({ name }, row) => {
    const cells = bills.map((bill) => `${bill[row]?.because ?? ""} | ${money(bill[row]?.dollars ?? 0)}`);
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  const events = COST_SCALES.map(accountEventsCost);
  const eventCells = events.map(({ because, dollars }) => `${because} | ${money(dollars)}`);
  const sums = bills.map((bill) => bill.reduce((sum, { dollars }) => sum + dollars, 0));
  const perUser = sums.map((sum, index) => `| ${money(sum / (COST_SCALES[index] ?? 1))}`);
  return [
    `| a month | ${COST_SCALES.map((users) => `${users.toLocaleString("en")} users | $`).join(" | ")} |`,
    `|---|${"---|--:|".repeat(COST_SCALES.length)}`,
    ...rows,
    `| **Sum** | ${sums.map((sum) => `| **${money(sum)}**`).join(" | ")} |`,
    `| for each user | ${perUser.join(" | ")} |`,
    `| ${events[0]?.name} | ${eventCells.join(" | ")} |`,
  ].join("\n");
}

const money = (dollars: number): string =>
  dollars === 0
    ? "0"
    : dollars < 1
      ? dollars.toPrecision(2)
      : dollars.toLocaleString("en", { maximumFractionDigits: 0 });
