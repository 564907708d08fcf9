/** Which members have secrets, by their names. Names are compared without case and punctuation: `new_password`, `NewPassword`. */

/** Names with these endings are secret: passwords, one-time codes, tokens, keys. */
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

/** These names are secret. */
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

/** Names with such an ending that are not secret. */
const PUBLIC = new Set([
  "nexttoken",
  "paginationtoken",
  "continuationtoken",
  "hostedzonetoken",
  "hassecret",
  "hasdevicetoken",
  "generatesecret",
]);

/** All members under these are secret. */
const CONTAINERS = new Set(["credential", "cookies", "codes", "answers"]);

/** Members of AuthParameters and ChallengeResponses that identify the user or the method, and are not credentials. */
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
    // Names come from clients, so the cache is limited.
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

/** The private parameters of a custom challenge; those that the client gets too are not secrets. */
export const isPrivateParameters = (name: string): boolean =>
  normalise(name) === "privatechallengeparameters";

export const isPublicParameters = (name: string): boolean =>
  ["publicchallengeparameters", "challengeparameters"].includes(normalise(name));

export const isSecretContainer = (name: string): boolean => CONTAINERS.has(normalise(name));

/** In a map that the model marks as sensitive as a whole. */
export const isPublicParameter = (name: string): boolean => {
  const plain = normalise(name);
  return PUBLIC_PARAMETERS.has(plain) || plain.startsWith("userattributes");
};
