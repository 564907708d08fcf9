/**
 * Passkeys are bound to one domain, the relying party, by the authenticators that hold them: under another one none of them signs
 * in, and no update moves them (https://www.w3.org/TR/webauthn-3/#relying-party-identifier).
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
      consequence: "Every passkey is bound to the old domain and signs nobody in any more.",
      remedy:
        "Leave the domain as it is. If it has to change, see to it that every user has another way to sign in, and have them add new passkeys.",
    },
  ];
}

/** What the template does not name is the login domain, one of one's own before the prefix (AWS::Cognito::UserPoolDomain). */
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

/** A value that CloudFormation alone knows can't be compared. */
const isUnknown = (resources: Resources, poolId: string): boolean =>
  isIntrinsic(resources.get(poolId)?.Properties?.[PROPERTY]);
