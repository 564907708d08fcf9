import { isDeepStrictEqual } from "node:util";
import {
  AdminListGroupsForUserCommand,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateIdentityProviderCommand,
  type CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll } from "@jest/globals";
import { type ActivityTable, activityTable, type Item } from "../../../libs/activity/activity-table.ts";
import type { LambdaInvoker, LambdaOutcome } from "../../../local/lambda/lambda-invoker.ts";
import { cognitoClient } from "../clients/cognito-client.ts";
import { createActivityTable } from "./activity-table.ts";
import { type AwsEndpoint, startAwsEndpoint } from "./aws-endpoint.ts";
import { createClient, createPool } from "./cognito-pool.ts";
import { withoutTimeouts } from "./standing-clock.ts";
import { startTestCloud, type TestCloud } from "./test-cloud.ts";

type Handler = (event: never) => Promise<unknown>;

/** The triggers' sources, by their name in LambdaConfig. */
const TRIGGERS = {
  PreSignUp: () => import("../../../triggers/pre-sign-up.ts"),
  PostConfirmation: () => import("../../../triggers/post-confirmation.ts"),
  CustomMessage: () => import("../../../triggers/custom-message.ts"),
  PreAuthentication: () => import("../../../triggers/pre-authentication.ts"),
  PostAuthentication: () => import("../../../triggers/post-authentication.ts"),
  PreTokenGeneration: () => import("../../../triggers/pre-token-generation.ts"),
  UserMigration: () => import("../../../triggers/user-migration.ts"),
} as const;

export type TriggerName = keyof typeof TRIGGERS;

export const ENVIRONMENT = {
  STAGE: "test",
  ACTIVITY_TABLE_NAME: "activity",
  SIGN_UP_MODE: "open",
  SIGN_UP_ALLOWED_DOMAINS: "",
  SIGN_UP_DENIED_DOMAINS: "denied.example",
  MAILS_PER_HOUR: "5",
  OTHER_IDENTITY_PROVIDERS: "OIDC",
  GOOGLE_LINK_DOMAINS: "example.com, MÜNCHEN.example",
  APPLE_LINK_DOMAINS: "",
  OIDC_LINK_DOMAINS: "example.com",
  ADMIN_MFA: "off",
  DEFAULT_GROUP: "users",
  DOMAIN_GROUPS: "support.example=support",
  FIRST_ADMIN_EMAIL: "Root@example.com",
  SIGN_IN_ATTEMPTS_PER_15_MIN: "5",
  APP_NAME: "Serverless Auth",
  BRAND_COLOR: "#1a56db",
  DEFAULT_LANGUAGE: "en",
  MAIL_FROM: "no-reply@example.com",
  MIGRATION_URL: "http://127.0.0.1:1/",
  MIGRATION_SECRET_ARN: "",
  VERIFICATION: "code",
  API_URL: "https://api.example.com",
  LINK_BASE_URL: "",
} as const;

/** What a second delivery of the same event changed, where it changed anything. */
interface Difference {
  readonly trigger: string;
  readonly once: State;
  readonly twice: State;
}

/** All that a delivery can leave: what it answered, and what is in the table and in the mail. */
interface State {
  readonly outcome: LambdaOutcome;
  readonly items: readonly Item[];
  readonly mails: number;
}

/** A pool whose triggers are ours, running in this process, before the local cloud's Cognito and DynamoDB. */
export interface TriggerWorld {
  readonly cloud: TestCloud;
  readonly admin: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly clientId: string;
  readonly table: ActivityTable;
  /** Where mails go, which the triggers send by SES. */
  readonly ses: AwsEndpoint;
  /** Events the triggers were called with, oldest first. */
  readonly calls: { readonly trigger: TriggerName; readonly event: Record<string, unknown> }[];
  /** What happens once, before a trigger's next event is delivered: in the middle of the call that causes it. */
  beforeNext(trigger: TriggerName, act: () => Promise<void>): void;
  /** From now on every event is delivered twice; answers what the second deliveries changed. */
  deliverTwice(): readonly Difference[];
  /** Every item of the table, in the order of the keys. */
  dump(): Promise<Item[]>;
  /** The types of a user's events, oldest first. */
  eventsOf(sub: string): Promise<string[]>;
  groupsOf(username: string): Promise<string[]>;
}

