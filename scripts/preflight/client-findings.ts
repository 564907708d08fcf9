/** Compares a live app client with the template's. */
import type { UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { textsAt, valueAt } from "../../cloudformation/property-values.ts";
import type { Properties } from "../../cloudformation/template.ts";
import type { Finding } from "./finding.ts";

/** Lists in which a removed entry breaks the apps that use it. */
const LISTS: readonly (readonly [property: string, consequence: string])[] = [
  ["ExplicitAuthFlows", "Apps that sign in or refresh by this flow are refused."],
  ["CallbackURLs", "Sign-in that comes back to this address is refused."],
  ["LogoutURLs", "Sign-out that comes back to this address is refused."],
  ["AllowedOAuthFlows", "Apps that use this grant are refused."],
  ["AllowedOAuthScopes", "Apps that ask for this scope are refused."],
  ["SupportedIdentityProviders", "Users of this provider can no longer sign in."],
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

/** Whether a client has a secret is fixed at its creation: a change replaces the client. */
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
        "The client is replaced, with a new id and a new secret; apps and sessions of the old one stop working.",
      remedy: "Add a second client and move the apps to it before you remove the first one.",
    },
  ];
}

function listFindings(resource: string, properties: Properties, live: UserPoolClientType): Finding[] {
  return LISTS.flatMap(([property, consequence]) => {
    const from = textsAt(live as Properties, property) ?? [];
    const to = textsAt(properties, property);
    // A reference in the list may be any of the missing entries.
    if (to === undefined || (valueAt(properties, property) as unknown[]).length !== to.length) return [];
    if (from.every((item) => to.includes(item))) return [];
    const remedy = "Put it back, or change the apps first.";
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
      ? "Each refresh invalidates the refresh token; apps that keep the old one are signed out."
      : "A stolen refresh token works until it expires, alongside its owner's.";
  const remedy =
    to === "ENABLED"
      ? "First ship apps that store the new token of every refresh."
      : "Leave the rotation on.";
  return [{ severity: "risky", resource, property, from, to, consequence, remedy }];
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** A shorter lifetime signs users out earlier than announced. */
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
      consequence: "New sessions end earlier; existing ones keep their lifetime.",
      remedy: "Nothing, if the change is intended.",
    },
  ];
}
