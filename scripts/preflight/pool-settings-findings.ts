/** What a live pool is, against what the template makes of it. */
import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { isSame, textsAt, valueAt } from "../../cloudformation/property-values.ts";
import type { Properties } from "../../cloudformation/template.ts";
import type { Finding, Severity } from "./finding.ts";

/** A setting of the pool before and after; `null` when the change is none to speak of. */
type Judgement = readonly [severity: Severity, consequence: string, remedy: string] | null;

interface Setting {
  /** The path in the template, and in DescribeUserPool where `live` is not given. */
  readonly property: string;
  readonly live?: (pool: UserPoolType) => unknown;
  /** Only asked when both values are known and differ, or when the template leaves out what the pool has. */
  readonly judge: (from: unknown, to: unknown) => Judgement;
}

const FIXED: Judgement = [
  "impossible",
  "This is fixed when a pool is made; Cognito refuses the update.",
  "Set it back; for another value, make a second pool and move the users over.",
];

const number = (value: unknown): number => Number(value ?? 0);
const less = (judgement: Judgement) => (from: unknown, to: unknown) =>
  number(to) < number(from) ? judgement : null;
const more = (judgement: Judgement) => (from: unknown, to: unknown) =>
  from !== undefined && number(to) > number(from) ? judgement : null;
const turnedOff = (judgement: Judgement) => (from: unknown, to: unknown) =>
  isTrue(from) && !isTrue(to) ? judgement : null;
const isTrue = (value: unknown): boolean => value === true || value === "true";

const LOOSER: Judgement = [
  "risky",
  "New passwords may be weaker than before.",
  "Leave the policy as it is unless that is the point of the change.",
];

const SETTINGS: readonly Setting[] = [
  { property: "UsernameAttributes", judge: () => FIXED },
  { property: "AliasAttributes", judge: () => FIXED },
  {
    property: "UsernameConfiguration.CaseSensitive",
    // A pool that was made without a word on it tells upper from lower case.
    live: ({ UsernameConfiguration }) => UsernameConfiguration?.CaseSensitive ?? true,
    // Left out of the template, the setting stays.
    judge: (_, to) => (to === undefined ? null : FIXED),
  },
  {
    property: "UserPoolName",
    live: ({ Name }) => Name,
    judge: () => ["note", "The pool is renamed; it stays the same pool.", "Nothing."],
  },
  {
    property: "DeletionProtection",
    judge: (from) =>
      from === "ACTIVE"
        ? [
            "risky",
            "Afterwards one call, or the removal of the stack, deletes every user.",
            "Leave it ACTIVE, and turn it off only right before a removal that is meant.",
          ]
        : null,
  },
  { property: "Policies.PasswordPolicy.MinimumLength", judge: less(LOOSER) },
  { property: "Policies.PasswordPolicy.PasswordHistorySize", judge: less(LOOSER) },
  { property: "Policies.PasswordPolicy.RequireLowercase", judge: turnedOff(LOOSER) },
  { property: "Policies.PasswordPolicy.RequireUppercase", judge: turnedOff(LOOSER) },
  { property: "Policies.PasswordPolicy.RequireNumbers", judge: turnedOff(LOOSER) },
  { property: "Policies.PasswordPolicy.RequireSymbols", judge: turnedOff(LOOSER) },
  {
    property: "Policies.PasswordPolicy.TemporaryPasswordValidityDays",
    judge: more(["risky", "A mailed password works for longer.", "Leave it short."]),
  },
  {
    property: "MfaConfiguration",
    judge: (from, to) => {
      if (to === "ON")
        return [
          "risky",
          "Whoever has no second factor must set one up at the next sign-in; apps that can't do that lock people out.",
          "Deploy OPTIONAL first, have people enrol, then turn it ON.",
        ];
      if (to === "OFF")
        return [
          "risky",
          "Nobody is asked for a second factor any more, whoever set one up included.",
          "Leave it OPTIONAL.",
        ];
      return from === "ON"
        ? ["risky", "Whoever has no second factor signs in with a password alone.", "Leave it ON."]
        : null;
    },
  },
  {
    property: "UserPoolTier",
    judge: (from, to) => {
      if (to === "PLUS" || from === "LITE")
        return ["note", "Every active user is billed at the price of the new tier.", "See docs/cost.md."];
      return to === "LITE" || from === "PLUS"
        ? [
            "risky",
            `Features of the tier ${from} must be off before the pool can leave it.`,
            "Compare the pool with https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-deactivate.html.",
          ]
        : null;
    },
  },
  {
    property: "AdminCreateUserConfig.AllowAdminCreateUserOnly",
    judge: (_, to) =>
      isTrue(to)
        ? ["risky", "Nobody can sign up any more.", "Check that invitations are what is wanted."]
        : ["risky", "Anybody can sign up from now on.", "Check that an open sign-up is what is wanted."],
  },
  {
    property: "EmailConfiguration.EmailSendingAccount",
    judge: (_, to) =>
      to === "DEVELOPER"
        ? null
        : [
            "risky",
            "Mail goes through Cognito's own sender, which stops at 50 a day for the account.",
            "Keep SES for anything but tests.",
          ],
  },
];

