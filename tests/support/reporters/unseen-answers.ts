import { ASK_NO_COGNITO, ASK_NOBODY } from "../checks/routes-by-service.ts";

interface Operation {
  readonly operationId: string;
  readonly "x-problem-codes": readonly string[];
}

/** As much of the OpenAPI document as is read here. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Documented answers that can't be brought about end to end, and why. */
const OUT_OF_REACH = [
  {
    operations: ASK_NOBODY,
    codes: ["internal_error", "service_unavailable", "too_many_requests"],
    why: "asks no service: only the gateway may say so, which does not throttle here",
  },
  {
    operations: ASK_NO_COGNITO,
    codes: ["too_many_requests"],
    why: "asks services that are tried again when they throttle: only the gateway may say so, which does not throttle here",
  },
  {
    operations: ["confirmPage", "resetPage"],
    codes: ["validation_failed"],
    why: "takes whatever others add to a link",
  },
  {
    operations: ["getMfa", "issueRecoveryCodes", "setUpTotp"],
    codes: ["account_unavailable"],
    why: "asks Cognito what the guard has asked it a moment before: the account would have to go in between",
  },
];

const outOfReach = OUT_OF_REACH.flatMap(({ operations, codes }) =>
  operations.flatMap((operation) => codes.map((code) => `${operation} ${code}`)),
);

/**
 * Compares the answers that a document promises with those that were seen.
 *
 * @param document the OpenAPI document
 * @param seen lines `operationId code`, with `success` as the code of what is no error
 * @returns a sentence for every promise that nobody saw kept, and for every exception from the rule that is none
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
    ...outOfReach.filter((line) => seen.has(line)).map((line) => `listed as out of reach, and seen: ${line}`),
    ...outOfReach
      .filter((line) => !promised.includes(line))
      .map((line) => `listed as out of reach, and not documented: ${line}`),
  ];
}
