/**
 * The local cloud: Cognito, S3, DynamoDB, SES, SNS and the inbox behind one port, over one state folder.
 */
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Template } from "../cloudformation/template.ts";
import { type AdjustableClock, type Clock, createSystemClock } from "./clock.ts";
import { type CognitoService, createCognitoService } from "./cognito/cognito-service.ts";
import { type MakeKeyPair, makeKeyPair } from "./cognito/state/make-key-pair.ts";
import { createDemoUsers, type DemoUsers } from "./demo-users/demo-users.ts";
import { createDynamoDbService } from "./dynamodb/create-dynamodb-service.ts";
import { guardTables } from "./dynamodb/guard-tables.ts";
import { createEventBridge } from "./eventbridge/create-eventbridge.ts";
import { eventsHandler } from "./eventbridge/events-handler.ts";
import { type Schedule, systemSchedule } from "./eventbridge/schedule.ts";
import { createAuthorizer } from "./iam/authorizer.ts";
import type { FunctionSessions } from "./iam/function-roles.ts";
import type { IssuedCredentialsSource } from "./iam/issued-credentials.ts";
import { createRoleDirectory } from "./iam/role-directory.ts";
import { createIdentityService, type IdentityService } from "./identity-pools/identity-service.ts";
import { createInbox, type Inbox } from "./inbox/create-inbox.ts";
import { createKmsService } from "./kms/create-kms-service.ts";
import { createCodeEncryption } from "./kms/encrypt-code.ts";
import type { LambdaInvoker } from "./lambda/lambda-invoker.ts";
import { LOCAL_ACCOUNT_ID } from "./local-credentials.ts";
import type { ProviderClient } from "./oauth/federation/provider-client.ts";
import { createOAuthService } from "./oauth/oauth-service.ts";
import { standInProviders } from "./providers/mount-providers.ts";
import { recordCalls, recordOAuth } from "./recorder/record-oauth.ts";
import { recordRequests } from "./recorder/record-requests.ts";
import {
  recordJson,
  recordObjects,
  recordQuery,
  recordRestJson,
  recordTables,
} from "./recorder/record-services.ts";
import type { Recorder } from "./recorder/recorder.ts";
import { tracesHandler } from "./recorder/traces-handler.ts";
import { createS3Service } from "./s3/create-s3-service.ts";
import type { Handler } from "./server/exchange.ts";
import { createFaults } from "./server/faults.ts";
import * as handlers from "./server/handlers.ts";
import { injectFaults } from "./server/inject-faults.ts";
import { localControl, refuseForeignOrigins } from "./server/local-control.ts";
import { refuseSessions } from "./server/refuse-sessions.ts";
import { noticeRefusedOrigins } from "./server/refused-origins.ts";
import { startServer } from "./server/start-server.ts";
import { type ReloadState, stateHandler } from "./server/state-control.ts";
import { hostNameOf, refuseForeignHosts, refuseVisitors } from "./server/visitors.ts";
import { createSesService, type SesService } from "./ses/create-ses-service.ts";
import { createSnsService } from "./sns/create-sns-service.ts";
import type { RunningStack } from "./start-page/stack-description.ts";
import { startPageHandler } from "./start-page/start-page-handler.ts";
import { migrateState } from "./state/migrate-state.ts";
import { openDatabase } from "./state/open-database.ts";
import { noteRunningCloud } from "./state/running-cloud.ts";
import { DATABASE } from "./state/state-folder.ts";
import { createStsService } from "./sts/create-sts-service.ts";
import { cognitoTypes } from "./template/cognito-types.ts";
import { eventTypes } from "./template/event-types.ts";
import { iamTypes } from "./template/iam-types.ts";
import { identityPoolTypes } from "./template/identity-pool-types.ts";
import type { LocalSecrets } from "./template/local-secrets.ts";
import { messagingTypes } from "./template/messaging-types.ts";
import { type ProvisionedStack, provision } from "./template/provision.ts";
import { createStackResourceRepository } from "./template/stack-resources.ts";
import { storageTypes } from "./template/storage-types.ts";
import { tlsDirectory, tlsKeptIn } from "./tls/tls-kept-in.ts";

