import { ASK_NO_COGNITO, ASK_NOBODY } from "../checks/routes-by-service.ts";

interface Operation {
  readonly operationId: string;
  readonly "x-problem-codes": readonly string[];
}

/** The used parts of the OpenAPI document. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Documented answers that can't be triggered end to end, with the reason. */
const OUT_OF_REACH = [
  {
    operations: ASK_NOBODY,
    codes: ["internal_error", "service_unavailable", "too_many_requests"],
    why: "calls no service: only the gateway answers this, and it does not throttle here",
  },
  {
    operations: ASK_NO_COGNITO.filter(
      (operation) => !["createOrganization", "inviteMember"].includes(operation),
    ),
    codes: ["too_many_requests"],
    why: "throttled calls are retried: only the gateway answers this, and it does not throttle here",
  },
  {
    operations: ["confirmPage", "resetPage"],
    codes: ["validation_failed"],
    why: "accepts any parameter that others add to a link",
  },
  {
    operations: ["issueRecoveryCodes", "setUpTotp"],
    codes: ["account_unavailable"],
    why: "repeats a call to Cognito that the guard has just made: the account would have to be deleted in between",
  },
  {
    operations: ["changeMemberRole", "removeOrganizationMember", "deleteMe"],
    codes: ["changed_meanwhile"],
    why: "another request would have to change the member in between: tests/service/organizations",
  },
  {
    operations: ["createOrganization", "acceptOrganizationInvitation"],
    codes: ["organization_limit"],
    why: "an account may create ten organizations a day and get five invitations an hour, and the limit is fifty: tests/service/organizations",
  },
];

const outOfReach = OUT_OF_REACH.flatMap(({ operations, codes }) =>
  operations.flatMap((operation) => codes.map((code) => `${operation} ${code}`)),
);

/**
 * Compares the answers that a document promises with those that were seen.
 *
 * @param document the OpenAPI document
 * @param seen lines `operationId code`, with the code `success` for answers without an error
 * @returns a sentence for every documented answer that was not seen, and for every unnecessary exception
 */
export function unseenAnswers(document: Document, seen: ReadonlySet<string>): readonly string[] {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const promised = operations.flatMap((operation) =>
    ["success", ...operation["x-problem-codes"]].map((code) => `${operation.operationId} ${code}`),
  );
  return [
    ...promised
      .filter((line) => !seen.has(line) && !outOfReach.includes(line))
      .map((line) => `not seen: ${line}`),
    ...outOfReach.filter((line) => seen.has(line)).map((line) => `listed as out of reach, but seen: ${line}`),
    ...outOfReach
      .filter((line) => !promised.includes(line))
      .map((line) => `listed as out of reach, but not documented: ${line}`),
  ];
}
