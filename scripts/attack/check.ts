/** What an attack is: a name, what it costs, and a run that ends with a verdict. */
import type { AttackAccounts } from "./attack-accounts.ts";
import type { AttackClient } from "./attack-client.ts";

export type Verdict =
  | { readonly kind: "held" }
  | { readonly kind: "finding"; readonly detail: string }
  | { readonly kind: "skipped"; readonly why: string };

export const held: Verdict = { kind: "held" };
export const finding = (detail: string): Verdict => ({ kind: "finding", detail });
export const skipped = (why: string): Verdict => ({ kind: "skipped", why });

/** A finding where there are any, each in a few words. */
export const heldUnless = (findings: readonly string[]): Verdict =>
  findings.length === 0 ? held : finding(findings.slice(0, 3).join("; "));

/** What a client app learns of a stage (`GET /v1/auth/config`). */
export interface StageConfig {
  readonly issuer: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

export interface AttackContext {
  readonly client: AttackClient;
  readonly config: StageConfig;
  /** Null without AWS credentials of the stage: then only what needs no account is tried. */
  readonly accounts: AttackAccounts | null;
  /** An origin that may have the refresh token's cookie; null where it is not known. */
  readonly webOrigin: string | null;
  /** Pairs of a measurement; more tell smaller differences. */
  readonly samples: number;
  /** Requests that one client must not get through in a row; null where the stage counts no clients. */
  readonly clientBurst: number | null;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** What a check is given that needs accounts. */
export type AccountContext = AttackContext & { readonly accounts: AttackAccounts };

interface Cost {
  /** Requests to the API, at most. */
  readonly requests: number;
  /** Mails to the suite's own addresses, at most. */
  readonly mails: number;
}

export interface Check {
  /** A file of its kind: `tokens`, `cookies`. */
  readonly subject: string;
  /** What holds, as a sentence: `a token with alg none is refused`. */
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

/** A check that any client can make. */
export const publicCheck = (definition: CheckDefinition<AttackContext>): Check => ({
  ...definition,
  needsAccount: false,
  cost: costOf(definition),
});

/** A check that needs accounts of its own in the stage. */
export const accountCheck = (definition: CheckDefinition<AccountContext>): Check => ({
  ...definition,
  needsAccount: true,
  cost: costOf(definition),
  run: async (context) => {
    if (context.accounts === null) return skipped("needs AWS credentials of the stage");
    return definition.run({ ...context, accounts: context.accounts });
  },
});
