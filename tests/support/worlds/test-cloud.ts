import { type AdjustableClock, createFakeClock } from "../../../local/clock.ts";
import { type Cloud, startCloud } from "../../../local/cloud.ts";
import type { Schedule } from "../../../local/eventbridge/schedule.ts";
import type { LambdaInvoker } from "../../../local/lambda/lambda-invoker.ts";
import type { ProviderClient } from "../../../local/oauth/federation/provider-client.ts";
import { Recorder, type RecorderLimits } from "../../../local/recorder/recorder.ts";
import type { LocalSecrets } from "../../../local/template/local-secrets.ts";
import { takeKeyPair } from "../test-key-pairs.ts";

export interface TestCloud extends Cloud {
  readonly clock: AdjustableClock;
  /** Keeps what happens, where a test asks for it. */
  readonly recorder: Recorder | null;
}

const noLambdas: LambdaInvoker = {
  invoke: async () => ({ kind: "unreachable", reason: "there are no functions in this test" }),
};

export interface TestCloudOptions {
  readonly stateDirectory?: string;
  /** Any free one, unless given. */
  readonly port?: number;
  readonly lambdas?: LambdaInvoker;
  readonly providers?: (clock: AdjustableClock) => ProviderClient;
  readonly secrets?: LocalSecrets;
  readonly cookieSuffix?: string;
  /** Whether what happens is recorded, and how much of it. */
  readonly recorder?: "off" | "on" | RecorderLimits;
  readonly allowedHosts?: readonly string[];
  /** The stack's own; `us-east-1` if left out. */
  readonly region?: string;
  /** Told of what pipes and webhooks gave up. */
  readonly onDeadLetter?: (message: string) => void;
  /** Told of faults, which otherwise fail the test. */
  readonly onFault?: (error: unknown) => void;
}

/** Pauses of pipes and deliveries take no time. */
const atOnce: Schedule = (work) => {
  const turn = setImmediate(work);
  return () => clearImmediate(turn);
};

/** The whole local cloud on an ephemeral port, forgetting, its clock standing still. */
export async function startTestCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const clock = createFakeClock();
  const { recorder: recording = "off" } = options;
  const limits = typeof recording === "string" ? {} : { limits: recording };
  const recorder = recording === "off" ? null : new Recorder({ clock, ...limits });
  const cloud = await startCloud({
    port: options.port ?? 0,
    stateDirectory: options.stateDirectory ?? ":memory:",
    clock,
    lambdas: options.lambdas ?? noLambdas,
    ...(options.providers && { providers: options.providers(clock) }),
    ...(options.allowedHosts && { allowedHosts: options.allowedHosts }),
    ...(options.cookieSuffix !== undefined && { cookieSuffix: options.cookieSuffix }),
    ...(options.secrets && { secrets: options.secrets }),
    region: options.region ?? "us-east-1",
    makeKeyPair: takeKeyPair,
    schedule: atOnce,
    ...(options.onDeadLetter && { onDeadLetter: options.onDeadLetter }),
    ...(recorder !== null && { recorder }),
    onFault:
      options.onFault ??
      ((error) => {
        throw error;
      }),
  });
  const close = cloud.close.bind(cloud);
  let closed: Promise<void> | undefined;
  return Object.assign(cloud, {
    clock,
    recorder,
    // A test may close it before the end of its file.
    close: () => {
      closed ??= close();
      return closed;
    },
  });
}
