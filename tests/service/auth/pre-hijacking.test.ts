import {
  AdminGetUserAuthFactorsCommand,
  AdminGetUserCommand,
  AdminListDevicesCommand,
  ConfirmSignUpCommand,
  DeleteUserCommand,
  GetUserCommand,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { recoveryCodes } from "../../../libs/account/recovery-codes.ts";
import { ATTESTATION, issueAttestation } from "../../../libs/attestation/attestation.ts";
import { CONFIRM_SIGN_UP } from "../../../libs/groups/vouched.ts";
import { createInvitation, loadInvitation } from "../../../libs/invitations/invitation.ts";
import { loadAuthModule, type ModuleAnswer } from "../../support/worlds/auth-module.ts";
import { createClient } from "../../support/worlds/cognito-pool.ts";
import { enrolEverything } from "../../support/worlds/enrol-everything.ts";
import { activeFaults, addFault, clearFaults } from "../../support/worlds/faults.ts";
import { registerBySdk, signIn } from "../../support/worlds/trigger-people.ts";
import { startTriggerWorld, type TriggerWorld } from "../../support/worlds/trigger-world.ts";

/** Sign-ups with someone else's address: by this API or an SDK, before or after the owner. */

const log = jest.spyOn(process.stdout, "write").mockReturnValue(true);

const STRANGERS = "purple lanterns over 9 rivers";
const OWNERS = "seven green bottles hang";
const FIRST_ADMIN = "root@example.com";
const DAY_MS = 86_400_000;

let world: TriggerWorld;
let post: (route: string, body: unknown) => Promise<ModuleAnswer>;

beforeAll(async () => {
  world = await startTriggerWorld(
    {},
    {
      Policies: {
        PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 5 },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
      },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    },
  );
  await world.admin.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: world.poolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: "localhost", UserVerification: "required" },
    }),
  );
  // The clients of the API and of the stranger's app.
  const clientId = await createClient(world, world.poolId, {
    ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
    PreventUserExistenceErrors: "ENABLED",
  });
  ({ post } = await loadAuthModule({ poolId: world.poolId, clientId }));
});

const codeFor = (email: string) => world.cloud.inbox.list(email)[0]?.code ?? "";
const cloud = () => ({ cloudUrl: `http://127.0.0.1:${world.cloud.port}` });

/** A stranger signs up with an address by an SDK, with their own password. */
async function strangerSignsUp(email: string): Promise<string> {
  const { UserSub = "" } = await world.admin.send(
    new SignUpCommand({ ClientId: world.clientId, Username: email, Password: STRANGERS }),
  );
  return UserSub;
}

const confirm = (email: string, password?: string, code = codeFor(email)) =>
  post("confirm", { email, code, ...(password === undefined ? {} : { password }) });

/** The owner of the mailbox signs up by the API and confirms with the latest code. */
async function ownerConfirms(email: string): Promise<ModuleAnswer> {
  expect(await post("sign-up", { email })).toMatchObject({ status: 201 });
  return confirm(email, OWNERS);
}

/** The attestation of the last confirmation. */
function lastAttestation(): string {
  const events = world.calls.flatMap(({ trigger, event }) => (trigger === "PostConfirmation" ? [event] : []));
  const { clientMetadata } = (events.at(-1)?.request ?? {}) as {
    readonly clientMetadata?: Readonly<Record<string, string>>;
  };
  return String(clientMetadata?.[ATTESTATION]);
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "let in";
  } catch (error) {
    return (error as Error).name;
  }
}

const strangerSignsIn = (email: string) => outcomeOf(signIn(world, email, STRANGERS));
const ownerSignsIn = (email: string) => outcomeOf(signIn(world, email, OWNERS));

const confirmBySdk = (email: string, ClientMetadata?: Record<string, string>) =>
  world.admin.send(
    new ConfirmSignUpCommand({
      ClientId: world.clientId,
      Username: email,
      ConfirmationCode: codeFor(email),
      ClientMetadata,
    }),
  );

