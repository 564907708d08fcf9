/** User pools and identity pools over one database in memory that can be inspected and restored. */
import { createFakeClock } from "../../../../local/clock.ts";
import { type CognitoService, createCognitoService } from "../../../../local/cognito/cognito-service.ts";
import { createRoleDirectory } from "../../../../local/iam/role-directory.ts";
import {
  createIdentityService,
  type IdentityService,
} from "../../../../local/identity-pools/identity-service.ts";
import type { OutgoingMessage } from "../../../../local/inbox/message.ts";
import { loadServiceModel, type ModelFile } from "../../../../local/protocol/service-model.ts";
import { openDatabase } from "../../../../local/state/open-database.ts";
import { takeKeyPair } from "../../test-key-pairs.ts";
import { document } from "../../worlds/iam-resources.ts";
import { changedTables, createImageReader } from "./database-image.ts";

const SIGNED =
  "AWS4-HMAC-SHA256 Credential=local/20260115/us-east-1/x/aws4_request, SignedHeaders=host, Signature=0";
/** The role of its policies. */
export const ROLE = "arn:aws:iam::000000000000:role/reader";
const ENDPOINT = "http://localhost:4566";

/** Tables that a service caches in memory: restoring them needs a new service. */
const keptInMemory = ["cognito_pools", "cognito_clients", "cognito_signing_keys", "cognito_secrets"];

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Tables that the request changed, and `messages` if one was sent. */
  readonly changed: readonly string[];
  /** The internal error. */
  readonly faults: readonly unknown[];
  readonly milliseconds: number;
}

export interface CloudUnderFuzz {
  readonly cognito: CognitoService;
  readonly identities: IdentityService;
  readonly outbox: readonly OutgoingMessage[];
  /** The cloud's time in milliseconds; it does not advance by itself. */
  now(): number;
  advance(milliseconds: number): void;
  /** From now on, every request starts from the current state. */
  hold(): void;
  /** Sends a signed, serialised request, and restores what it changed. */
  send(file: ModelFile, operation: string, body: Buffer): Promise<Answer>;
  close(): void;
}

export function startCloudUnderFuzz(): CloudUnderFuzz {
  const database = openDatabase(":memory:");
  const clock = createFakeClock();
  const outbox: OutgoingMessage[] = [];
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const place = { database, clock, region: "us-east-1", accountId: "000000000000", endpoint: () => ENDPOINT };

  const roles = createRoleDirectory();
  const statement = { Effect: "Allow", Principal: "*", Action: "sts:*" };
  roles.putRole(ROLE, { AssumeRolePolicyDocument: document(statement) });

  const startServices = () => {
    const cognito = createCognitoService({
      ...place,
      outbox: { send: (message) => outbox.push(message) },
      encryptCode: async ({ plaintext }) => plaintext,
      lambdas: { invoke: async () => ({ kind: "unreachable", reason: "there are no functions here" }) },
      makeKeyPair: takeKeyPair,
      onFault,
    });
    const identities = createIdentityService({
      ...place,
      verifyIdToken: cognito.verifyIdToken,
      roles,
      onRefused: () => {},
      onFault,
    });
    return { cognito, identities };
  };
  let services = startServices();
  const images = createImageReader(database);
  let held = images.read();

  function putBack(changed: readonly string[]): void {
    if (changed.length > 0) images.restore(held);
    if (changed.some((table) => keptInMemory.includes(table))) services = startServices();
  }

  return {
    get cognito() {
      return services.cognito;
    },
    get identities() {
      return services.identities;
    },
    outbox,
    now: clock.now,
    advance: clock.advance,
    hold() {
      held = images.read();
    },
    async send(file, operation, body) {
      const service = file === "cognito-idp.json" ? services.cognito : services.identities;
      const sent = outbox.length;
      const started = performance.now();
      const answer = await service.handle({
        target: `${loadedModel(file).targetPrefix}.${operation}`,
        headers: { authorization: SIGNED },
        body,
      });
      const milliseconds = performance.now() - started;
      const changed = changedTables(held, images.read());
      putBack(changed);
      return {
        status: answer.status,
        body: JSON.parse(answer.body),
        changed: outbox.length > sent ? [...changed, "messages"] : changed,
        faults: faults.splice(0),
        milliseconds,
      };
    },
    close: () => database.close(),
  };
}

const models = new Map<ModelFile, ReturnType<typeof loadServiceModel>>();

/** A model, read once. */
export function loadedModel(file: ModelFile): ReturnType<typeof loadServiceModel> {
  const model = models.get(file) ?? loadServiceModel(file);
  models.set(file, model);
  return model;
}
