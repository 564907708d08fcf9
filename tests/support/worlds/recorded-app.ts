/** A cloud that records what happens, with a pool whose triggers are functions in environments of their own. */
import {
  AdminConfirmSignUpCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createLambdaInvoker } from "../../../local/lambda/create-lambda-invoker.ts";
import type { FunctionError } from "../../../local/lambda/worker-messages.ts";
import { type OfflineLambda, replaceLambda } from "../../../local/offline/replace-lambda.ts";
import type { RecorderLimits } from "../../../local/recorder/recorder.ts";
import type { Span, SpanKind, Trace, TracePage, TraceSummary } from "../../../local/recorder/trace.ts";
import { cognitoClient } from "../clients/cognito-client.ts";
import { startFunctions } from "../stacks/local-functions.ts";
import { freePort } from "../stacks/local-stack.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

export const PASSWORD = "Correct-Horse-9";

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

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

export interface RecordedApp {
  readonly cloud: TestCloud;
  readonly traces: Traces;
  readonly cognito: ReturnType<typeof cognitoClient>;
  readonly lambdaUrl: string;
  readonly poolId: string;
  readonly clientId: string;
  /** A user who can sign in with {@link PASSWORD}. */
  register(email: string): Promise<void>;
  close(): Promise<void>;
}

export async function startRecordedApp(recorder: "on" | "off" | RecorderLimits = "on"): Promise<RecordedApp> {
  const port = await freePort();
  const lambdaUrl = `http://127.0.0.1:${port}`;
  const lambdas = createLambdaInvoker({ endpoint: () => lambdaUrl });
  const cloud = await startTestCloud({ lambdas, recorder });
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
  const lambda = new Lambda();
  await lambda.start();
  const cognito = cognitoClient(cloud.endpoint);
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "people",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      LambdaConfig: { PreSignUp: arnOf("askAround"), CustomMessage: arnOf("askAround") },
    }),
  );
  const poolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: "spa",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    }),
  );
  const clientId = UserPoolClient?.ClientId ?? "";
  return {
    cloud,
    traces: new Traces(cloud.endpoint),
    cognito,
    lambdaUrl,
    poolId,
    clientId,
    register: async (email) => {
      const user = { UserPoolId: poolId, Username: email };
      await cognito.send(new SignUpCommand({ ClientId: clientId, Username: email, Password: PASSWORD }));
      await cognito.send(new AdminConfirmSignUpCommand(user));
      await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
    },
    close: async () => {
      await lambda.stop();
      lambdas.close();
      cognito.destroy();
      await cloud.close();
    },
  };
}
