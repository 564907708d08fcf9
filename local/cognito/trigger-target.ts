import type { PoolSettings } from "./state/pool-settings.ts";
import type { TriggerName } from "./trigger-port.ts";

/** The Lambda behind a trigger, and the version of the event it takes. */
interface TriggerTarget {
  readonly arn: string;
  readonly version: string;
}

/** `null` if the pool has no such trigger. PreTokenGenerationConfig takes precedence over the older PreTokenGeneration. */
export function triggerTarget(
  { LambdaConfig: config }: Pick<PoolSettings, "LambdaConfig">,
  trigger: TriggerName,
): TriggerTarget | null {
  if (trigger === "PreTokenGeneration" && config.PreTokenGenerationConfig) {
    const { LambdaArn: arn, LambdaVersion: version } = config.PreTokenGenerationConfig;
    return { arn, version: version.slice(1, 2) };
  }
  if (trigger === "CustomEmailSender" || trigger === "CustomSMSSender" || trigger === "InboundFederation") {
    const versioned = config[trigger];
    return versioned ? { arn: versioned.LambdaArn, version: versioned.LambdaVersion.slice(1, 2) } : null;
  }
  const arn = config[trigger];
  return arn === undefined ? null : { arn, version: "1" };
}
