/**
 * Authenticators bind a passkey to one domain, the relying party: it does not work with another domain, and no update can move it
 * (https://www.w3.org/TR/webauthn-3/#relying-party-identifier).
 */

import { textsAt, valueAt } from "../../cloudformation/property-values.ts";
import { isIntrinsic, isRecord, type Properties, type Resource } from "../../cloudformation/template.ts";
import type { LivePool } from "./deployed-state.ts";
import type { Finding } from "./finding.ts";

type Resources = ReadonlyMap<string, Resource>;

interface Sides {
  readonly poolId: string;
  readonly before: Resources | null;
  readonly after: Resources;
  readonly live: LivePool | undefined;
}

const PROPERTY = "WebAuthnRelyingPartyID";

export function passkeyFindings({ poolId, before, after, live }: Sides): Finding[] {
  const former = before === null ? undefined : relyingParty(poolId, before);
  const from = live?.relyingPartyId ?? former;
  const to = relyingParty(poolId, after);
  const hadPasskeys =
    live === undefined ? hasPasskeys(before?.get(poolId)?.Properties) : hasPasskeys(live.pool);
  if (from === undefined || !hadPasskeys || from === to || isUnknown(after, poolId)) return [];
  return [
    {
      severity: "destructive",
      resource: poolId,
      property: PROPERTY,
      from,
      to,
      consequence: "Every passkey is bound to the old domain and no longer works.",
      remedy:
        "Keep the domain. If it has to change, make sure that every user has another way to sign in, and have them add new passkeys.",
    },
  ];
}

/**
 * If the template does not name a relying party, it is the login domain; a custom domain comes before the prefix
 * (AWS::Cognito::UserPoolDomain).
 */
function relyingParty(poolId: string, resources: Resources): string | undefined {
  const properties = resources.get(poolId)?.Properties;
  if (!hasPasskeys(properties)) return undefined;
  const named = valueAt(properties, PROPERTY);
  if (named !== undefined) return String(named);
  const domains = [...resources.values()]
    .filter(({ Type, Properties }) => Type === "AWS::Cognito::UserPoolDomain" && isOf(poolId, Properties))
    .toSorted((left, right) => Number(isOwnDomain(right.Properties)) - Number(isOwnDomain(left.Properties)));
  const domain = valueAt(domains[0]?.Properties, "Domain");
  return domain === undefined ? undefined : String(domain);
}

const hasPasskeys = (pool: object | undefined): boolean =>
  (textsAt(pool as Properties, "Policies.SignInPolicy.AllowedFirstAuthFactors") ?? []).includes("WEB_AUTHN");

const isOf = (poolId: string, properties: Properties | undefined): boolean =>
  isRecord(properties?.UserPoolId) && properties.UserPoolId.Ref === poolId;

const isOwnDomain = (properties: Properties | undefined): boolean =>
  properties?.CustomDomainConfig !== undefined;

/** A value that only CloudFormation knows can't be compared. */
const isUnknown = (resources: Resources, poolId: string): boolean =>
  isIntrinsic(resources.get(poolId)?.Properties?.[PROPERTY]);
