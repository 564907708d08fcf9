/**
 * The part of Amazon SES v2 that sends mail, into the inbox
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Operations.html).
 */
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../clock.ts";
import type { Inbox } from "../inbox/create-inbox.ts";
import { createInputValidator } from "../protocol/input-validator.ts";
import { type JsonResponse, notImplemented } from "../protocol/json-service.ts";
import { type RestRequest, type Route, serveRestJson } from "../protocol/rest-json-service.ts";
import { isSigned, signedRegion } from "../protocol/signature-header.ts";
import {
  createConfigurationSet,
  deleteConfigurationSet,
  getConfigurationSet,
} from "./configuration-set-operations.ts";
import { getAccount } from "./get-account.ts";
import {
  createEmailIdentity,
  deleteEmailIdentity,
  getEmailIdentity,
  listEmailIdentities,
} from "./identity-operations.ts";
import type { SesContext, SesInput, SesOperationName, SesOutput } from "./operation.ts";
import { sendEmail } from "./send-email.ts";
import { authenticationMissing } from "./ses-errors.ts";
import { sesModel } from "./ses-model.ts";
import { createSesState } from "./ses-state.ts";

export interface SesService {
  /** Serves one request. Never rejects. */
  handle(request: RestRequest): Promise<JsonResponse>;
  /** Calls an operation in-process. @throws ServiceError */
  call<Name extends SesOperationName>(name: Name, input: SesInput<Name>): Promise<SesOutput<Name>>;
}

/** The prefix of SES v2's paths. */
export const SES_PREFIX = "/v2/email/";

type Operations = {
  readonly [Name in SesOperationName]: {
    readonly method: string;
    readonly path: string;
    readonly run: (input: SesInput<Name>, context: SesContext) => SesOutput<Name> | Promise<SesOutput<Name>>;
  };
};

const IDENTITY = `${SES_PREFIX}identities/{EmailIdentity}`;
const CONFIGURATION_SET = `${SES_PREFIX}configuration-sets/{ConfigurationSetName}`;

const operations: Operations = {
  SendEmail: { method: "POST", path: `${SES_PREFIX}outbound-emails`, run: sendEmail },
  GetAccount: { method: "GET", path: `${SES_PREFIX}account`, run: getAccount },
  CreateEmailIdentity: { method: "POST", path: `${SES_PREFIX}identities`, run: createEmailIdentity },
  ListEmailIdentities: { method: "POST", path: `${SES_PREFIX}list-identities`, run: listEmailIdentities },
  GetEmailIdentity: { method: "GET", path: IDENTITY, run: getEmailIdentity },
  DeleteEmailIdentity: { method: "DELETE", path: IDENTITY, run: deleteEmailIdentity },
  CreateConfigurationSet: {
    method: "POST",
    path: `${SES_PREFIX}configuration-sets`,
    run: createConfigurationSet,
  },
  GetConfigurationSet: { method: "GET", path: CONFIGURATION_SET, run: getConfigurationSet },
  DeleteConfigurationSet: { method: "DELETE", path: CONFIGURATION_SET, run: deleteConfigurationSet },
};

const routes: readonly Route[] = [
  ...Object.entries(operations).map(([operation, { method, path }]) => ({ method, path, operation })),
  // Older SDKs read it there.
  { method: "GET", path: `${SES_PREFIX}identities`, operation: "ListEmailIdentities" },
];

export function createSesService({
  database,
  inbox,
  clock,
  region,
  onFault,
}: {
  readonly database: DatabaseSync;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly region: string;
  readonly onFault: (error: unknown) => void;
}): SesService {
  const context: SesContext = { state: createSesState(database), outbox: inbox, clock, region };
  const validate = createInputValidator(sesModel, "BadRequestException");

  async function run<Name extends SesOperationName>(
    name: Name,
    members: unknown,
    signed: string | null = null,
  ): Promise<SesOutput<Name>> {
    const operation: Operations[Name] = operations[name];
    // Validation has checked the type.
    const input = validate(name, members) as SesInput<Name>;
    return operation.run(input, signed === null ? context : { ...context, region: signed });
  }

  return {
    handle: (request) =>
      serveRestJson(
        request,
        routes,
        async (name, members) => {
          if (!isSigned(request.headers.authorization)) throw authenticationMissing();
          if (name === null) throw notImplemented(`${request.method} ${request.path} of SES`);
          return run(
            name as SesOperationName,
            numbersOf(members),
            signedRegion(request.headers.authorization),
          );
        },
        onFault,
      ),
    call: (name, members) => run(name, members),
  };
}

/** The only query parameter that is a number. */
function numbersOf(members: Readonly<Record<string, unknown>>): unknown {
  const { PageSize } = members;
  return typeof PageSize === "string" && /^\d+$/.test(PageSize)
    ? { ...members, PageSize: Number(PageSize) }
    : members;
}
