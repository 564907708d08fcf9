import type { SesContext, SesInput, SesOutput } from "./operation.ts";

const DAY_MS = 86_400_000;

/** An account out of the sandbox, without a daily quota (`-1`); the sent mails are those that are still in the inbox. */
export function getAccount(
  _: SesInput<"GetAccount">,
  { outbox, clock }: SesContext,
): SesOutput<"GetAccount"> {
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: "HEALTHY",
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: {
      Max24HourSend: -1,
      MaxSendRate: -1,
      SentLast24Hours: outbox.countSince("SES", clock.now() - DAY_MS),
    },
  };
}