export interface CloudOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** An IPv4 address to listen on beside loopback. */
  readonly host?: string;
  /** Names beside those of loopback that visitors may ask by, lower case, without a port: see `server/visitors.ts`. */
  readonly allowedHosts?: readonly string[];
  /** The folder of all state, or `:memory:` to keep nothing after the end. */
  readonly stateDirectory: string;
  /** The cloud's only clock; `/_local/clock` moves it. */
  readonly clock: AdjustableClock;
  /** The clients' time, for the validity of TLS certificates: by default the machine's. `/_local/clock` does not move it. */
  readonly certificateClock?: Clock;
  readonly lambdas: LambdaInvoker;
  readonly region: string;
  /** Where the signing keys of new pools come from; by default OpenSSL creates them. */
  readonly makeKeyPair?: MakeKeyPair;
  /** How identity providers are reached; by default over the network. */
  readonly providers?: ProviderClient;
  /** The end of the names of the sign-in pages' cookies; without it they have AWS's names. */
  readonly cookieSuffix?: string;
  /** Secrets that templates refer to; by default there are none, and each is a placeholder. */
  readonly secrets?: LocalSecrets;
  /** Receives faults of the cloud itself; clients do not see them. */
  readonly onFault?: (error: unknown) => void;
  /** Records requests, for `/_local/traces`. */
  readonly recorder?: Recorder;
  /** Receives triggers' responses that Cognito can't read, and the wrong member. */
  readonly onOddResponse?: (problem: string) => void;
  /** Timers of pipes and deliveries; by default the machine's. */
  readonly schedule?: Schedule;
  /** Receives what would be in a queue of dead letters. */
  readonly onDeadLetter?: (message: string) => void;
  /** Receives what a function's role does not allow, and why an identity gets no credentials of a role. */
  readonly onRefused?: (message: string) => void;
  /** How `/_local/state` loads a state into the running stack; missing if it can't. */
  readonly reload?: ReloadState;
  /** Receives each origin whose pages may not read an answer of a bucket, or use `/_local`. */
  readonly onRefusedOrigin?: (place: "bucket" | "local", origin: string) => void;
  /** Called after an older state was migrated, with the path of the copy that was made before. */
  readonly onMigrated?: (copy: string) => void;
}

/** Facts about the service that are not in its template. */
interface StackNames {
  readonly stackName: string;
  /** Where the HTTP API listens. */
  readonly apiUrl: string;
}

export interface Cloud {
  /** Base URL without a trailing slash: `http://localhost:4566`. */
  readonly endpoint: string;
  readonly port: number;
  readonly cognito: CognitoService;
  readonly identities: IdentityService;
  readonly ses: SesService;
  readonly inbox: Inbox;
  /** Creates the resources of a template; see {@link provision}. */
  provision(template: Template, names: StackNames): Promise<ProvisionedStack>;
  /** Users to try the stack with. */
  readonly demoUsers: DemoUsers;
  /** Shows it on the start page from now on. */
  present(stack: RunningStack): void;
  /** From now on, functions' roles decide what they may do to tables. */
  restrict(functions: FunctionSessions): void;
  close(): Promise<void>;
}