export function poolSettingsFindings(
  resource: string,
  properties: Properties,
  pool: UserPoolType,
): Finding[] {
  return [
    ...SETTINGS.flatMap((setting) => settingFindings(setting, { resource, properties, pool })),
    ...listFindings(resource, properties, pool),
    ...triggerFindings(resource, properties, pool),
  ];
}

interface Compared {
  readonly resource: string;
  readonly properties: Properties;
  readonly pool: UserPoolType;
}

function settingFindings(
  { property, live, judge }: Setting,
  { resource, properties, pool }: Compared,
): Finding[] {
  const from = live === undefined ? valueAt(pool as Properties, property) : live(pool);
  const to = valueAt(properties, property);
  if (isIntrinsicThere(properties, property) || isSame(from ?? [], to ?? [])) return [];
  if (to === undefined && !isFixed(property)) return [];
  const judgement = judge(from, to);
  if (judgement === null) return [];
  const [severity, consequence, remedy] = judgement;
  return [{ severity, resource, property, from, to, consequence, remedy }];
}

/** What CloudFormation alone knows can't be compared here. */
const isIntrinsicThere = (properties: Properties, property: string): boolean =>
  valueAt(properties, property) === undefined && property in properties;

/** Leaving it out is a change as well. */
const isFixed = (property: string): boolean => /^(UsernameAttributes|AliasAttributes)$/.test(property);

/** Lists where what is missing takes something away from people who have it. */
const LISTS: readonly (readonly [property: string, consequence: string])[] = [
  ["AutoVerifiedAttributes", "New addresses are no longer verified."],
  [
    "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
    "An address changes before the new one is proved: a typing error locks its owner out.",
  ],
  [
    "Policies.SignInPolicy.AllowedFirstAuthFactors",
    "Whoever signs in with this factor alone is locked out until they reset a password.",
  ],
];

function listFindings(resource: string, properties: Properties, pool: UserPoolType): Finding[] {
  return LISTS.flatMap(([property, consequence]) => {
    const from = textsAt(pool as Properties, property) ?? [];
    const to = textsAt(properties, property);
    if (to === undefined || from.every((item) => to.includes(item))) return [];
    const remedy = "Leave it in the list, or move the people over first.";
    return [{ severity: "risky" as const, resource, property, from, to, consequence, remedy }];
  });
}

/** Triggers that the pool calls and the template does not name. */
function triggerFindings(resource: string, properties: Properties, pool: UserPoolType): Finding[] {
  const wanted = (properties.LambdaConfig ?? {}) as Properties;
  return Object.entries(pool.LambdaConfig ?? {})
    .filter(([name, value]) => value !== undefined && wanted[name] === undefined)
    .filter(([name]) => name !== "PreTokenGeneration" || wanted.PreTokenGenerationConfig === undefined)
    .map(([name, value]) => ({
      severity: "risky" as const,
      resource,
      property: `LambdaConfig.${name}`,
      from: value,
      to: undefined,
      consequence: "Cognito no longer calls this function; what it adds or refuses is gone.",
      remedy: "Name the trigger again, unless that is the point of the change.",
    }));
}
