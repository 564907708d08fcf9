/** CloudFormation's SES identities and configuration sets, created through SES's own operations. */

import type { ResourceValues } from "../../cloudformation/evaluator.ts";
import { ServiceError } from "../protocol/service-error.ts";
import type { SesService } from "../ses/create-ses-service.ts";
import { dkimTokens } from "../ses/identity-operations.ts";
import type { DesiredResource, ResourceType, Warn } from "./resource-type.ts";

interface Kind {
  /** The property that names it, and can't be changed. */
  readonly nameProperty: string;
  readonly nameOf: (desired: DesiredResource) => string;
  /** Nothing to do: no mail leaves the machine, so mails are not signed or counted, and do not bounce. */
  readonly withoutMeaning: ReadonlySet<string>;
  readonly create: (name: string) => Promise<unknown>;
  readonly get: (name: string) => Promise<unknown>;
  readonly remove: (name: string) => Promise<unknown>;
  readonly attributes: (name: string) => ResourceValues["attributes"];
}

export function messagingTypes({
  ses,
  stackName,
}: {
  readonly ses: SesService;
  readonly stackName: string;
}): Readonly<Record<string, ResourceType>> {
  return {
    "AWS::SES::EmailIdentity": typeOf({
      nameProperty: "EmailIdentity",
      nameOf: ({ properties }) => String(properties.EmailIdentity ?? ""),
      withoutMeaning: new Set([
        "ConfigurationSetAttributes",
        "DkimAttributes",
        "DkimSigningAttributes",
        "FeedbackAttributes",
        "MailFromAttributes",
        "Tags",
      ]),
      create: (EmailIdentity) => ses.call("CreateEmailIdentity", { EmailIdentity }),
      get: (EmailIdentity) => ses.call("GetEmailIdentity", { EmailIdentity }),
      remove: (EmailIdentity) => ses.call("DeleteEmailIdentity", { EmailIdentity }),
      attributes: dkimRecords,
    }),
    "AWS::SES::ConfigurationSet": typeOf({
      nameProperty: "Name",
      nameOf: ({ logicalId, properties }) =>
        String(properties.Name ?? `${stackName}-${logicalId}`).slice(0, 64),
      withoutMeaning: new Set([
        "DeliveryOptions",
        "ReputationOptions",
        "SendingOptions",
        "SuppressionOptions",
        "Tags",
        "TrackingOptions",
        "VdmOptions",
      ]),
      create: (ConfigurationSetName) => ses.call("CreateConfigurationSet", { ConfigurationSetName }),
      get: (ConfigurationSetName) => ses.call("GetConfigurationSet", { ConfigurationSetName }),
      remove: (ConfigurationSetName) => ses.call("DeleteConfigurationSet", { ConfigurationSetName }),
      attributes: () => ({}),
    }),
  };
}

function typeOf(kind: Kind): ResourceType {
  const warnOfUnknown = ({ logicalId, properties }: DesiredResource, warn: Warn): void => {
    for (const member of Object.keys(properties)) {
      if (member !== kind.nameProperty && !kind.withoutMeaning.has(member)) {
        warn(`${logicalId}.${member} is not modelled by the local cloud`);
      }
    }
  };
  return {
    create: async (desired, warn) => {
      warnOfUnknown(desired, warn);
      const name = kind.nameOf(desired);
      // The stack of another region may have made it: there is one SES for all of them.
      if (!(await exists(() => kind.get(name)))) await kind.create(name);
      return name;
    },
    // All that is kept is the name, and one with another name is another one: see resume.
    update: async (_physicalId, desired) => desired.properties,
    resume: async (physicalId, desired, warn) => {
      warnOfUnknown(desired, warn);
      return kind.nameOf(desired) === physicalId && exists(() => kind.get(physicalId));
    },
    remove: async (physicalId) => {
      if (await exists(() => kind.get(physicalId))) await kind.remove(physicalId);
      return null;
    },
    values: async (physicalId) => ({ ref: physicalId, attributes: kind.attributes(physicalId) }),
  };
}

async function exists(get: () => Promise<unknown>): Promise<boolean> {
  try {
    await get();
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NotFoundException") return false;
    throw error;
  }
}

/** A domain's three records; an address has none. */
function dkimRecords(identity: string): Record<string, string> {
  const tokens = identity.includes("@") ? [] : dkimTokens(identity);
  return Object.fromEntries(
    tokens.flatMap((token, index) => [
      [`DkimDNSTokenName${index + 1}`, `${token}._domainkey.${identity}`],
      [`DkimDNSTokenValue${index + 1}`, `${token}.dkim.amazonses.com`],
    ]),
  );
}
