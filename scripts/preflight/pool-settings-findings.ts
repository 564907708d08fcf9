/** Compares a live pool's settings with the template's. */
import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { isSame, textsAt, valueAt } from "../../cloudformation/property-values.ts";
import type { Properties } from "../../cloudformation/template.ts";
import type { Finding, Severity } from "./finding.ts";

/** A setting of the pool before and after; `null` if the change does not matter. */
type Judgement = readonly [severity: Severity, consequence: string, remedy: string] | null;

interface Setting {
  /** The path in the template, and in DescribeUserPool unless `live` is given. */
  readonly property: string;
  readonly live?: (pool: UserPoolType) => unknown;
  /** Only called if both values are known and differ, or if the template leaves out what the pool has. */
  readonly judge: (from: unknown, to: unknown) => Judgement;
}

const FIXED: Judgement = [
  "impossible",
  "This is fixed when a pool is created; Cognito refuses the update.",
  "Set it back; for another value, create a second pool and move the users to it.",
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
  "Leave the policy as it is, unless the change is intended.",
];

const SETTINGS: readonly Setting[] = [
  { property: "UsernameAttributes", judge: () => FIXED },
  { property: "AliasAttributes", judge: () => FIXED },
  {
    property: "UsernameConfiguration.CaseSensitive",
    // A pool that was created without this setting is case-sensitive.
    live: ({ UsernameConfiguration }) => UsernameConfiguration?.CaseSensitive ?? true,
    // If the template leaves it out, the setting stays.
    judge: (_, to) => (to === undefined ? null : FIXED),
  },
  {
    property: "UserPoolName",
    live: ({ Name }) => Name,
    judge: () => ["note", "The pool is renamed; it remains the same pool.", "Nothing."],
  },
  {
    property: "DeletionProtection",
    judge: (from) =>
      from === "ACTIVE"
        ? [
            "risky",
            "Afterwards one call, or deleting the stack, deletes every user.",
            "Leave it ACTIVE, and turn it off only right before you delete the pool on purpose.",
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
    judge: more(["risky", "A mailed temporary password is valid for longer.", "Leave it short."]),
  },
  {
    property: "MfaConfiguration",
    judge: (from, to) => {
      if (to === "ON") {
        return [
          "risky",
          "Users without a second factor must set one up at their next sign-in; apps that can't do that lock them out.",
          "Deploy OPTIONAL first, let users enrol, then turn it ON.",
        ];
      }
      if (to === "OFF") {
        return [
          "risky",
          "No user is asked for a second factor any more, not even those who set one up.",
          "Leave it OPTIONAL.",
        ];
      }
      return from === "ON"
        ? ["risky", "Users without a second factor sign in with a password only.", "Leave it ON."]
        : null;
    },
  },
  {
    property: "UserPoolTier",
    judge: (from, to) => {
      if (to === "PLUS" || from === "LITE") {
        return ["note", "Every active user is billed at the new tier's price.", "See docs/cost.md."];
      }
      return to === "LITE" || from === "PLUS"
        ? [
            "risky",
            `Features of the tier ${from} must be turned off before the pool can leave it.`,
            "See https://docs.aws.amazon.com/cognito/latest/developerguide/feature-plans-deactivate.html.",
          ]
        : null;
    },
  },
  {
    property: "AdminCreateUserConfig.AllowAdminCreateUserOnly",
    judge: (_, to) =>
      isTrue(to)
        ? ["risky", "New users can no longer sign up.", "Check that users are meant to join by invitation."]
        : ["risky", "Anyone can sign up from now on.", "Check that sign-up is meant to be open."],
  },
  {
    property: "EmailConfiguration.EmailSendingAccount",
    judge: (_, to) =>
      to === "DEVELOPER"
        ? null
        : [
            "risky",
            "Mail goes through Cognito's own sender, which sends at most 50 a day per account.",
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

/** A value that only CloudFormation knows can't be compared here. */
const isIntrinsicThere = (properties: Properties, property: string): boolean =>
  valueAt(properties, property) === undefined && property in properties;

/** Leaving it out is a change, too. */
const isFixed = (property: string): boolean => /^(UsernameAttributes|AliasAttributes)$/.test(property);

/** Lists in which a removed entry takes something away from users who have it. */
const LISTS: readonly (readonly [property: string, consequence: string])[] = [
  ["AutoVerifiedAttributes", "New addresses are no longer verified."],
  [
    "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate",
    "An address changes before the new one is verified: a typing error locks its owner out.",
  ],
  [
    "Policies.SignInPolicy.AllowedFirstAuthFactors",
    "Users who have only this factor are locked out until they reset their password.",
  ],
];

function listFindings(resource: string, properties: Properties, pool: UserPoolType): Finding[] {
  return LISTS.flatMap(([property, consequence]) => {
    const from = textsAt(pool as Properties, property) ?? [];
    const to = textsAt(properties, property);
    if (to === undefined || from.every((item) => to.includes(item))) return [];
    const remedy = "Keep it in the list, or move the users first.";
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
      consequence: "Cognito no longer calls this function; what it added or refused is missing.",
      remedy: "Add the trigger again, unless the change is intended.",
    }));
}
