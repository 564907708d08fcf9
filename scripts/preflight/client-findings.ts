/** A live app client against the template's. */
import type { UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { textsAt, valueAt } from "../../cloudformation/property-values.ts";
import type { Properties } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

/** Lists where what is missing breaks an app that uses it. */
const LISTS: readonly (readonly [property: string, consequence: string])[] = [
  ["ExplicitAuthFlows", "Apps that sign in or refresh by this flow are refused."],
  ["CallbackURLs", "Sign-in that comes back to this address is refused."],
  ["LogoutURLs", "Sign-out that comes back to this address is refused."],
  ["AllowedOAuthFlows", "Apps that use this grant are refused."],
  ["AllowedOAuthScopes", "Apps that ask for this scope are refused."],
  ["SupportedIdentityProviders", "Whoever signs in through this provider is refused."],
  ["ReadAttributes", "The ID token and GetUser no longer carry this attribute."],
  ["WriteAttributes", "Apps can no longer write this attribute, nor can a provider's mapping."],
];

export function clientFindings(
  resource: string,
  properties: Properties,
  live: UserPoolClientType,
): Finding[] {
  return [
    ...secretFindings(resource, properties, live),
    ...listFindings(resource, properties, live),
    ...rotationFindings(resource, properties, live),
    ...refreshValidityFindings(resource, properties, live),
  ];
}

/** Whether a client has a secret is fixed with the client: to change it is to make another one. */
function secretFindings(resource: string, properties: Properties, live: UserPoolClientType): Finding[] {
  const [from, to] = [live.ClientSecret !== undefined, properties.GenerateSecret === true];
  if (from === to) return [];
  return [
    {
      severity: "destructive",
      resource,
      property: "GenerateSecret",
      from,
      to,
      consequence:
        "The client is made anew with another id and another secret; apps and sessions of the old one are cut off.",
      remedy: "Add a second client and move the apps over before the first one goes.",
    },
  ];
}

function listFindings(resource: string, properties: Properties, live: UserPoolClientType): Finding[] {
  return LISTS.flatMap(([property, consequence]) => {
    const from = textsAt(live as Properties, property) ?? [];
    const to = textsAt(properties, property);
    // A reference among them may be any of those that are missing.
    if (to === undefined || (valueAt(properties, property) as unknown[]).length !== to.length) return [];
    if (from.every((item) => to.includes(item))) return [];
    const remedy = "Put it back, or move the apps over first.";
    return [{ severity: "risky" as const, resource, property, from, to, consequence, remedy }];
  });
}

function rotationFindings(resource: string, properties: Properties, live: UserPoolClientType): Finding[] {
  const property = "RefreshTokenRotation.Feature";
  const [from, to] = [
    live.RefreshTokenRotation?.Feature ?? "DISABLED",
    valueAt(properties, property) ?? "DISABLED",
  ];
  if (from === to) return [];
  const consequence =
    to === "ENABLED"
      ? "Each refresh spends the refresh token; apps that keep the old one are signed out."
      : "A stolen refresh token works until it runs out, beside its owner's.";
  const remedy =
    to === "ENABLED" ? "Ship apps that keep the new token of every refresh first." : "Leave the rotation on.";
  return [{ severity: "risky", resource, property, from, to, consequence, remedy }];
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** A shorter life signs people out earlier than they were told. */
function refreshValidityFindings(
  resource: string,
  properties: Properties,
  live: UserPoolClientType,
): Finding[] {
  const lifetime = (value: unknown, unit: unknown) => Number(value) * (SECONDS[String(unit ?? "days")] ?? 1);
  const from = lifetime(live.RefreshTokenValidity ?? 30, live.TokenValidityUnits?.RefreshToken);
  const to = lifetime(
    valueAt(properties, "RefreshTokenValidity") ?? 30,
    valueAt(properties, "TokenValidityUnits.RefreshToken"),
  );
  if (!(to < from)) return [];
  return [
    {
      severity: "note",
      resource,
      property: "RefreshTokenValidity",
      from: `${from} s`,
      to: `${to} s`,
      consequence: "New sessions end earlier; those that exist keep their time.",
      remedy: "Nothing, if that is the point of the change.",
    },
  ];
}
