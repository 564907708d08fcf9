/** Mutants of the local cloud that no test can kill. */
import type { Explanation } from "./explanation.ts";

export const explainedInLocal: readonly Explanation[] = [
  {
    file: "local/cognito/domain/authentication-level.ts",
    at: "LEVELS.find((level) => acrOf(configuration, level) === acr)",
    mutants: [["find", "findLast"]],
    reason: "no pool gives two levels the same name (`findRepeatedName`)",
  },
  {
    file: "local/cognito/domain/authentication-level.ts",
    at: "...(way.second ? [OF_SECOND[way.second]] : [])",
    mutants: [["way.second", "true"]],
    reason: "`undefined` among the factors is not a factor",
  },
  {
    file: "local/cognito/domain/device.ts",
    at: "text.length > 4096",
    mutants: [["4096", "4097"]],
    reason: "Base64 has a multiple of four characters",
  },
  {
    file: "local/cognito/domain/device-type.ts",
    at: '(found[1] ?? "").replaceAll(',
    mutants: [
      ['found[1] ?? ""', "found[1]"],
      ['""', '"mutated"'],
    ],
    reason: "every pattern has its group; it is for the compiler",
  },
  {
    file: "local/cognito/domain/device-type.ts",
    at: 'const text = userAgent ?? "";',
    mutants: [
      ['userAgent ?? ""', "userAgent"],
      ['""', '"mutated"'],
    ],
    reason: "neither text names a browser, a system or a product",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "for (let bit = 0; bit < ROWS * COLUMNS; bit += 1) {",
    mutants: [["<", "<="]],
    reason: "a ninth row makes a table larger, and no digit picks from there",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "rowPowers[column / COLUMNS_PER_BLOCK]?.push(power)",
    mutants: [
      ["column % COLUMNS_PER_BLOCK === 0", "true"],
      ["?.", "."],
    ],
    reason: "an array has no elements at fractions, and at whole numbers it has them all",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "tables ??= createTables(base, modulus);",
    mutants: [["??=", "="]],
    reason: "the same tables again only take longer",
  },
  {
    file: "local/cognito/domain/fixed-base-power.ts",
    at: "const factor = products[digitAt(",
    mutants: [
      [
        "products[digitAt(exponent, block * COLUMNS_PER_BLOCK + place)] ?? 1n",
        "products[digitAt(exponent, block * COLUMNS_PER_BLOCK + place)]",
      ],
      ["1n", "(1n + 1n)"],
    ],
    reason: "a table has a product for every digit; it is for the compiler",
  },
  {
    file: "local/cognito/domain/fold-case.ts",
    at: "if (ASCII.test(text)) return text.toLowerCase();",
    mutants: [["ASCII.test(text)", "false"]],
    reason: "only a faster way to the same text",
  },
  {
    file: "local/cognito/domain/identity-provider.ts",
    at: 'case "SAML":',
    mutants: [['"SAML"', '""']],
    reason: "spreading `undefined` adds no details either; the case is for the compiler",
  },
  {
    file: "local/cognito/domain/password-hash.ts",
    at: 'list = "", salt = "", key = ""] = PHC.exec(text)',
    mutants: [['""', '"mutated"']],
    reason: "a text with this id has all of the groups; it is for the compiler",
  },
  {
    file: "local/cognito/domain/password-memo.ts",
    at: 'generateKeySync("hmac", { length: 256 })',
    mutants: [["256", "257"]],
    reason: "Node rounds the length down to whole bytes",
  },
  {
    file: "local/cognito/domain/srp.ts",
    at: 'hkdfSync("sha256", secret, name, "verifier", toBytes(N).length)',
    mutants: [['"verifier"', '""']],
    reason: "a label of bytes that look random in any case",
  },
  {
    file: "local/cognito/domain/token-overrides.ts",
    at: 'Generation`, "V2_0"),',
    mutants: [['"V2_0"', '""']],
    reason: "it is only compared with V1_0",
  },
  {
    file: "local/cognito/domain/token-overrides.ts",
    at: 'accessToken: readChanges(access, accessPath, "V2_0"),',
    mutants: [['"V2_0"', '""']],
    reason: "it is only compared with V1_0",
  },
  {
    file: "local/cognito/domain/totp.ts",
    at: "DRIFT.map((drift) => timeStep(now) + drift)",
    mutants: [["+", "-"]],
    reason: "the drifts go as far back as forth",
  },
  {
    file: "local/cognito/domain/ui-customization.ts",
    at: 'const [selector = "", body, ...more] = rule.split("{");',
    mutants: [['""', '"mutated"']],
    reason: "splitting gives one part at least; it is for the compiler",
  },
  {
    file: "local/gateway/authentication-provider.ts",
    at: "if (!(error instanceof AuthorizationRefused)) throw error;",
    mutants: [["!(error instanceof AuthorizationRefused)", "false"]],
    reason: "hapi then throws at an answer without a status, so that the answer is 500 all the same",
  },
  {
    file: "local/gateway/cors.ts",
    at: "const given = configured === true",
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
    at: "const KEEP_ALIVE_MS = 75_000;",
    mutants: [["75_000", "75001"]],
    reason: "a client can't see a difference of one millisecond",
  },
  {
    file: "local/gateway/install-gateway.ts",
    at: 'const path = readRequestPath(req.url ?? "");',
    mutants: [
      ['req.url ?? ""', "req.url"],
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
    reason: "hapi continues with the existing answer in both cases",
  },
  {
    file: "local/gateway/jwt-authorizer.ts",
    at: "if (claims.iat !== undefined && claims.iat * 1000 > clock.now())",
    mutants: [
      ["claims.iat !== undefined && claims.iat * 1000 > clock.now()", "claims.iat * 1000 > clock.now()"],
    ],
    reason: "a missing number is never greater; it is for the compiler",
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
    file: "local/gateway/listen-on-both-loopbacks.ts",
    at: "listenAddresses(address).filter((other) => other !== address)",
    mutants: [["listenAddresses(address).filter((other) => other !== address)", "listenAddresses(address)"]],
    reason: "the server's own address is in use, and so is left alone",
  },
  {
    file: "local/gateway/listen-on-both-loopbacks.ts",
    at: "createServer({ allowHalfOpen: true, noDelay: true }",
    mutants: [["true", "false"]],
    reason: "the HTTP server ends half-closed connections itself, and without a delay they are only faster",
  },
  {
    file: "local/gateway/pending-requests.ts",
    at: 'if (typeof id !== "string") return null;',
    mutants: [['typeof id !== "string"', "false"]],
    reason: "a map with string keys has no other keys; it is for the compiler",
  },
  {
    file: "local/gateway/request-size.ts",
    at: "const PATIENCE_MS = 1000;",
    mutants: [["1000", "1001"]],
    reason: "a client can't see a difference of one millisecond",
  },
  {
    file: "local/gateway/request-path.ts",
    at: 'const [path = ""] = target.split("?");',
    mutants: [['""', '"mutated"']],
    reason: "splitting gives one part at least; it is for the compiler",
  },
];
