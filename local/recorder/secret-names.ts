/** Which members hold secrets, as far as names tell. Names are compared without case and punctuation: `new_password`, `NewPassword`. */

/** Any name that ends so: passwords, one-time codes, tokens, keys. */
const ENDINGS = [
  "password",
  "passwd",
  "passphrase",
  "secret",
  "secretcode",
  "secrethash",
  "secretkey",
  "secretaccesskey",
  "secretblock",
  "privatekey",
  "token",
  "tokens",
  "otp",
  "otpcode",
  "mfacode",
  "usercode",
  "recoverycode",
  "recoverycodes",
  "confirmationcode",
  "verificationcode",
  "authorizationcode",
  "passwordverifier",
  "codeverifier",
  "signature",
  "assertion",
  "cookie",
  "cookies",
  "credential",
  "credentials",
  "challengeanswer",
];

/** Any name that is exactly one of these. */
const NAMES = new Set([
  "code",
  "codes",
  "pin",
  "totp",
  "answer",
  "answers",
  "session",
  "authorization",
  "proxyauthorization",
  "salt",
  "verifier",
  "srpa",
  "srpb",
  "largea",
  "plaintext",
  "digest",
  "hash",
  "seed",
  "sealed",
  "qrsvg",
  "qrcode",
  "otpauthuri",
  "attestation",
  "challengemetadata",
  "samlresponse",
  "samlrequest",
  "relaystate",
  "csrf",
  "continue",
  "ciphertextblob",
]);

/** They end so and are none. */
const PUBLIC = new Set([
  "nexttoken",
  "paginationtoken",
  "continuationtoken",
  "hostedzonetoken",
  "hassecret",
  "hasdevicetoken",
  "generatesecret",
]);

/** Everything under them is secret, whatever its name. */
const CONTAINERS = new Set(["credential", "cookies", "codes", "answers"]);

/** Members of AuthParameters and ChallengeResponses that say who and what, and let nobody in. */
const PUBLIC_PARAMETERS = new Set([
  "username",
  "useridforsrp",
  "preferredchallenge",
  "devicekey",
  "devicegroupkey",
  "timestamp",
  "passwordclaimsignatureversion",
  "newdevicekey",
  "answertype",
]);

const normalised = new Map<string, string>();

function normalise(name: string): string {
  let plain = normalised.get(name);
  if (plain === undefined) {
    plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
    // Names come from clients: the memory of them is bounded.
    if (normalised.size > 2000) normalised.clear();
    normalised.set(name, plain);
  }
  return plain;
}

export function isSecretName(name: string): boolean {
  const plain = normalise(name);
  if (PUBLIC.has(plain)) return false;
  return NAMES.has(plain) || ENDINGS.some((ending) => plain.endsWith(ending));
}

/** What a custom challenge keeps from the client; of its members, those that the client is told too are no secrets. */
export const isPrivateParameters = (name: string): boolean =>
  normalise(name) === "privatechallengeparameters";

export const isPublicParameters = (name: string): boolean =>
  ["publicchallengeparameters", "challengeparameters"].includes(normalise(name));

export const isSecretContainer = (name: string): boolean => CONTAINERS.has(normalise(name));

/** Of a map that the model calls sensitive as a whole. */
export const isPublicParameter = (name: string): boolean => {
  const plain = normalise(name);
  return PUBLIC_PARAMETERS.has(plain) || plain.startsWith("userattributes");
};