describe("a stranger who signed up with someone else's address", () => {
  test("before the owner cannot sign in once the owner has confirmed", async () => {
    const email = "ada@example.com";
    const sub = await strangerSignsUp(email);
    expect(await ownerConfirms(email)).toMatchObject({ status: 204 });
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
    expect(await ownerSignsIn(email)).toBe("let in");
    expect(await world.groupsOf(sub)).toEqual(["users"]);
  });

  test("after the owner does not set the password either", async () => {
    const email = "bea@example.com";
    expect(await post("sign-up", { email })).toMatchObject({ status: 201 });
    expect(await outcomeOf(strangerSignsUp(email))).toBe("UsernameExistsException");
    expect(await post("sign-up", { email })).toMatchObject({ status: 201 });
    expect(await confirm(email, OWNERS)).toMatchObject({ status: 204 });
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
    expect(await ownerSignsIn(email)).toBe("let in");
  });

  test("cannot sign in if the owner gives the API the code that the stranger requested", async () => {
    const email = "dan@example.com";
    await strangerSignsUp(email);
    expect(await confirm(email, OWNERS)).toMatchObject({ status: 204 });
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
  });

  test("cannot sign in if the owner chose no password", async () => {
    const email = "cy@example.com";
    await strangerSignsUp(email);
    await post("sign-up", { email });
    expect(await confirm(email)).toMatchObject({ status: 204 });
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
  });

  test("cannot set a password by the API's sign-up", async () => {
    const answer = await post("sign-up", { email: "eve@example.com", password: STRANGERS });
    expect(answer).toMatchObject({ status: 400, body: { code: "validation_failed" } });
  });

  test("loses everything that they enrolled between the confirmation and the new password", async () => {
    const email = "fay@example.com";
    const sub = await strangerSignsUp(email);
    let accessToken: string | undefined;
    world.beforeNext("PostConfirmation", async () => {
      const tokens = await signIn(world, email, STRANGERS);
      await enrolEverything(world, tokens);
      await recoveryCodes(world.table).issue(sub);
      accessToken = tokens?.AccessToken;
    });
    expect(await ownerConfirms(email)).toMatchObject({ status: 204 });
    expect(accessToken).toBeDefined();
    const user = { UserPoolId: world.poolId, Username: sub };
    expect(await outcomeOf(world.admin.send(new GetUserCommand({ AccessToken: accessToken })))).toBe(
      "NotAuthorizedException",
    );
    const { UserMFASettingList = [] } = await world.admin.send(new AdminGetUserCommand(user));
    expect(UserMFASettingList).toEqual([]);
    const factors = await world.admin.send(new AdminGetUserAuthFactorsCommand(user));
    expect(factors.ConfiguredUserAuthFactors).toEqual(["PASSWORD"]);
    const { Devices = [] } = await world.admin.send(new AdminListDevicesCommand(user));
    expect(Devices).toEqual([]);
    expect(await recoveryCodes(world.table).countLeft(sub)).toBe(0);
    expect(await ownerSignsIn(email)).toBe("let in");
  });
});

describe("a code", () => {
  test("is not used up by a weak password", async () => {
    const email = "gil@example.com";
    await post("sign-up", { email });
    expect(await confirm(email, "short")).toMatchObject({ status: 400, body: { code: "invalid_password" } });
    expect(await confirm(email, " spaces around it ")).toMatchObject({ status: 400 });
    expect(await confirm(email, OWNERS)).toMatchObject({ status: 204 });
    expect(await ownerSignsIn(email)).toBe("let in");
  });

  test("that is wrong changes nothing", async () => {
    const email = "hal@example.com";
    await strangerSignsUp(email);
    const wrong = codeFor(email) === "000000" ? "000001" : "000000";
    expect(await confirm(email, OWNERS, wrong)).toMatchObject({
      status: 400,
      body: { code: "code_mismatch" },
    });
    await confirmBySdk(email);
    expect(await strangerSignsIn(email)).toBe("let in");
    expect(await ownerSignsIn(email)).toBe("NotAuthorizedException");
  });

  test("of a confirmed account does not set its password", async () => {
    const email = "ida@example.com";
    await post("sign-up", { email });
    const code = codeFor(email);
    await confirm(email, OWNERS, code);
    expect(await confirm(email, STRANGERS, code)).toMatchObject({
      status: 400,
      body: { code: "code_mismatch" },
    });
    expect(await ownerSignsIn(email)).toBe("let in");
  });

  test("with the password of an SDK's sign-up is refused with the reason; a reset works", async () => {
    const email = "jan@example.com";
    await strangerSignsUp(email);
    expect(await confirm(email, STRANGERS)).toMatchObject({ status: 400, body: { code: "password_reused" } });
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
    await post("forgot-password", { email });
    const reset = { email, code: codeFor(email), newPassword: OWNERS };
    expect(await post("reset-password", reset)).toMatchObject({ status: 204 });
    expect(await ownerSignsIn(email)).toBe("let in");
  });
});