/**
 * Starts the local cloud.
 *
 * @throws the listen error (`EADDRINUSE`) of the port; StateRefused, or an error that `stateTrouble` words, of the state folder
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const {
    clock,
    lambdas,
    region,
    stateDirectory,
    allowedHosts = [],
    onFault = () => {},
    onRefused = () => {},
    onRefusedOrigin = () => {},
    recorder = null,
  } = options;
  const accountId = LOCAL_ACCOUNT_ID;
  const stateIn = (name: string) => (stateDirectory === ":memory:" ? ":memory:" : join(stateDirectory, name));
  let port = options.port;
  const database = openState(stateIn(DATABASE), options.onMigrated);
  const inbox = createInbox(database, clock);
  const roles = createRoleDirectory();
  const authorizer = createAuthorizer(roles, onRefused);
  const issued: IssuedCredentialsSource = {
    clock,
    findIssued: (accessKeyId) => identities.credentials.findIssued(accessKeyId),
  };
  const s3 = createS3Service({
    database,
    directory: stateIn("s3"),
    region,
    ...issued,
    authorizer,
    onFault,
    signedHosts: (host) =>
      // Functions sign for the address they know; the gateway has put the visitor's name in its place.
      allowedHosts.includes(hostNameOf(host)) ? [host, `127.0.0.1:${port}`] : [host],
  });
  let functions: FunctionSessions = new Map();
  const dynamodb = createDynamoDbService({ directory: stateIn("dynamodb"), clock, onFault });
  const eventBridge = createEventBridge({
    database,
    clock,
    lambdas,
    schedule: options.schedule ?? systemSchedule(),
    region,
    accountId,
    onDeadLetter: options.onDeadLetter ?? (() => {}),
    onFault,
  });
  dynamodb.onStreamRecord(eventBridge.offer);
  const guardedTables = guardTables(dynamodb, {
    region,
    accountId,
    ...issued,
    functions: () => functions,
    authorizer,
    definitionOf: (table) => dynamodb.findTable(table),
  });
  const endpoint = () => `http://localhost:${port}`;
  const kms = createKmsService({ database, onFault });
  const ses = createSesService({ database, inbox, clock, region, onFault });
  const cognito = createCognitoService({
    database,
    clock,
    outbox: inbox,
    encryptCode: createCodeEncryption({ kms, region }),
    lambdas,
    region,
    accountId,
    endpoint,
    ...(options.makeKeyPair && { makeKeyPair: options.makeKeyPair }),
    onFault,
    ...(options.onOddResponse && { onOddResponse: options.onOddResponse }),
  });

  const identities = createIdentityService({
    database,
    clock,
    region,
    accountId,
    endpoint,
    verifyIdToken: cognito.verifyIdToken,
    roles,
    onRefused,
    onFault,
  });

  const oauth = recordOAuth(
    createOAuthService({
      ...cognito,
      call: recordCalls(cognito.call),
      ...(options.providers && { providers: options.providers }),
      ...(options.cookieSuffix !== undefined && { cookieSuffix: options.cookieSuffix }),
    }),
  );

  const demoUsers = createDemoUsers(database, cognito);
  let presented: RunningStack | null = null;
  const faults = createFaults();
  const failing = injectFaults(faults);
  const chain: readonly Handler[] = [
    refuseForeignHosts(allowedHosts),
    refuseVisitors,
    handlers.refuseForeignSigners,
    handlers.preflight,
    refuseSessions(issued),
    handlers.cognito(recordJson("cognito", "cognito-idp", failing.json("cognito-idp", cognito))),
    handlers.kms(recordJson("key", "kms", failing.json("kms", kms))),
    handlers.identityPools(
      recordJson("cognito", "cognito-identity", failing.json("cognito-identity", identities)),
    ),
    handlers.identityTokens(identities),
    handlers.queryServices({
      sts: recordQuery("cognito", "sts", failing.query("sts", createStsService(identities))),
      sns: recordQuery("mail", "sns", failing.query("sns", createSnsService({ outbox: inbox }))),
    }),
    handlers.ses(recordRestJson("ses", failing.restJson("ses", ses))),
    handlers.importUpload(cognito),
    handlers.dynamodb(recordTables(failing.dynamodb(guardedTables))),
    handlers.otherServices,
    handlers.wellKnown(cognito),
    (exchange) => oauth.handle(exchange),
    standInProviders({
      database,
      clock,
      endpoint,
      makeKeyPair: options.makeKeyPair ?? makeKeyPair,
      samlCertificate: async (poolId) => {
        if (cognito.context.pools.find(poolId) === null) return null;
        const { Certificate } = await cognito.call("GetSigningCertificate", { UserPoolId: poolId });
        return Certificate ?? null;
      },
      onFault,
    }),
    noticeRefusedOrigins(refuseForeignOrigins, (origin) => onRefusedOrigin("local", origin)),
    startPageHandler({ stack: () => presented, endpoint, cognito, identities, demoUsers }),
    tracesHandler({ recorder, lambdas }),
    eventsHandler(eventBridge),
    stateHandler({
      directory: stateDirectory === ":memory:" ? null : stateDirectory,
      stage: async () => {
        const { stageState } = await import("./state/snapshots/stage-state.ts");
        return dynamodb.whileClosed(() => stageState(stateDirectory, database));
      },
      reload: options.reload ?? null,
    }),
    localControl({ inbox, clock, faults }),
    noticeRefusedOrigins(handlers.s3(recordObjects(failing.s3(s3))), (origin) =>
      onRefusedOrigin("bucket", origin),
    ),
  ];
  const { certificateClock = createSystemClock() } = options;
  const prepareTls = tlsKeptIn(stateDirectory === ":memory:" ? null : tlsDirectory(stateDirectory), {
    clock: certificateClock,
  });
  const server = await startServer({
    port,
    ...(options.host !== undefined && { host: options.host }),
    handlers: chain,
    onFault,
    clock,
    prepareTls,
    around: recordRequests(recorder, "cloud"),
  }).catch((error: unknown) => {
    s3.close();
    database.close();
    throw error;
  });
  port = server.port;
  const forget = stateDirectory === ":memory:" ? () => {} : noteRunningCloud(stateDirectory, endpoint());

  return {
    endpoint: endpoint(),
    port,
    cognito,
    identities,
    ses,
    inbox,
    provision: async (template, { stackName, apiUrl }) => {
      const stack = await provision({
        template,
        naming: { region, accountId, stackName, apiUrl },
        types: {
          ...cognitoTypes({ cognito, stackName, region, accountId, endpoint }),
          ...eventTypes({ eventBridge, stackName, region, accountId }),
          ...iamTypes({ roles, stackName, accountId }),
          ...identityPoolTypes({ identities, stackName, region }),
          ...messagingTypes({ ses, stackName }),
          ...storageTypes({ s3, dynamodb, stackName, region, accountId }),
        },
        stack: createStackResourceRepository(database, region),
        secrets: options.secrets ?? {},
      });
      eventBridge.start();
      return stack;
    },
    demoUsers,
    present: (stack) => {
      presented = stack;
    },
    restrict: (given) => {
      functions = given;
    },
    close: async () => {
      forget();
      await server.close();
      await eventBridge.stop();
      await dynamodb.close();
      s3.close();
      database.close();
    },
  };
}

/** @throws StateRefused for a state that can't be migrated */
function openState(file: string, onMigrated: (copy: string) => void = () => {}): DatabaseSync {
  const database = openDatabase(file);
  try {
    const copy = migrateState(database, file);
    if (copy !== null) onMigrated(copy);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
