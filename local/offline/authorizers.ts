import { TemplateError } from "../../cloudformation/template.ts";
import type { AuthorizerSettings } from "../gateway/jwt-authorizer.ts";
import type { ProvisionedStack } from "../template/provision.ts";
import type { FunctionDefinition, ServerlessService } from "./serverless.ts";

const HEADER_SOURCE = /^\$request\.header\.([\w-]+)$/i;

/**
 * The JWT authorizers of the service, their issuer and audience resolved.
 *
 * @throws TemplateError for an authorizer that the local gateway can't check
 */
export function authorizersOf(
  { provider }: ServerlessService,
  { evaluate }: ProvisionedStack,
): Readonly<Record<string, AuthorizerSettings>> {
  const settings: Record<string, AuthorizerSettings> = {};
  for (const [name, definition] of Object.entries(provider.httpApi?.authorizers ?? {})) {
    const path = `provider.httpApi.authorizers.${name}`;
    const [, header] = HEADER_SOURCE.exec(String([definition.identitySource].flat()[0])) ?? [];
    if ((definition.type ?? "jwt") !== "jwt") {
      throw new TemplateError(path, "the local gateway knows JWT authorizers only");
    }
    if (header === undefined) {
      throw new TemplateError(`${path}.identitySource`, "the local gateway takes tokens from a header only");
    }
    settings[name] = {
      header: header.toLowerCase(),
      issuer: String(evaluate(definition.issuerUrl, `${path}.issuerUrl`)),
      audience: [evaluate(definition.audience, `${path}.audience`)].flat().map(String),
    };
  }
  return settings;
}

/** The methods of the HTTP API's routes. */
export function routeMethods(functions: Readonly<Record<string, FunctionDefinition>>): string[] {
  return Object.values(functions)
    .flatMap(({ events = [] }) => events)
    .flatMap(({ httpApi }) => {
      if (httpApi === undefined) return [];
      const method = typeof httpApi === "string" ? httpApi.split(" ")[0] : httpApi.method;
      return [(method ?? "").toUpperCase()];
    });
}
