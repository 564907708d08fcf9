/** CloudFormation's identity pools, created through the service's own operations. */
import type { IdentityService } from "../identity-pools/identity-service.ts";
import type { IdentityInput, IdentityOperationName } from "../identity-pools/operation.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { loadServiceModel } from "../protocol/service-model.ts";
import { fitToShape } from "./fit-to-shape.ts";
import { fixedIdentityPool } from "./fixed-ids.ts";
import type { DesiredResource, Properties, ResourceType, Warn } from "./resource-type.ts";

interface StackOf {
  readonly stackName: string;
  readonly region: string;
}

type Call = (name: IdentityOperationName, members: Properties) => Promise<Properties>;

/** Calls an operation with the members that its input has, and warns about the others. */
function caller(
  identities: IdentityService,
  { logicalId }: DesiredResource,
  warn: Warn,
  fixedId?: string,
): Call {
  const model = loadServiceModel("cognito-identity.json");
  return async (name, members) => {
    const { value, unknown } = fitToShape(members, model.operations[name]?.input ?? "", model);
    for (const member of unknown) warn(`${logicalId}.${member} is not modelled by the local cloud`);
    // The operation validates its input; which one it is, is only known at run time.
    const input = value as IdentityInput<IdentityOperationName>;
    return (await identities.call(name, input, fixedId)) as unknown as Properties;
  };
}

async function exists(identities: IdentityService, IdentityPoolId: string): Promise<boolean> {
  try {
    await identities.call("DescribeIdentityPool", { IdentityPoolId });
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "ResourceNotFoundException") return false;
    throw error;
  }
}

function poolType(identities: IdentityService, { stackName, region }: StackOf): ResourceType {
  const membersOf = ({ logicalId, properties }: DesiredResource): Properties => ({
    IdentityPoolName: `${stackName}-${logicalId}`,
    AllowUnauthenticatedIdentities: false,
    ...properties,
  });
  return {
    async create(desired, warn) {
      const fixedId = fixedIdentityPool({ stackName, region }, desired.logicalId);
      const create = caller(identities, desired, warn, fixedId);
      const { IdentityPoolId } = await create("CreateIdentityPool", membersOf(desired));
      return String(IdentityPoolId);
    },
    async update(IdentityPoolId, desired, _former, warn) {
      await caller(
        identities,
        desired,
        warn,
      )("UpdateIdentityPool", { ...membersOf(desired), IdentityPoolId });
      return desired.properties;
    },
    resume: (id) => exists(identities, id),
    remove: async (id) =>
      (await exists(identities, id)) ? "its identities would be gone; --fresh removes it" : null,
    values: async (id, desired) => ({
      ref: id,
      attributes: { Id: id, Name: String(membersOf(desired).IdentityPoolName) },
    }),
  };
}

/** What is set on a pool that is there: setting it again is all there is to an update. */
function settingType(
  identities: IdentityService,
  operation: "SetIdentityPoolRoles" | "SetPrincipalTagAttributeMap",
  idOf: (properties: Properties) => string,
  membersOf: (properties: Properties) => Properties,
): ResourceType {
  const set = async (desired: DesiredResource, warn: Warn): Promise<void> => {
    await caller(identities, desired, warn)(operation, membersOf(desired.properties));
  };
  return {
    async create(desired, warn) {
      await set(desired, warn);
      return idOf(desired.properties);
    },
    async update(_id, desired, _former, warn) {
      await set(desired, warn);
      return desired.properties;
    },
    // Of a pool that was made anew it is another one.
    resume: async (id, { properties }) =>
      id === idOf(properties) && exists(identities, String(properties.IdentityPoolId)),
    remove: async () => null,
    values: async (id) => ({ ref: id, attributes: { Id: id } }),
  };
}

/** CloudFormation names a mapping's provider inside of it, the operation by its key. */
function roleMembers({ RoleMappings = {}, Roles = {}, ...properties }: Properties): Properties {
  const mappings = Object.entries(RoleMappings as Readonly<Record<string, Properties>>).map(
    ([key, { IdentityProvider, ...mapping }]) => [IdentityProvider ?? key, mapping] as const,
  );
  return { ...properties, Roles, RoleMappings: Object.fromEntries(mappings) };
}

export function identityPoolTypes({
  identities,
  ...stack
}: StackOf & { readonly identities: IdentityService }): Readonly<Record<string, ResourceType>> {
  const poolIdOf = ({ IdentityPoolId }: Properties) => String(IdentityPoolId);
  return {
    "AWS::Cognito::IdentityPool": poolType(identities, stack),
    "AWS::Cognito::IdentityPoolRoleAttachment": settingType(
      identities,
      "SetIdentityPoolRoles",
      poolIdOf,
      roleMembers,
    ),
    "AWS::Cognito::IdentityPoolPrincipalTag": settingType(
      identities,
      "SetPrincipalTagAttributeMap",
      (properties) => `${poolIdOf(properties)}|${String(properties.IdentityProviderName)}`,
      (properties) => properties,
    ),
  };
}