describe("groups beyond the default", () => {
  const invite = (email: string) =>
    createInvitation(world.table, {
      email,
      group: "admins",
      invitedBy: "root",
      expiresAt: Date.now() + DAY_MS,
    });

  test("are not given to an account that an SDK confirmed, and the invitation stays valid", async () => {
    const email = "kim@support.example";
    await invite(email);
    const sub = await registerBySdk(world, email);
    await signIn(world, email);
    expect(await world.groupsOf(sub)).toEqual(["users"]);
    expect(await loadInvitation(world.table, email, Date.now())).toMatchObject({ group: "admins" });
  });

  test("are given to the owner of the mailbox, no matter who signed up", async () => {
    const email = "lea@support.example";
    await invite(email);
    const sub = await strangerSignsUp(email);
    await ownerConfirms(email);
    expect(await world.groupsOf(sub)).toEqual(["admins", "support", "users"]);
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
  });

  test("of the first administrator are given only once the owner confirms the account by the API", async () => {
    const first = await registerBySdk(world, FIRST_ADMIN);
    const tokens = await signIn(world, FIRST_ADMIN);
    expect(await world.groupsOf(first)).toEqual(["users"]);
    // The owner deletes the account that the SDK made, and signs up again.
    await world.admin.send(new DeleteUserCommand({ AccessToken: tokens?.AccessToken }));
    const sub = await strangerSignsUp(FIRST_ADMIN);
    await ownerConfirms(FIRST_ADMIN);
    expect(await strangerSignsIn(FIRST_ADMIN)).toBe("NotAuthorizedException");
    expect(await world.groupsOf(sub)).toEqual(["admins", "users"]);
  });

  test.each<[string, (email: string) => Promise<string>]>([
    ["made up", async () => "x".repeat(43)],
    [
      "of another account",
      () =>
        issueAttestation(world.table, { purpose: CONFIRM_SIGN_UP, subject: "other@example.com" }, Date.now()),
    ],
    [
      "for another purpose",
      (subject) => issueAttestation(world.table, { purpose: "sign-in", subject }, Date.now()),
    ],
    [
      "that has expired",
      (subject) => issueAttestation(world.table, { purpose: CONFIRM_SIGN_UP, subject }, Date.now() - 61_000),
    ],
    [
      "that was used a while ago",
      async (subject) => {
        await strangerSignsUp(subject);
        const clock = jest.spyOn(Date, "now").mockReturnValue(Date.now() - 30_000);
        await confirm(subject, OWNERS);
        clock.mockRestore();
        const tokens = await signIn(world, subject, OWNERS);
        await world.admin.send(new DeleteUserCommand({ AccessToken: tokens?.AccessToken }));
        return lastAttestation();
      },
    ],
  ])("are not given by an attestation %s", async (what, attestationFor) => {
    const email = `${what.replaceAll(" ", ".")}@support.example`;
    const attestation = await attestationFor(email);
    const sub = await registerBySdk(world, email, { [ATTESTATION]: attestation });
    await signIn(world, email);
    expect(await world.groupsOf(sub)).toEqual(["users"]);
  });
});

describe("when AWS fails in the middle of a confirmation", () => {
  const failing = (operation: string, times: number) =>
    addFault(cloud(), { service: "cognito-idp", operation, error: "InternalErrorException", times });

  test("if the API stops before it sets the password, a random one remains", async () => {
    const email = "max@support.example";
    const sub = await strangerSignsUp(email);
    await failing("AdminGetUser", 10);
    expect(await ownerConfirms(email)).toMatchObject({ status: 503, body: { code: "service_unavailable" } });
    await clearFaults(cloud());
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
    expect(await ownerSignsIn(email)).toBe("NotAuthorizedException");
    // A reset lets the owner in.
    expect(await post("forgot-password", { email })).toMatchObject({ status: 202 });
    const reset = { email, code: codeFor(email), newPassword: OWNERS };
    expect(await post("reset-password", reset)).toMatchObject({ status: 204 });
    expect(await ownerSignsIn(email)).toBe("let in");
    expect(await world.groupsOf(sub)).toEqual(["support", "users"]);
  });

  test("a trigger that cannot replace the password assigns no group, and the API completes the work", async () => {
    const email = "ned@support.example";
    const sub = await strangerSignsUp(email);
    await post("sign-up", { email });
    await failing("AdminSetUserPassword", 1);
    expect(await confirm(email, OWNERS)).toMatchObject({ status: 204 });
    expect(await activeFaults(cloud())).toEqual([]);
    expect(await world.groupsOf(sub)).toEqual([]);
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
    expect(await ownerSignsIn(email)).toBe("let in");
    expect(await world.groupsOf(sub)).toEqual(["support", "users"]);
  });

  test("a trigger that cannot end the sessions assigns no group either", async () => {
    const email = "ole@support.example";
    const sub = await strangerSignsUp(email);
    await post("sign-up", { email });
    // The trigger tries twice, the API three times more.
    await failing("AdminUserGlobalSignOut", 5);
    expect(await confirm(email, OWNERS)).toMatchObject({ status: 503 });
    await clearFaults(cloud());
    expect(await strangerSignsIn(email)).toBe("NotAuthorizedException");
    expect(await world.groupsOf(sub)).toEqual([]);
    await ownerSignsIn(email);
    expect(await world.groupsOf(sub)).toEqual(["users"]);
  });

  test("without the table nothing is confirmed", async () => {
    const email = "pia@example.com";
    await post("sign-up", { email });
    await addFault(cloud(), { service: "dynamodb", error: "InternalServerError" });
    expect(await confirm(email, OWNERS)).toMatchObject({ status: 503 });
    await clearFaults(cloud());
    expect(await confirm(email, OWNERS)).toMatchObject({ status: 204 });
  });
});

test("no log has a password, a code or an attestation", async () => {
  const email = "quin@example.com";
  log.mockClear();
  await strangerSignsUp(email);
  await ownerConfirms(email);
  const logged = log.mock.calls.map(([line]) => String(line)).join("");
  expect(logged).toContain("sign_up_confirmed");
  for (const secret of [STRANGERS, OWNERS, lastAttestation()]) expect(logged).not.toContain(secret);
});
