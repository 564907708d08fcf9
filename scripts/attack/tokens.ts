/** Forged and misused tokens at the gateway. */
import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, sign } from "node:crypto";
import { type AccountContext, accountCheck, type Check, finding, held, skipped } from "./check.ts";
import { signIn } from "./sign-in.ts";

type Part = Readonly<Record<string, unknown>>;
type Key = JsonWebKey & { readonly kid: string };

const PRIVATE = "/v1/me";
const POWERS = { "cognito:groups": ["admins"], scope: "api/profile api/users.read api/users.write" };

const encode = (part: Part) => Buffer.from(JSON.stringify(part)).toString("base64url");
const decode = (part = ""): Part => JSON.parse(Buffer.from(part, "base64url").toString());
const hmac = (content: string, secret: string) =>
  `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;

interface Genuine {
  readonly token: string;
  readonly idToken: string;
  readonly refreshToken: string;
  readonly header: Part;
  readonly payload: Part;
  readonly signature: string;
  /** The pool's public signing key, as it publishes it. */
  readonly jwk: Key;
  /** A token signed with another key, one of ours. */
  signed(header: Part, payload: Part): string;
  readonly ownKey: JsonWebKey;
}

async function loadGenuine({ client, config, accounts }: AccountContext): Promise<Genuine> {
  const tokens = await signIn(client, await accounts.create());
  const [header, payload, signature = ""] = tokens.accessToken.split(".");
  const decoded = decode(header);
  const response = await fetch(`${config.issuer}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: Key[] };
  const jwk = keys.find(({ kid }) => kid === decoded.kid);
  if (jwk === undefined) throw new Error("the pool does not publish the key that signs its tokens");
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    token: tokens.accessToken,
    idToken: tokens.idToken,
    refreshToken: tokens.refreshToken,
    header: decoded,
    payload: decode(payload),
    signature,
    jwk,
    ownKey: publicKey.export({ format: "jwk" }),
    signed(ownHeader, ownPayload) {
      const content = `${encode(ownHeader)}.${encode(ownPayload)}`;
      return `${content}.${sign("RSA-SHA256", Buffer.from(content), privateKey).toString("base64url")}`;
    },
  };
}

/** The forgeries, by what they try; several tokens if there are several ways. */
const FORGERIES: readonly (readonly [name: string, make: (genuine: Genuine) => readonly string[]])[] = [
  [
    "without a signature (alg none)",
    ({ header, payload }) =>
      ["none", "None", "NONE", ""].map((alg) => `${encode({ ...header, alg })}.${encode(payload)}.`),
  ],
  [
    "signed by HS256 with the public key as the secret",
    ({ header, payload, jwk }) => {
      const content = `${encode({ ...header, alg: "HS256" })}.${encode(payload)}`;
      const key = createPublicKey({ key: jwk, format: "jwk" });
      const secrets = [
        ...(["spki", "pkcs1"] as const).map((type) => key.export({ type, format: "pem" }).toString()),
        JSON.stringify(jwk),
        String(jwk.n),
      ];
      return secrets.flatMap((secret) => [hmac(content, secret), hmac(content, secret.trim())]);
    },
  ],
  ["signed by another key under the pool's kid", ({ header, payload, signed }) => [signed(header, payload)]],
  [
    "signed by a key that the pool does not have",
    ({ header, payload, signed }) =>
      ["unknown", "../../../../dev/null", "' OR '1'='1", ""].map((kid) =>
        signed({ ...header, kid }, payload),
      ),
  ],
  [
    "that contains its own key",
    ({ header, payload, signed, ownKey }) => [
      signed({ ...header, jwk: ownKey }, payload),
      signed({ ...header, jku: "https://example.com/jwks.json" }, payload),
      signed({ ...header, x5u: "https://example.com/cert.pem" }, payload),
    ],
  ],
  [
    "with claims edited after it was signed",
    ({ token, payload, signature }) => {
      const [header = ""] = token.split(".");
      const now = Math.floor(Date.now() / 1000);
      return [
        { ...payload, ...POWERS },
        { ...payload, sub: "00000000-0000-4000-8000-000000000000" },
        { ...payload, exp: now + 864_000 },
      ].map((edited) => `${header}.${encode(edited)}.${signature}`);
    },
  ],
  [
    "of another issuer",
    ({ header, payload, signed }) => [
      signed(header, { ...payload, iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Attacker1" }),
    ],
  ],
  [
    "with its signature cut off or changed",
    ({ token, signature }) => {
      const content = token.slice(0, -signature.length);
      return [content, content.slice(0, -1), `${content}${signature.slice(0, -8)}`, `${token}.${signature}`];
    },
  ],
  ["that is a refresh token", ({ refreshToken }) => [refreshToken]],
];

async function refusesAll(context: AccountContext, make: (genuine: Genuine) => readonly string[]) {
  const genuine = await loadGenuine(context);
  const control = await context.client.send({ path: PRIVATE, token: genuine.token });
  if (control.status !== 200) return skipped(`the genuine token is not accepted (${control.status})`);
  for (const token of make(genuine)) {
    const answer = await context.client.send({ path: PRIVATE, token });
    if (answer.status < 400) return finding(`${PRIVATE} answers ${answer.status}`);
    if (answer.status >= 500) return finding(`${PRIVATE} fails with ${answer.status}`);
  }
  return held;
}

export const tokenChecks: readonly Check[] = [
  ...FORGERIES.map(([name, make]) =>
    accountCheck({
      subject: "tokens",
      name: `a token ${name} is refused`,
      requests: 14,
      run: (context) => refusesAll(context, make),
    }),
  ),
  accountCheck({
    subject: "tokens",
    name: "an ID token does not replace an access token",
    requests: 5,
    run: (context) => refusesAll(context, ({ idToken }) => [idToken]),
  }),
  accountCheck({
    subject: "tokens",
    name: "a token in the query is ignored",
    requests: 5,
    run: async ({ client, accounts }) => {
      const { accessToken } = await signIn(client, await accounts.create());
      for (const parameter of ["access_token", "token"]) {
        const { status } = await client.send({ path: `${PRIVATE}?${parameter}=${accessToken}` });
        if (status < 400) return finding(`${PRIVATE}?${parameter}=… answers ${status}`);
      }
      return held;
    },
  }),
  accountCheck({
    subject: "tokens",
    name: "a user's token opens no administration route",
    requests: 8,
    run: async ({ client, accounts }) => {
      const { accessToken: token } = await signIn(client, await accounts.create());
      for (const path of ["users", "groups", "overview", "events", "sessions"]) {
        const { status } = await client.send({ path: `/v1/admin/${path}`, token });
        if (status !== 401 && status !== 403) return finding(`/v1/admin/${path} answers ${status}`);
      }
      return held;
    },
  }),
];
