import { ASSUMPTIONS, activitiesOf, RESOURCES, type ResourceName } from "./load-model.ts";
import { type ResourceDay, simulateDay } from "./simulate-day.ts";

const SCALES = [10_000, 1_000_000, 50_000_000] as const;

const SEED = 20_261_125;

/** Room above the busiest second, for what the model does not know. */
const HEADROOM = 1.3;

/** The table of docs/scale.md: a row for each limit, and for each number of users its busiest second and what that means. */
export function renderCapacity(): string {
  const days = SCALES.map((users) => simulateDay(activitiesOf(users), { seed: SEED }));
  const head = SCALES.map((users) => `${millions(users)} users: mean, peak | |`).join(" ");
  const lines = [
    `| limit, per second | default | ${head}`,
    `|---|---|${"---|---|".repeat(SCALES.length)}`,
    ...Object.values(RESOURCES).map(({ name, limit }, row) => {
      const cells = days.map((day) => {
        const figures = day[row];
        return figures === undefined
          ? ""
          : `${round(figures.mean)}, ${round(figures.peak)} | ${verdict(figures)}`;
      });
      return `| ${name} | ${limit.toLocaleString("en")} | ${cells.join(" | ")} |`;
    }),
  ];
  return lines.join("\n");
}

const millions = (users: number): string =>
  users >= 1_000_000 ? `${users / 1_000_000} M` : `${users / 1000} K`;

/** Two significant digits below ten, whole numbers above. */
const round = (value: number): string =>
  value < 10 ? String(Number(value.toPrecision(2))) : Math.round(value).toLocaleString("en");

/** A wait that a client's own retries cover. */
const BEARABLE_SECONDS = 2;

function verdict({ resource, peak, secondsOver, longestWait }: ResourceDay): string {
  const { limit, adjustable } = RESOURCES[resource];
  if (secondsOver === 0) return peak * HEADROOM > limit ? "tight" : "fits";
  if (longestWait <= BEARABLE_SECONDS) return `waits ${Math.max(1, Math.ceil(longestWait))} s`;
  return adjustable ? `raise to ${(Math.ceil((peak * HEADROOM) / 10) * 10).toLocaleString("en")}` : "spread";
}

interface Variant {
  readonly name: string;
  readonly assumed?: Partial<Record<keyof typeof ASSUMPTIONS, number>>;
}

const VARIANTS: readonly Variant[] = [
  { name: "as assumed" },
  { name: "access tokens live 24 hours instead of 1", assumed: { refreshesPerDay: 1 } },
  { name: "access tokens live 15 minutes", assumed: { refreshesPerDay: 9 } },
  { name: "a sign-in every day, no remembered session", assumed: { signInsPerDay: 1, refreshesPerDay: 2 } },
  {
    name: "everyone signs in by a one-time code",
    assumed: { otpShare: 1, passkeyShare: 0, federatedShare: 0 },
  },
  { name: "an event: ten times the mean in one hour", assumed: { peakFactor: 10 } },
];

const WATCHED: readonly ResourceName[] = ["userAuthentication", "challengeAnswers", "mail", "sms"];

/** The second table of docs/scale.md: the busiest second of four limits when one assumption is another. */
export function renderVariants(): string {
  const scales = SCALES.slice(1);
  const nameOf = (resource: ResourceName) => RESOURCES[resource].name.replace(/^(Cognito|SES|SNS) /, "");
  const rows = VARIANTS.map(({ name, assumed }) => {
    const cells = scales.map((users) => {
      const day = simulateDay(activitiesOf(users, { ...ASSUMPTIONS, ...assumed }), {
        seed: SEED,
        ...(assumed?.peakFactor === undefined ? {} : { peakFactor: assumed.peakFactor }),
      });
      const peaks = new Map(day.map(({ resource, peak }) => [resource, peak]));
      return WATCHED.map((resource) => round(peaks.get(resource) ?? 0)).join(" | ");
    });
    return `| ${name} | ${cells.join(" | ")} |`;
  });
  const head = scales.flatMap((users) =>
    WATCHED.map((resource) => `${millions(users)}: ${nameOf(resource)}`),
  );
  return [`| busiest second | ${head.join(" | ")} |`, `|---|${"---|".repeat(head.length)}`, ...rows].join(
    "\n",
  );
}