const open: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** Sets the environment; so one to a test file, and before the triggers are imported. */
export async function startTriggerWorld(
  environment: Partial<Record<keyof typeof ENVIRONMENT, string>> = {},
  pool: Partial<CreateUserPoolCommandInput> = {},
): Promise<TriggerWorld> {
  const ses = await startAwsEndpoint();
  ses.answer(() => ({ body: '{"MessageId":"1"}' }));
  open.push({ close: () => ses.stop() });
  Object.assign(process.env, ENVIRONMENT, environment);
  const calls: TriggerWorld["calls"] = [];
  const differences: Difference[] = [];
  const meanwhile = new Map<TriggerName, () => Promise<void>>();
  let isTwice = false;

  const lambdas: LambdaInvoker = {
    async invoke(arn, event) {
      const trigger = arn.slice(arn.lastIndexOf(":") + 1) as TriggerName;
      const { handler } = (await TRIGGERS[trigger]()) as { readonly handler: Handler };
      const act = meanwhile.get(trigger);
      meanwhile.delete(trigger);
      await act?.();
      calls.push({ trigger, event: structuredClone(event) as Record<string, unknown> });
      const deliver = async () => {
        try {
          return { kind: "result", payload: await handler(structuredClone(event) as never) } as const;
        } catch (error) {
          const { name, message } = error as Error;
          return { kind: "function-error", errorType: name, errorMessage: message } as const;
        }
      };
      const outcome = await deliver();
      if (isTwice) {
        const once = await stateAfter(outcome);
        const twice = await stateAfter(await deliver());
        if (!isDeepStrictEqual(once, twice)) differences.push({ trigger, once, twice });
      }
      return outcome;
    },
  };

  const cloud = await startTestCloud({ lambdas });
  const giveBackTimeouts = withoutTimeouts();
  open.push(cloud, { close: async () => giveBackTimeouts() });
  process.env.AWS_ENDPOINT_URL_SESV2 = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${cloud.port}`;
  const dynamodb = new DynamoDBClient({
    endpoint: process.env.AWS_ENDPOINT_URL,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  open.push({ close: async () => dynamodb.destroy() });
  await createActivityTable(dynamodb);
  const admin = cognitoClient(cloud.endpoint);
  const arnOf = (name: TriggerName) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  const poolId = await createPool(
    { admin },
    {
      LambdaConfig: {
        PreSignUp: arnOf("PreSignUp"),
        PostConfirmation: arnOf("PostConfirmation"),
        CustomMessage: arnOf("CustomMessage"),
        PreAuthentication: arnOf("PreAuthentication"),
        PostAuthentication: arnOf("PostAuthentication"),
        PreTokenGenerationConfig: { LambdaVersion: "V3_0", LambdaArn: arnOf("PreTokenGeneration") },
        UserMigration: arnOf("UserMigration"),
      },
      ...pool,
    },
  );
  const clientId = await createClient({ admin }, poolId, {
    PreventUserExistenceErrors: "ENABLED",
    // As the service's own client has them: SDKs use the public flows, the API that of a server.
    ExplicitAuthFlows: [
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_USER_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
    ],
  });
  for (const [GroupName, Precedence] of [
    ["admins", 0],
    ["support", 10],
    ["users", 20],
  ] as const)
    await admin.send(
      new CreateGroupCommand({
        UserPoolId: poolId,
        GroupName,
        Precedence,
        RoleArn: `arn:aws:iam::000000000000:role/${GroupName}`,
      }),
    );
  for (const ProviderName of ["Google", "OIDC"] as const)
    await admin.send(
      new CreateIdentityProviderCommand({
        UserPoolId: poolId,
        ProviderName,
        ProviderType: ProviderName,
        ProviderDetails: {
          client_id: "client",
          client_secret: "secret",
          authorize_scopes: "openid email",
          ...(ProviderName === "OIDC"
            ? { oidc_issuer: "https://accounts.example.com", attributes_request_method: "GET" }
            : {}),
        },
      }),
    );
  const table = activityTable(ENVIRONMENT.ACTIVITY_TABLE_NAME);

  async function dump(): Promise<Item[]> {
    const { Items = [] } = await dynamodb.send(
      new ScanCommand({ TableName: ENVIRONMENT.ACTIVITY_TABLE_NAME, ConsistentRead: true }),
    );
    const keyOf = ({ PK, SK }: Item) => `${PK} ${SK}`;
    return Items.map((item) => unmarshall(item) as Item).sort((one, other) =>
      keyOf(one) < keyOf(other) ? -1 : 1,
    );
  }

  const stateAfter = async (outcome: LambdaOutcome): Promise<State> => ({
    outcome,
    items: await dump(),
    mails: ses.received.length,
  });

  return {
    cloud,
    admin,
    poolId,
    clientId,
    table,
    ses,
    calls,
    dump,
    beforeNext: (trigger, act) => {
      meanwhile.set(trigger, act);
    },
    deliverTwice: () => {
      isTwice = true;
      return differences;
    },
    async eventsOf(sub) {
      const { items } = await table.query({
        partition: `USER#${sub}`,
        prefix: "EVENT#",
        order: "oldest first",
        limit: 100,
      });
      return items.map(({ type }) => String(type));
    },
    async groupsOf(username) {
      const { Groups = [] } = await admin.send(
        new AdminListGroupsForUserCommand({ UserPoolId: poolId, Username: username }),
      );
      return Groups.map(({ GroupName = "" }) => GroupName).sort();
    },
  };
}
