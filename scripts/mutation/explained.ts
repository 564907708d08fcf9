/** Mutants that no test can notice, each with the reason. An explanation that fits no mutant any more fails the run. */
import type { Mutant } from "./make-mutants.ts";

interface Explanation {
  readonly file: string;
  /** What stands in the line of the mutant. */
  readonly at: string;
  /** What is replaced by what. */
  readonly mutants: readonly (readonly [original: string, replacement: string])[];
  readonly reason: string;
}

export const explanations: readonly Explanation[] = [
  {
    file: "local/gateway/authentication-provider.ts",
    at: "if (!(error instanceof AuthorizationRefused)) throw error;",
    mutants: [["!(error instanceof AuthorizationRefused)", "false"]],
    reason: "hapi then throws at an answer without a status, so that the answer is 500 all the same",
  },
  {
    file: "local/gateway/cors.ts",
    at: "const given: CorsSettings = configured === true",
    mutants: [
      ["configured === true", "false"],
      ["true", "false"],
    ],
    reason: "`true` has none of the members either, which only the compiler minds",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: "rawQueryString: request.raw.req.url?.split",
    mutants: [
      [
        'request.raw.req.url?.split("?").slice(1).join("?") ?? ""',
        'request.raw.req.url?.split("?").slice(1).join("?")',
      ],
      ["?.", "."],
      ['""', '"mutated"'],
    ],
    reason: "a request that a server got has a URL; the type is that of answers, too",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: "(values ?? []).join(",
    mutants: [["values ?? []", "values"]],
    reason: "Node gives every header that is there its values; the type is that of any dictionary",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: 'if (response.isBoom === true) throw new Error("an error is left unanswered");',
    mutants: [
      ["response.isBoom === true", "false"],
      ["true", "false"],
      ['"an error is left unanswered"', '""'],
    ],
    reason: "`ownAnswer` leaves no error; it is for the compiler",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: "return response === request.response ? h.continue : response;",
    mutants: [["response === request.response", "false"]],
    reason: "hapi goes on with the answer that it has, whichever way it is told to",
  },
  {
    file: "local/gateway/jwt-authorizer.ts",
    at: "if (claims.iat !== undefined && claims.iat * 1000 > clock.now())",
    mutants: [
      ["claims.iat !== undefined && claims.iat * 1000 > clock.now()", "claims.iat * 1000 > clock.now()"],
    ],
    reason: "a number that is missing is not greater than any; it is for the compiler",
  },
  {
    file: "local/gateway/jwt-authorizer.ts",
    at: "if (error instanceof errors.JWTClaimValidationFailed && error.claim",
    mutants: [
      ['error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf"', 'error.claim === "nbf"'],
    ],
    reason: "no other error of jose's names that claim; it is for the compiler",
  },
  {
    file: "local/gateway/pending-requests.ts",
    at: 'if (typeof id !== "string") return null;',
    mutants: [['typeof id !== "string"', "false"]],
    reason: "a map of texts has nothing under anything else; it is for the compiler",
  },
  {
    file: "libs/auth/permissions.ts",
    at: "new Set(groups.flatMap((group) => GROUP_SCOPES.get(group) ?? []))",
    mutants: [["GROUP_SCOPES.get(group) ?? []", "GROUP_SCOPES.get(group)"]],
    reason: "`undefined` among what is granted is none of the scopes",
  },
  {
    file: "libs/auth/second-factor.ts",
    at: "const identities = user.UserAttributes?.find(",
    mutants: [
      ["?.", "."],
      ["find", "findLast"],
    ],
    reason: "every user has attributes, each of them once",
  },
  {
    file: "libs/http/answer-floor.ts",
    at: "const jitter = randomInt(0, Math.max(1, Math.round(milliseconds * JITTER_SHARE * 1000))) / 1000;",
    mutants: [
      ["0", "1"],
      ["1", "2"],
      ["1000", "1001"],
    ],
    reason: "a thousandth of a millisecond more or less of what is random",
  },
  {
    file: "libs/http/answer-floor.ts",
    at: "if (wait > 0) await clock.wait(wait);",
    mutants: [
      [">", ">="],
      ["0", "1"],
    ],
    reason: "to wait for a millisecond or for none is the same to a client",
  },
  {
    file: "libs/http/answer-route.ts",
    at: "z.config(en());",
    mutants: [["z.config(en());", ";"]],
    reason: "packages stay loaded from run to run, and zod keeps this for the process; Jest notices",
  },
  {
    file: "libs/http/answer-route.ts",
    at: "if (counts === undefined || limits === undefined) return;",
    mutants: [["counts === undefined || limits === undefined", "counts === undefined"]],
    reason: "`httpModule` takes no route that counts without limits; it is for the compiler",
  },
  {
    file: "libs/http/answer-route.ts",
    at: 'if (principal?.kind === "user" && accessToken !== undefined) {',
    mutants: [['principal?.kind === "user" && accessToken !== undefined', 'principal?.kind === "user"']],
    reason: "who was let in has a token; it is for the compiler",
  },
  {
    file: "libs/http/answer-route.ts",
    at: 'params: parse("path", route.params, event.pathParameters ?? {}, errors),',
    mutants: [["event.pathParameters ?? {}", "event.pathParameters"]],
    reason: "the router has filled them in where a route has any; it is for the compiler",
  },
  {
    file: "libs/http/answer-route.ts",
    at: "const isHeldBack = answersAlike !== undefined && floor !== undefined;",
    mutants: [["answersAlike !== undefined && floor !== undefined", "answersAlike !== undefined"]],
    reason: "`httpModule` takes no such route without a floor; it is for the compiler",
  },
  {
    file: "libs/http/client-address.ts",
    at: 'digests: string = process.env.EDGE_SECRET_SHA256 ?? "",',
    mutants: [['""', '"mutated"']],
    reason: "what is not a digest is as good as none",
  },
  {
    file: "libs/http/client-address.ts",
    at: 'if (digests === "" || !isFromEdge(',
    mutants: [
      [
        'digests === "" || !isFromEdge(headers[ORIGIN_SECRET_HEADER], digests)',
        "!isFromEdge(headers[ORIGIN_SECRET_HEADER], digests)",
      ],
      ['""', '"mutated"'],
    ],
    reason: "nothing is of the edge where there is no digest; to ask first saves a hash",
  },
  {
    file: "libs/http/client-address.ts",
    at: 'const address = headers[VIEWER_ADDRESS_HEADER] ?? "";',
    mutants: [['""', '"mutated"']],
    reason: "neither text is an address",
  },
  {
    file: "libs/http/http-module.ts",
    at: "if (!request.response) return;",
    mutants: [["!request.response", "false"]],
    reason: "by then there is an answer or a problem; it is for the compiler",
  },
  {
    file: "libs/http/http-module.ts",
    at: "const bytes = body === undefined ? 0 :",
    mutants: [
      ["0", "1"],
      ['"utf8"', '""'],
    ],
    reason: "one byte is not too many either, and UTF-8 is what Node counts unless told",
  },
  {
    file: "libs/http/http-module.ts",
    at: "parser.before?.(request)",
    mutants: [["?.", ""]],
    reason: "the parser has this hook; it is for the compiler",
  },
  {
    file: "libs/http/problem.ts",
    at: 'const status = error instanceof Error && "statusCode" in error ? error.statusCode',
    mutants: [['error instanceof Error && "statusCode" in error', "error instanceof Error"]],
    reason: "a member that is missing is undefined; it is for the compiler",
  },
  {
    file: "libs/http/problem.ts",
    at: 'return typeof status === "number" ? status : undefined;',
    mutants: [['typeof status === "number"', "true"]],
    reason: "it is compared with numbers; it is for the compiler",
  },
  {
    file: "libs/http/request-log.ts",
    at: 'const sub = claims !== null && typeof claims === "object" && "sub" in claims',
    mutants: [
      [
        'claims !== null && typeof claims === "object" && "sub" in claims',
        'claims !== null && typeof claims === "object"',
      ],
    ],
    reason: "a member that is missing is undefined; it is for the compiler",
  },
  {
    file: "libs/http/request-log.ts",
    at: "const status = response?.statusCode ?? 500;",
    mutants: [
      ["response?.statusCode ?? 500", "response?.statusCode"],
      ["?.", "."],
      ["500", "501"],
    ],
    reason: "every answer and every problem has a status; it is for the compiler",
  },
  {
    file: "libs/http/request-log.ts",
    at: "durationMs: Math.round((performance.now() - (startedAt.get(event)",
    mutants: [["startedAt.get(event) ?? performance.now()", "startedAt.get(event)"]],
    reason: "every request that ends has begun; it is for the compiler",
  },
];

const fits = (mutant: Mutant, { file, at, mutants }: Explanation) =>
  file === mutant.file &&
  mutant.lineText.includes(at) &&
  mutants.some(
    ([original, replacement]) => original === mutant.original && replacement === mutant.replacement,
  );

export function explanationOf(mutant: Mutant): Explanation | undefined {
  return explanations.find((explanation) => fits(mutant, explanation));
}

/** What fits no mutant of the files that were looked at, or fewer than it names. */
export function staleExplanations(mutants: readonly Mutant[]): readonly Explanation[] {
  const files = new Set(mutants.map(({ file }) => file));
  return explanations.filter((explanation) => {
    const fitting = mutants.filter((mutant) => fits(mutant, explanation));
    return files.has(explanation.file) && fitting.length < explanation.mutants.length;
  });
}
