import { isDeepStrictEqual } from "node:util";
import {
  AdminListGroupsForUserCommand,
  CreateGroupCommand,
  CreateIdentityProviderCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type ActivityTable, activityTable, type Item } from "../../../libs/activity/activity-table.ts";
import type { TriggerName } from "../../../local/cognito/trigger-port.ts";
import type { LambdaOutcome } from "../../../local/lambda/lambda-invoker.ts";
import { ACTIVITY_TABLE } from "./activity-table.ts";
import { type AwsEndpoint, startAwsEndpoint } from "./aws-endpoint.ts";
import { closeAtEnd } from "./close-at-end.ts";
import type { PoolSettings } from "./cognito-pool.ts";
import { type Environment, setAwsEndpoint, setEnvironment } from "./environment.ts";
import { arnOf, inProcessLambdas, Outcome, outcomeOf } from "./in-process-lambdas.ts";
import { loadTrigger, SERVICE_TRIGGERS } from "./service-triggers.ts";
import { withoutTimeouts } from "./standing-clock.ts";
import { startWorld, type World } from "./world.ts";

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
export interface TriggerWorld extends World {
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

/** Sets the environment; so one to a test file, and before the triggers are imported. */
export async function startTriggerWorld(
  environment: Environment = {},
  pool: PoolSettings = {},
): Promise<TriggerWorld> {
  const ses = closeAtEnd(await startAwsEndpoint());
  ses.answer(() => ({ body: '{"MessageId":"1"}' }));
  setEnvironment({ MAIL_FROM: "no-reply@example.com", ...environment });
  const calls: TriggerWorld["calls"] = [];
  const differences: Difference[] = [];
  const meanwhile = new Map<TriggerName, () => Promise<void>>();
  let isTwice = false;

  const lambdas = inProcessLambdas(async (event: Record<string, unknown>, name) => {
    const trigger = name as TriggerName;
    const handler = await loadTrigger(trigger);
    const act = meanwhile.get(trigger);
    meanwhile.delete(trigger);
    await act?.();
    calls.push({ trigger, event: structuredClone(event) });
    const deliver = () => outcomeOf(() => handler(structuredClone(event) as never));
    const outcome = await deliver();
    if (isTwice) {
      const once = await stateAfter(outcome);
      const twice = await stateAfter(await deliver());
      if (!isDeepStrictEqual(once, twice)) differences.push({ trigger, once, twice });
    }
    return new Outcome(outcome);
  });

  const unversioned = [...SERVICE_TRIGGERS.keys()].filter((name) => name !== "PreTokenGeneration");
  const world = await startWorld({
    lambdas,
    table: true,
    pool: {
      LambdaConfig: {
        ...Object.fromEntries(unversioned.map((name) => [name, arnOf(name)])),
        PreTokenGenerationConfig: { LambdaVersion: "V3_0", LambdaArn: arnOf("PreTokenGeneration") },
      },
      ...pool,
    },
    client: {
      PreventUserExistenceErrors: "ENABLED",
      // As the service's own client has them: SDKs use the public flows, the API that of a server.
      ExplicitAuthFlows: [
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_USER_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
    },
  });
  const { cloud, admin, poolId } = world;
  closeAtEnd({ stop: withoutTimeouts() });
  process.env.AWS_ENDPOINT_URL_SESV2 = process.env.AWS_ENDPOINT_URL;
  setAwsEndpoint(cloud.endpoint);
  const dynamodb = closeAtEnd(new DynamoDBClient({ endpoint: cloud.endpoint }));
  for (const [GroupName, Precedence] of [
    ["admins", 0],
    ["support", 10],
    ["users", 20],
  ] as const) {
    await admin.send(
      new CreateGroupCommand({
        UserPoolId: poolId,
        GroupName,
        Precedence,
        RoleArn: `arn:aws:iam::000000000000:role/${GroupName}`,
      }),
    );
  }
  for (const ProviderName of ["Google", "OIDC"] as const) {
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
  }
  const table = activityTable(ACTIVITY_TABLE);

  async function dump(): Promise<Item[]> {
    const { Items = [] } = await dynamodb.send(
      new ScanCommand({ TableName: ACTIVITY_TABLE, ConsistentRead: true }),
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
    ...world,
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
