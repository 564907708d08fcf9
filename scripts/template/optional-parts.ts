import type { ParameterValues } from "../../cloudformation/parameter-values.ts";
import { coveringCombinations } from "./covering-combinations.ts";

/** The optional features, and the template's parameters for each of their settings. */
type Switches = Readonly<Record<string, Readonly<Record<string, ParameterValues>>>>;

const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

/** Features that concern sign-in: every combination is checked. */
const signIn: Switches = {
  mfa: {
    off: { Mfa: "OFF", AdminMfa: "required" },
    optional: { Mfa: "OPTIONAL", AdminMfa: "off" },
    "required of administrators": { Mfa: "OPTIONAL", AdminMfa: "required" },
  },
  ses: {
    off: { SesIdentityArn: "", MailFrom: "" },
    "without identity": { SesIdentityArn: "", MailFrom: "Example <no-reply@example.com>" },
    on: {
      SesIdentityArn: "arn:aws:ses:us-east-1:111122223333:identity/example.com",
      MailFrom: "Example <no-reply@example.com>",
    },
  },
  sms: {
    off: { Sms: "false", SmsCountries: "" },
    "only countries": { Sms: "false", SmsCountries: "DE,US" },
    on: { Sms: "true", SmsCountries: "DE,US" },
  },
  passkeys: { off: { PasskeyRelyingParty: "" }, on: { PasskeyRelyingParty: "example.com" } },
  devices: {
    off: { DeviceTracking: "OFF" },
    asked: { DeviceTracking: "OPT_IN" },
    always: { DeviceTracking: "ALWAYS" },
  },
  threats: {
    off: { ThreatProtection: "OFF" },
    audit: { ThreatProtection: "AUDIT" },
    enforced: { ThreatProtection: "ENFORCED" },
  },
  login: {
    off: { ManagedLogin: "false" },
    generated: { ManagedLogin: "true", LoginDomainPrefix: "", LoginDomainName: "" },
    prefix: { ManagedLogin: "true", LoginDomainPrefix: "example", LoginDomainName: "" },
    own: { ManagedLogin: "true", LoginDomainName: "auth.example.com", LoginCertificateArn: certificate },
  },
  machines: { off: { MachineToMachine: "false" }, on: { MachineToMachine: "true" } },
};

