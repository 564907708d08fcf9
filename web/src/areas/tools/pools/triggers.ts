import type { Members } from "./members.ts";

/** A trigger in LambdaConfig: its function's ARN, with or without a version. */
interface Kind {
  readonly name: string;
  /** The member of a trigger with versions. */
  readonly config?: string;
  readonly versions?: readonly string[];
}

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html, in the order of a sign-up and a
 * sign-in.
 */
const TRIGGERS: readonly Kind[] = [
  { name: "PreSignUp" },
  { name: "CustomMessage" },
  { name: "PostConfirmation" },
  { name: "PreAuthentication" },
  { name: "PostAuthentication" },
  { name: "DefineAuthChallenge" },
  { name: "CreateAuthChallenge" },
  { name: "VerifyAuthChallengeResponse" },
  {
    name: "PreTokenGeneration",
    config: "PreTokenGenerationConfig",
    versions: ["V1_0", "V2_0", "V3_0"],
  },
  { name: "UserMigration" },
  { name: "CustomEmailSender", config: "CustomEmailSender", versions: ["V1_0"] },
  { name: "CustomSMSSender", config: "CustomSMSSender", versions: ["V1_0"] },
];

export interface Trigger extends Kind {
  /** ARN of its function; undefined if it has none. */
  readonly function: string | undefined;
  readonly version: string | undefined;
}

interface Versioned {
  readonly LambdaArn?: string;
  readonly LambdaVersion?: string;
}

const lambdaConfig = ({ LambdaConfig }: Members): Members => (LambdaConfig ?? {}) as Members;

export function triggersOf(pool: Members): readonly Trigger[] {
  const config = lambdaConfig(pool);
  return TRIGGERS.map((kind) => {
    const { LambdaArn, LambdaVersion } = (config[kind.config ?? ""] ?? {}) as Versioned;
    const plain = config[kind.name];
    const arn = LambdaArn ?? (typeof plain === "string" ? plain : undefined);
    return { ...kind, function: arn, version: LambdaVersion ?? (arn && kind.versions?.[0]) };
  });
}

/** The settings of a pool with another function for a trigger, or none. */
export function withTrigger(
  settings: Members,
  { name, config, versions }: Kind,
  { arn, version }: { readonly arn: string; readonly version: string | undefined },
): Members {
  const { [name]: _, [config ?? ""]: __, ...others } = lambdaConfig(settings);
  const member =
    config === undefined
      ? { [name]: arn }
      : { [config]: { LambdaArn: arn, LambdaVersion: version ?? versions?.[0] } };
  return { ...settings, LambdaConfig: arn === "" ? others : { ...others, ...member } };
}

/** A readable name of a function. */
export const functionName = (arn: string): string => arn.replace(/^.*:function:/, "");
