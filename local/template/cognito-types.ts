/**
 * CloudFormation's Cognito resources, created through Cognito's own operations: a template is refused if the API refuses it.
 */

import type { IssuerType } from "@aws-sdk/client-cognito-identity-provider";
import type { ResourceValues } from "../../cloudformation/evaluator.ts";
import type { CognitoService } from "../cognito/cognito-service.ts";
import { issuerUrl } from "../cognito/oidc/issuer.ts";
import type { FixedIdentity } from "../cognito/operation-context.ts";
import type { CognitoInput, CognitoOperationName } from "../cognito/wire-types.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { loadServiceModel, type ServiceModel } from "../protocol/service-model.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { fitToShape } from "./fit-to-shape.ts";
import { fixedClient, fixedUserPool } from "./fixed-ids.ts";
import { growSchema } from "./grow-schema.ts";
import { FACTOR_PROPERTIES, factorsOf } from "./pool-factors.ts";
import type { DesiredResource, Properties, ResourceType, Warn } from "./resource-type.ts";

interface CognitoContext {
  readonly cognito: CognitoService;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly endpoint: () => string;
}

interface Recipe {
  /** Properties whose member of the API's input has another name. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** CloudFormation's values for "not specified", which the API does not have. */
  readonly defaultValues?: Properties;
  /** CloudFormation's defaults of properties. */
  readonly defaults?: (logicalId: string) => Properties;
  readonly create: CognitoOperationName;
  readonly update: CognitoOperationName;
  readonly describe: CognitoOperationName;
  readonly remove: CognitoOperationName | null;
  /** The id of a new one, if AWS generates it. */
  readonly fixed?: (logicalId: string) => FixedIdentity;
  /** Members of the API's inputs that name an existing one. */
  readonly key: (physicalId: string, properties: Properties) => Properties;
  readonly physicalId: (answer: Answer, properties: Properties) => string;
  readonly values: (physicalId: string, described: Answer) => ResourceValues;
  /** Properties that another operation sets, once the resource is there. */
  readonly separate?: SeparateOperation;
  /** Members that another operation adds to. */
  readonly grows?: Growing;
  /** For a `describe` that also answers for missing resources. */
  readonly isThere?: (described: Answer) => boolean;
  /** What `remove` sets again, where a resource is only a setting. */
  readonly removal?: Properties;
  /** Properties whose change needs a new resource; no other resource may depend on it. */
  readonly replacedWith?: readonly string[];
}

interface Growing {
  readonly member: string;
  readonly add: CognitoOperationName;
  /** The operation's input without the key. */
  readonly input: (added: readonly Properties[]) => Properties;
  readonly grow: typeof growSchema;
}

interface SeparateOperation {
  readonly properties: readonly string[];
  readonly set: CognitoOperationName;
  /** The operation's input without the key, or null if there is nothing to set. */
  readonly input: (properties: Properties) => Properties | null;
  /** The setting that allows any other setting. */
  readonly reset: Properties;
}

/** The answers' members that are read here; validated shapes of the operations above. */
interface Answer {
  readonly UserPool?: {
    readonly Id: string;
    readonly IssuerConfiguration?: { readonly Type?: IssuerType };
  };
  readonly UserPoolReplicas?: readonly { readonly Role?: string }[];
  readonly UserPoolClient?: {
    readonly ClientId: string;
    readonly ClientName: string;
    readonly ClientSecret?: string;
  };
  readonly ManagedLoginBranding?: { readonly ManagedLoginBrandingId?: string };
  readonly Terms?: { readonly TermsId?: string };
  readonly DomainDescription?: {
    readonly Domain?: string;
    readonly CloudFrontDistribution?: string;
    readonly CustomDomainConfig?: { readonly CertificateArn?: string };
  };
}

export function cognitoTypes(context: CognitoContext): Readonly<Record<string, ResourceType>> {
  let model: ServiceModel | undefined;
  const loadModel = () => {
    model ??= loadServiceModel("cognito-idp.json");
    return model;
  };
  const recipes = recipesFor(context);
  return Object.fromEntries(
    Object.entries(recipes).map(([type, recipe]) => [type, resourceType(recipe, context.cognito, loadModel)]),
  );
}