const around: Switches = {
  terms: {
    off: { Terms: "off", TermsUrl: "", PrivacyUrl: "" },
    "off, with pages": {
      Terms: "off",
      TermsUrl: "https://www.example.com/terms",
      PrivacyUrl: "https://www.example.com/privacy",
    },
    asked: {
      Terms: "ask",
      TermsUrl: "https://www.example.com/terms",
      PrivacyUrl: "https://www.example.com/privacy",
    },
    on: {
      Terms: "require",
      TermsUrl: "https://www.example.com/terms",
      PrivacyUrl: "https://www.example.com/privacy",
    },
  },
  registration: {
    off: { DynamicRegistration: "off" },
    authenticated: { DynamicRegistration: "authenticated" },
    open: { DynamicRegistration: "open" },
  },
  sessions: { off: { SessionTracking: "false" }, on: { SessionTracking: "true" } },
  google: { off: { GoogleClientId: "" }, on: { GoogleClientId: "1.apps.googleusercontent.com" } },
  facebook: { off: { FacebookAppId: "" }, on: { FacebookAppId: "1234567890" } },
  apple: {
    off: { AppleServicesId: "" },
    on: { AppleServicesId: "com.example.web", AppleTeamId: "ABCDE12345", AppleKeyId: "FGHIJ67890" },
  },
  oidc: {
    off: { OidcClientId: "" },
    on: { OidcClientId: "client", OidcIssuer: "https://accounts.example.com" },
  },
  saml: {
    off: { SamlMetadataUrl: "" },
    on: { SamlMetadataUrl: "https://directory.example.com/saml/metadata" },
  },
  links: { off: { MagicLinks: "false" }, on: { MagicLinks: "true" } },
  migration: {
    off: { MigrationUrl: "", MigrationSecretArn: "" },
    "without secret": { MigrationUrl: "https://former.example.com/accounts", MigrationSecretArn: "" },
    on: {
      MigrationUrl: "https://former.example.com/accounts",
      MigrationSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:migration-AbCdEf",
    },
  },
  organizations: { off: { Organizations: "false" }, on: { Organizations: "true" } },
  firewall: { off: { Firewall: "false" }, on: { Firewall: "true" } },
  "api domain": {
    off: { ApiDomainName: "" },
    moving: {
      ApiDomainName: "api.example.com",
      ApiCertificateArn: certificate,
      ApiDefaultEndpoint: "keep",
    },
    on: { ApiDomainName: "api.example.com", ApiCertificateArn: certificate, ApiDefaultEndpoint: "auto" },
  },
  console: {
    off: { Console: "false" },
    generated: { Console: "true", ConsoleDomainName: "", ConsoleWebAclArn: "", EdgeSecretArn: "" },
    on: {
      Console: "true",
      ConsoleDomainName: "console.example.com",
      ConsoleCertificateArn: certificate,
      ConsoleWebAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/console/12345678",
      EdgeSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:edge-AbCdEf",
    },
  },
  orphans: {
    off: { OrphanCleanup: "off" },
    reported: { OrphanCleanup: "report" },
    deleted: { OrphanCleanup: "delete" },
  },
  events: {
    off: { AccountEvents: "false", AccountEventsWebhookUrl: "", AccountEventsWebhookSecretArn: "" },
    "without webhook": {
      AccountEvents: "true",
      AccountEventsWebhookUrl: "https://hooks.example.com/accounts",
      AccountEventsWebhookSecretArn: "",
    },
    on: {
      AccountEvents: "true",
      AccountEventsWebhookUrl: "https://hooks.example.com/accounts",
      AccountEventsWebhookSecretArn:
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:account-events-AbCdEf",
    },
  },
  monitoring: { off: { Monitoring: "false" }, on: { Monitoring: "true" } },
  "alarm mail": { off: { AlarmEmail: "" }, on: { AlarmEmail: "ops@example.com" } },
};

/** One combination of settings: its name in the table, and its parameters. */
export interface Combination {
  readonly name: string;
  readonly values: ParameterValues;
}

/**
 * Combinations that contain any three settings of any three features at least once, so they show every mistake that depends on up
 * to three settings. https://csrc.nist.gov/projects/automated-combinatorial-testing-for-software
 */
export const combinations: readonly Combination[] = combinationsOf({ ...signIn, ...around });

/** Every feature in its last setting. */
export const everythingOn: Combination = combine(
  { ...signIn, ...around },
  Object.entries({ ...signIn, ...around }).map(([name, positions]) => [
    name,
    Object.keys(positions).at(-1) ?? "",
  ]),
);

function combinationsOf(switches: Switches): Combination[] {
  const names = Object.keys(switches);
  const positions = names.map((name) => Object.keys(switches[name] ?? {}));
  return coveringCombinations(positions.map((list) => list.length)).map((row) =>
    combine(
      switches,
      row.map((choice, index) => [names[index] ?? "", positions[index]?.[choice] ?? ""]),
    ),
  );
}

function combine(switches: Switches, chosen: readonly (readonly [string, string])[]): Combination {
  const named = chosen.filter(([, position]) => position !== "off");
  return {
    name:
      named.map(([name, position]) => (position === "on" ? name : `${name}=${position}`)).join(", ") ||
      "nothing",
    values: Object.assign({}, ...chosen.map(([name, position]) => switches[name]?.[position])),
  };
}

/** Every combination of the features that concern sign-in, about 1,100. */
export function* everySignIn(): Generator<Combination> {
  const names = Object.keys(signIn);
  function* extend(chosen: readonly (readonly [string, string])[]): Generator<Combination> {
    const name = names[chosen.length];
    if (name === undefined) {
      yield combine(signIn, chosen);
      return;
    }
    for (const position of Object.keys(signIn[name] ?? {})) yield* extend([...chosen, [name, position]]);
  }
  yield* extend([]);
}

/** Every parameter that a feature sets. */
export const switchedParameters: ReadonlySet<string> = new Set(
  Object.values({ ...signIn, ...around }).flatMap((positions) =>
    Object.values(positions).flatMap((values) => Object.keys(values)),
  ),
);
