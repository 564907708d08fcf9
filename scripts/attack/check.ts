/** An attack: a name, its cost, and a run that returns a verdict. */
import type { AttackAccounts } from "./attack-accounts.ts";
import type { AttackClient } from "./attack-client.ts";

export type Verdict =
  | { readonly kind: "held" }
  | { readonly kind: "finding"; readonly detail: string }
  | { readonly kind: "skipped"; readonly why: string };

export const held: Verdict = { kind: "held" };
export const finding = (detail: string): Verdict => ({ kind: "finding", detail });
export const skipped = (why: string): Verdict => ({ kind: "skipped", why });

/** A finding if there are any problems, each in a few words. */
export const heldUnless = (findings: readonly string[]): Verdict =>
  findings.length === 0 ? held : finding(findings.slice(0, 3).join("; "));

/** What a stage tells client apps (`GET /v1/auth/config`). */
export interface StageConfig {
  readonly issuer: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

export interface AttackContext {
  readonly client: AttackClient;
  readonly config: StageConfig;
  /** Null without AWS credentials of the stage: then only checks without accounts run. */
  readonly accounts: AttackAccounts | null;
  /** An origin that may have the refresh token's cookie; null if unknown. */
  readonly webOrigin: string | null;
  /** Pairs of requests per timing check; more find smaller differences. */
  readonly samples: number;
  /** More requests in a row than one client may send; null if the stage does not limit clients. */
  readonly clientBurst: number | null;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** The context of a check that needs accounts. */
export type AccountContext = AttackContext & { readonly accounts: AttackAccounts };

interface Cost {
  /** Requests to the API, at most. */
  readonly requests: number;
  /** Mails to the suite's own addresses, at most. */
  readonly mails: number;
}

export interface Check {
  /** The name of its file: `tokens`, `cookies`. */
  readonly subject: string;
  /** The defence, as a sentence: `a token with alg none is refused`. */
  readonly name: string;
  readonly needsAccount: boolean;
  cost(context: Pick<AttackContext, "samples">): Cost;
  run(context: AttackContext): Promise<Verdict>;
}

interface CheckDefinition<Context> {
  readonly subject: string;
  readonly name: string;
  readonly requests: number | ((context: Pick<AttackContext, "samples">) => number);
  readonly mails?: number | ((context: Pick<AttackContext, "samples">) => number);
  readonly run: (context: Context) => Promise<Verdict>;
}

const amount = (
  value: CheckDefinition<unknown>["requests"] | undefined,
  context: Pick<AttackContext, "samples">,
): number => (typeof value === "function" ? value(context) : (value ?? 0));

const costOf =
  ({ requests, mails }: Pick<CheckDefinition<unknown>, "requests" | "mails">): Check["cost"] =>
  (context) => ({ requests: amount(requests, context), mails: amount(mails, context) });

/** A check that needs no account. */
export const publicCheck = (definition: CheckDefinition<AttackContext>): Check => ({
  ...definition,
  needsAccount: false,
  cost: costOf(definition),
});

/** A check that needs its own accounts in the stage. */
export const accountCheck = (definition: CheckDefinition<AccountContext>): Check => ({
  ...definition,
  needsAccount: true,
  cost: costOf(definition),
  run: async (context) => {
    if (context.accounts === null) return skipped("needs AWS credentials of the stage");
    return definition.run({ ...context, accounts: context.accounts });
  },
});