function recipesFor({
  stackName,
  region,
  accountId,
  endpoint,
}: CognitoContext): Readonly<Record<string, Recipe>> {
  return {
    "AWS::Cognito::UserPool": {
      renamed: { UserPoolName: "PoolName" },
      defaults: (logicalId) => ({ PoolName: `${stackName}-${logicalId}` }),
      create: "CreateUserPool",
      update: "UpdateUserPool",
      describe: "DescribeUserPool",
      remove: null, // its users would be deleted, too
      fixed: (logicalId) => fixedUserPool({ stackName, region }, logicalId),
      separate: {
        properties: FACTOR_PROPERTIES,
        set: "SetUserPoolMfaConfig",
        input: factorsOf,
        reset: { MfaConfiguration: "OFF" },
      },
      grows: {
        member: "Schema",
        add: "AddCustomAttributes",
        input: (CustomAttributes) => ({ CustomAttributes }),
        grow: growSchema,
      },
      key: (physicalId) => ({ UserPoolId: physicalId }),
      physicalId: ({ UserPool }) => UserPool?.Id ?? "",
      values: (id, { UserPool }) => {
        const issuer = issuerUrl(endpoint(), id, UserPool?.IssuerConfiguration?.Type);
        return {
          ref: id,
          attributes: {
            Arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`,
            ProviderName: issuer.replace(/^https?:\/\//, ""),
            ProviderURL: issuer,
            UserPoolId: id,
          },
        };
      },
    },
    "AWS::Cognito::UserPoolReplica": {
      renamed: { UserPoolTagsAtCreate: "UserPoolTags" },
      create: "CreateUserPoolReplica",
      update: "UpdateUserPoolReplica",
      describe: "ListUserPoolReplicas",
      remove: "DeleteUserPoolReplica",
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, RegionName: physicalId }),
      physicalId: (_, { RegionName }) => String(RegionName),
      replacedWith: ["UserPoolId", "RegionName", "UserPoolTagsAtCreate"],
      values: (id) => ({ ref: id, attributes: {} }),
      isThere: ({ UserPoolReplicas = [] }) => UserPoolReplicas.some(({ Role }) => Role === "SECONDARY"),
    },
    "AWS::Cognito::UserPoolClient": {
      defaults: (logicalId) => ({ ClientName: `${stackName}-${logicalId}` }),
      create: "CreateUserPoolClient",
      update: "UpdateUserPoolClient",
      describe: "DescribeUserPoolClient",
      remove: "DeleteUserPoolClient",
      fixed: (logicalId) => fixedClient({ stackName, region }, logicalId),
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, ClientId: physicalId }),
      physicalId: ({ UserPoolClient }) => UserPoolClient?.ClientId ?? "",
      values: (id, { UserPoolClient }) => ({
        ref: id,
        attributes: {
          ClientId: id,
          Name: UserPoolClient?.ClientName ?? "",
          ...(UserPoolClient?.ClientSecret === undefined
            ? {}
            : { ClientSecret: UserPoolClient.ClientSecret }),
        },
      }),
    },
    "AWS::Cognito::UserPoolGroup": {
      defaults: (logicalId) => ({ GroupName: `${stackName}-${logicalId}` }),
      create: "CreateGroup",
      update: "UpdateGroup",
      describe: "GetGroup",
      remove: "DeleteGroup",
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, GroupName: physicalId }),
      physicalId: (_, { GroupName }) => String(GroupName),
      values: (id) => ({ ref: id, attributes: {} }),
    },
    "AWS::Cognito::UserPoolResourceServer": {
      create: "CreateResourceServer",
      update: "UpdateResourceServer",
      describe: "DescribeResourceServer",
      remove: "DeleteResourceServer",
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, Identifier: physicalId }),
      physicalId: (_, { Identifier }) => String(Identifier),
      values: (id) => ({ ref: id, attributes: {} }),
    },
    "AWS::Cognito::UserPoolIdentityProvider": {
      create: "CreateIdentityProvider",
      update: "UpdateIdentityProvider",
      describe: "DescribeIdentityProvider",
      remove: "DeleteIdentityProvider",
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, ProviderName: physicalId }),
      physicalId: (_, { ProviderName }) => String(ProviderName),
      values: (id) => ({ ref: id, attributes: {} }),
    },
    "AWS::Cognito::UserPoolDomain": {
      create: "CreateUserPoolDomain",
      update: "UpdateUserPoolDomain",
      describe: "DescribeUserPoolDomain",
      remove: "DeleteUserPoolDomain",
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, Domain: physicalId }),
      physicalId: (_, { Domain }) => String(Domain),
      replacedWith: ["UserPoolId", "Domain"],
      values: (id, { DomainDescription }) => ({
        // A custom domain answers here, whatever its name: every pool's domain is the cloud's port.
        ref: DomainDescription?.CustomDomainConfig?.CertificateArn === undefined ? id : hostOf(endpoint()),
        attributes: { CloudFrontDistribution: DomainDescription?.CloudFrontDistribution ?? "" },
      }),
      isThere: ({ DomainDescription }) => DomainDescription?.Domain !== undefined,
    },
    "AWS::Cognito::ManagedLoginBranding": {
      create: "CreateManagedLoginBranding",
      update: "UpdateManagedLoginBranding",
      describe: "DescribeManagedLoginBranding",
      remove: "DeleteManagedLoginBranding",
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, ManagedLoginBrandingId: physicalId }),
      physicalId: ({ ManagedLoginBranding }) => ManagedLoginBranding?.ManagedLoginBrandingId ?? "",
      values: (id) => ({ ref: id, attributes: { ManagedLoginBrandingId: id } }),
    },
    "AWS::Cognito::Terms": {
      create: "CreateTerms",
      update: "UpdateTerms",
      describe: "DescribeTerms",
      remove: "DeleteTerms",
      key: (physicalId, { UserPoolId }) => ({ UserPoolId, TermsId: physicalId }),
      physicalId: ({ Terms }) => Terms?.TermsId ?? "",
      replacedWith: ["UserPoolId", "ClientId"],
      values: (id) => ({ ref: id, attributes: { TermsId: id } }),
    },
    "AWS::Cognito::UserPoolRiskConfigurationAttachment": {
      create: "SetRiskConfiguration",
      update: "SetRiskConfiguration",
      describe: "DescribeRiskConfiguration",
      remove: "SetRiskConfiguration", // nothing named, nothing set
      defaultValues: { ClientId: "ALL" },
      key: (_, { UserPoolId, ClientId }) => ({
        UserPoolId,
        ...withoutUndefined({ ClientId }),
      }),
      physicalId: (_, { UserPoolId, ClientId = "ALL" }) => `${UserPoolId}|${ClientId}`,
      values: (id) => ({ ref: id, attributes: {} }),
    },
    "AWS::Cognito::UserPoolSessionConfigurationAttachment": {
      create: "SetUserPoolSessionConfiguration",
      update: "SetUserPoolSessionConfiguration",
      describe: "GetUserPoolSessionConfiguration",
      remove: "SetUserPoolSessionConfiguration",
      removal: { UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 20 } },
      key: (_, { UserPoolId }) => ({ UserPoolId }),
      physicalId: (_, { UserPoolId }) => String(UserPoolId),
      values: (id) => ({ ref: id, attributes: {} }),
    },
    "AWS::Cognito::UserPoolClientSessionConfigurationAttachment": {
      create: "SetUserPoolClientSessionConfiguration",
      update: "SetUserPoolClientSessionConfiguration",
      describe: "GetUserPoolClientSessionConfiguration",
      remove: "SetUserPoolClientSessionConfiguration",
      removal: { SSOSession: { MaxValidityMinutes: 60 } },
      key: (_, { UserPoolId, ClientId }) => ({ UserPoolId, ClientId }),
      physicalId: (_, { UserPoolId, ClientId }) => `${UserPoolId}|${ClientId}`,
      values: (id) => ({ ref: id, attributes: {} }),
    },
  };
}

/** Host and port. */
const hostOf = (url: string): string => new URL(url).host;

function resourceType(recipe: Recipe, cognito: CognitoService, model: () => ServiceModel): ResourceType {
  const call = async (name: CognitoOperationName, input: unknown, fixed?: FixedIdentity): Promise<Answer> =>
    // The operation validates its input; which one it is, is only known at run time.
    (await cognito.call(name, input as CognitoInput<CognitoOperationName>, fixed)) as Answer;

  const membersOf = ({ logicalId, properties }: DesiredResource): Properties => ({
    ...recipe.defaults?.(logicalId),
    ...Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => !recipe.separate?.properties.includes(name))
        .filter(([name, value]) => value !== recipe.defaultValues?.[name])
        .map(([name, value]) => [recipe.renamed?.[name] ?? name, value]),
    ),
  });

  const setSeparately = async (physicalId: string, members: Properties | null | undefined): Promise<void> => {
    if (recipe.separate === undefined || members === null || members === undefined) return;
    const { input } = inputOf(recipe.separate.set, { ...members, ...recipe.key(physicalId, members) });
    await call(recipe.separate.set, input);
  };

  /** Adds new items to a member that can't be changed otherwise. */
  const grow = async (key: Properties, wanted: Properties, before: Properties) => {
    if (recipe.grows === undefined) return null;
    const { member, add, input } = recipe.grows;
    const growth = recipe.grows.grow(before[member], wanted[member]);
    if (growth.added.length > 0) await call(add, { ...key, ...input(growth.added) });
    return { ...growth, member };
  };

  /** The input of an operation, and the members that it does not have. */
  const inputOf = (operation: CognitoOperationName, members: Properties) => {
    const { value, unknown } = fitToShape(members, model().operations[operation]?.input ?? "", model());
    return { input: value as Properties, unknown };
  };

  const warnOfUnknown = (desired: DesiredResource, warn: Warn): Properties => {
    const { input, unknown } = inputOf(recipe.create, membersOf(desired));
    for (const member of unknown) warn(`${desired.logicalId}.${member} is not modelled by the local cloud`);
    return input;
  };

  const exists = async (physicalId: string, members: Properties): Promise<boolean> => {
    try {
      const described = await call(recipe.describe, recipe.key(physicalId, members));
      return recipe.isThere?.(described) ?? true;
    } catch (error) {
      if (error instanceof ServiceError && ABSENT.has(error.code)) return false;
      throw error;
    }
  };

  return {
    create: async (desired, warn) => {
      const input = warnOfUnknown(desired, warn);
      const fixed = recipe.fixed?.(desired.logicalId);
      const physicalId = recipe.physicalId(await call(recipe.create, input, fixed), input);
      await setSeparately(physicalId, recipe.separate?.input(desired.properties));
      return physicalId;
    },
    update: async (physicalId, desired, former, warn) => {
      const wanted = warnOfUnknown(desired, warn);
      const key = recipe.key(physicalId, wanted);
      const { input } = inputOf(recipe.update, { ...wanted, ...key });
      const before = inputOf(recipe.create, membersOf({ ...desired, properties: former })).input;
      const growth = await grow(key, wanted, before);
      const updatable = model().inputShapes[model().operations[recipe.update]?.input ?? ""]?.members ?? {};
      const fixed = Object.keys({ ...wanted, ...before }).filter((member) =>
        growth?.member === member
          ? growth.isRefused
          : (member in key || !(member in updatable)) && isDifferent(wanted[member], before[member]),
      );
      for (const member of fixed) {
        warn(
          `${desired.logicalId}.${member} can't be changed on an existing one: start with --fresh to apply it`,
        );
      }
      await setSeparately(physicalId, recipe.separate?.reset);
      await call(recipe.update, input);
      await setSeparately(physicalId, recipe.separate?.input(desired.properties));
      const isFixed = ([name]: readonly [string, unknown]) => fixed.includes(name);
      return Object.fromEntries([
        ...Object.entries(desired.properties).filter((property) => !isFixed(property)),
        ...Object.entries(former).filter(isFixed),
        ...(growth?.isRefused ? [[growth.member, growth.schema] as const] : []),
      ]);
    },
    mustReplace: ({ properties }, former) =>
      recipe.replacedWith?.some((name) => isDifferent(properties[name], former[name])) ?? false,
    resume: (physicalId, desired, warn) => exists(physicalId, warnOfUnknown(desired, warn)),
    remove: async (physicalId, former) => {
      const members = membersOf({ logicalId: "", properties: former });
      if (!(await exists(physicalId, members))) return null;
      if (recipe.remove === null) return "its users would be gone; --fresh removes it";
      await call(recipe.remove, { ...recipe.key(physicalId, members), ...recipe.removal });
      return null;
    },
    values: async (physicalId, desired) =>
      recipe.values(physicalId, await call(recipe.describe, recipe.key(physicalId, membersOf(desired)))),
  };
}

/** The errors of `describe` if a resource, or its parent, is gone. */
const ABSENT: ReadonlySet<string> = new Set([
  "ResourceNotFoundException",
  "UserPoolAddOnNotEnabledException",
]);

const isDifferent = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) !== JSON.stringify(right);
