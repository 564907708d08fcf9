import { readFileSync } from "node:fs";
import { isIntrinsic, isRecord, type Template } from "../../cloudformation/template.ts";

/** The part of AWS's service model that describes valid requests. */
interface Shape {
  readonly type: "structure" | "list" | "map" | "string" | "integer" | "boolean" | "blob";
  readonly members?: Record<string, string>;
  readonly member?: string;
  readonly value?: string;
  readonly required?: string[];
  readonly enum?: string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

const readModel = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../local/model/${file}`, import.meta.url), "utf8"));

const published: { readonly inputShapes: Record<string, Shape> } = readModel("cognito-idp.json");

/** What the SDK has and the published model does not have yet. */
const additions: {
  readonly inputShapes: Record<string, Shape>;
  readonly members: Record<string, Record<string, string>>;
} = readModel("cognito-idp-additions.json");

const shapes: Record<string, Shape> = { ...published.inputShapes, ...additions.inputShapes };

/** CloudFormation passes a resource's properties to the operation that creates it. */
const requests: Record<string, string> = {
  "AWS::Cognito::UserPool": "CreateUserPoolRequest",
  "AWS::Cognito::UserPoolClient": "CreateUserPoolClientRequest",
  "AWS::Cognito::UserPoolResourceServer": "CreateResourceServerRequest",
  "AWS::Cognito::UserPoolGroup": "CreateGroupRequest",
  "AWS::Cognito::UserPoolIdentityProvider": "CreateIdentityProviderRequest",
  "AWS::Cognito::UserPoolDomain": "CreateUserPoolDomainRequest",
  "AWS::Cognito::ManagedLoginBranding": "CreateManagedLoginBrandingRequest",
  "AWS::Cognito::Terms": "CreateTermsRequest",
  "AWS::Cognito::UserPoolRiskConfigurationAttachment": "SetRiskConfigurationRequest",
  "AWS::Cognito::UserPoolSessionConfigurationAttachment": "SetUserPoolSessionConfigurationRequest",
};

/** Values that Cognito's service model refuses: enumerations, ranges, lengths and patterns, which CloudFormation's schemas leave out. */
export function cognitoModelFindings(template: Template): string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const request = requests[Type] ?? "";
    const members = { ...shapes[request]?.members, ...additions.members[request] };
    return Object.entries(Properties)
      .filter(([name, value]) => !isOwnDomain(name, value))
      .flatMap(([name, value]) => modelFindings(`${id}.${name}`, value, members[name]));
  });
}

/** The model's pattern allows only prefixes, but CreateUserPoolDomain accepts `auth.example.com`, too. */
const isOwnDomain = (property: string, value: unknown): boolean =>
  property === "Domain" && typeof value === "string" && value.includes(".");

function modelFindings(path: string, value: unknown, shapeName: string | undefined): string[] {
  const shape = shapes[shapeName ?? ""];
  if (!shape || isIntrinsic(value)) return [];
  if (Array.isArray(value)) {
    return [
      ...rangeFindings(path, value.length, shape),
      ...value.flatMap((member, index) => modelFindings(`${path}[${index}]`, member, shape.member)),
    ];
  }
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, member]) =>
      modelFindings(`${path}.${name}`, member, shape.members?.[name] ?? shape.value),
    );
  }
  return scalarFindings(path, value, shape);
}

function scalarFindings(path: string, value: unknown, shape: Shape): string[] {
  if (typeof value === "number") return rangeFindings(path, value, shape);
  if (typeof value !== "string") return [];
  if (shape.enum && !shape.enum.includes(value)) {
    return [`${path}: ${value} is not one of ${shape.enum.join(", ")}`];
  }
  const pattern = shape.pattern && !new RegExp(`^(?:${shape.pattern})$`, "u").test(value);
  return [
    ...rangeFindings(path, value.length, shape),
    ...(pattern ? [`${path}: ${value} does not match ${shape.pattern}`] : []),
  ];
}

/** A number's value, or the length of a string or list: the model limits all three with `min` and `max`. */
function rangeFindings(path: string, size: number, { min = -Infinity, max = Infinity }: Shape): string[] {
  return size >= min && size <= max ? [] : [`${path}: ${size} outside ${min}…${max}`];
}
