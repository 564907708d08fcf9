/**
 * The template that imports existing resources into a new stack. CloudFormation imports only the resources themselves, so
 * properties that refer to other resources are left out; the deployment after the import adds them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html
 */
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { resolveTemplate } from "../../cloudformation/resolve-template.ts";
import { isIntrinsic, isRecord, type Resource, type Template } from "../../cloudformation/template.ts";
import { ScriptError } from "../deployment/script-error.ts";

/** The ids of the existing resources, by logical id. */
export type ExistingIds = Readonly<Record<string, string>>;

export interface Adoption {
  readonly template: Template & { readonly AWSTemplateFormatVersion: string };
  /** For `--resources-to-import`. */
  readonly resourcesToImport: readonly ResourceToImport[];
  /** Properties that are left out until the deployment, such as `CognitoUserPoolMain.LambdaConfig`. */
  readonly leftOut: readonly string[];
}

interface ResourceToImport {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Readonly<Record<string, string>>;
}

/**
 * @param packaged the template that the next deployment would send
 * @throws ScriptError for a resource that the template does not have, or that takes more than one id
 */
export function adoptedTemplate(
  packaged: Template,
  existing: ExistingIds,
  pseudoParameters: Readonly<Record<string, string>>,
): Adoption {
  const { Resources: resolved } = resolveTemplate(packaged, { pseudoParameters });
  const adopted = new Set(Object.keys(existing));
  const leftOut: string[] = [];
  const entries = Object.keys(existing).map((id) => {
    const resource = resolved[id];
    if (resource === undefined) throw new ScriptError(`The template has no resource ${id}.`);
    const kept = Object.entries(resource.Properties ?? {}).filter(([name, value]) => {
      if (!refersOutside(value, adopted)) return true;
      leftOut.push(`${id}.${name}`);
      return false;
    });
    return [
      id,
      {
        Type: resource.Type,
        // Imported resources need a deletion policy, and with this one no data is lost.
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: Object.fromEntries(kept),
      },
    ] as const;
  });
  const Resources: Readonly<Record<string, Resource>> = Object.fromEntries(entries);
  return {
    template: { AWSTemplateFormatVersion: "2010-09-09", Resources },
    resourcesToImport: entries.map(([id, { Type }]) => ({
      ResourceType: Type,
      LogicalResourceId: id,
      ResourceIdentifier: { [identifierOf(Type)]: existing[id] ?? "" },
    })),
    leftOut,
  };
}

/** Whether a value refers to another resource, or to anything else that the small template does not have. */
function refersOutside(value: unknown, adopted: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((item) => refersOutside(item, adopted));
  if (!isRecord(value)) return false;
  if (!isIntrinsic(value)) return Object.values(value).some((member) => refersOutside(member, adopted));
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  if (name === "Ref") return !adopted.has(String(argument)) && !String(argument).startsWith("AWS::");
  if (name === "Fn::GetAtt") {
    const [id] = Array.isArray(argument) ? argument : String(argument).split(".");
    return !adopted.has(String(id));
  }
  // Other functions that remain after resolving have an unknown value.
  return true;
}

/** @throws ScriptError for a type that is identified by more than one property */
function identifierOf(type: string): string {
  const [schema] = loadAwsServiceSpecSync().lookup("resource", "cloudFormationType", "equals", type);
  const [name, ...others] = schema?.primaryIdentifier ?? [];
  if (name === undefined || others.length > 0) {
    throw new ScriptError(`${type} can't be imported by a single id.`);
  }
  return name;
}
