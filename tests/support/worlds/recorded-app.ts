/** A cloud that records what happens, with a pool whose triggers are functions in environments of their own. */
import {
  AdminConfirmSignUpCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createLambdaInvoker } from "../../../local/lambda/create-lambda-invoker.ts";
import type { FunctionError } from "../../../local/lambda/worker-messages.ts";
import { type OfflineLambda, replaceLambda } from "../../../local/offline/replace-lambda.ts";
import type { RecorderLimits } from "../../../local/recorder/recorder.ts";
import type { Span, SpanKind, Trace, TracePage, TraceSummary } from "../../../local/recorder/trace.ts";
import { startFunctions } from "../stacks/local-functions.ts";
import { freePort } from "../stacks/local-stack.ts";
import { closeAtEnd } from "./close-at-end.ts";
import { arnOf } from "./in-process-lambdas.ts";
import { startWorld, type World } from "./world.ts";

export const PASSWORD = "Correct-Horse-9";

/** A client of `/_local/traces`. */
export class Traces {
  readonly #url: string;

  constructor(cloudUrl: string) {
    this.#url = `${cloudUrl}/_local/traces`;
  }

  ask(path: string, options: RequestInit = {}): Promise<Response> {
    return fetch(this.#url + path, options);
  }

  async list(query = ""): Promise<readonly TraceSummary[]> {
    return ((await (await this.ask(query)).json()) as TracePage).traces;
  }

  async read(id: string): Promise<Trace> {
    return (await (await this.ask(`/${id}`)).json()) as Trace;
  }

  /** The newest trace of a route. */
  async of(route: string): Promise<Trace> {
    const [newest] = await this.list(`?route=${encodeURIComponent(route)}`);
    if (newest === undefined) throw new Error(`there is no trace of ${route}`);
    return this.read(newest.id);
  }

  clear(): Promise<Response> {
    return this.ask("", { method: "DELETE" });
  }
}

/** The spans of a kind. */
export const spansOf = <Kind extends SpanKind>({ spans }: Trace, kind: Kind) =>
  spans.filter((span): span is Extract<Span, { kind: Kind }> => span.kind === kind);

/** Each span as `kind name`, under its parent. */
export function outline(spans: readonly Span[], parent: string | null = null, depth = 0): readonly string[] {
  return spans
    .filter((span) => span.parent === parent)
    .flatMap((span) => [
      `${"  ".repeat(depth)}${span.kind} ${span.name}`,
      ...outline(spans, span.id, depth + 1),
    ]);
}

export interface RecordedApp extends World {
  readonly traces: Traces;
  readonly lambdaUrl: string;
  signUp(email: string, metadata?: Record<string, string>): Promise<unknown>;
  /** With {@link PASSWORD}, unless it is told another. */
  signIn(email: string, password?: string): Promise<InitiateAuthCommandOutput>;
  /** A user who can sign in with {@link PASSWORD}. */
  register(email: string): Promise<void>;
}

export async function startRecordedApp(recorder: "on" | "off" | RecorderLimits = "on"): Promise<RecordedApp> {
  const port = await freePort();
  const lambdaUrl = `http://127.0.0.1:${port}`;
  const lambdas = closeAtEnd(createLambdaInvoker({ endpoint: () => lambdaUrl }));
  const world = await startWorld({
    lambdas,
    recorder,
    pool: { LambdaConfig: { PreSignUp: arnOf("askAround"), CustomMessage: arnOf("askAround") } },
    client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
  });
  const { cloud, admin, poolId, clientId } = world;
  const signUp: RecordedApp["signUp"] = (Username, ClientMetadata) =>
    admin.send(new SignUpCommand({ ClientId: clientId, Username, Password: PASSWORD, ClientMetadata }));
  const errors: FunctionError[] = [];
  const Lambda = class {} as unknown as { new (): OfflineLambda; readonly prototype: OfflineLambda };
  replaceLambda(Lambda, {
    functions: startFunctions({
      settings: { environment: { CLOUD: cloud.endpoint } },
      onError: (_, { error }) => errors.push(error),
    }),
    nameOf: (key) => key,
    port,
    recorder: cloud.recorder,
    onFault: (error) => {
      throw error;
    },
  });
  const lambda = closeAtEnd(new Lambda());
  await lambda.start();
  return {
    ...world,
    traces: new Traces(cloud.endpoint),
    lambdaUrl,
    signUp,
    signIn: (USERNAME, password = PASSWORD) =>
      admin.send(
        new InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME, PASSWORD: password },
        }),
      ),
    register: async (email) => {
      const user = { UserPoolId: poolId, Username: email };
      await signUp(email);
      await admin.send(new AdminConfirmSignUpCommand(user));
      await admin.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
    },
  };
}
