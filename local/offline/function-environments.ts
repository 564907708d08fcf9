import { devNull } from "node:os";
import { functionAccessKey, localCredentials } from "../local-credentials.ts";
import type { ProvisionedStack } from "../template/provision.ts";
import type { ServerlessService } from "./serverless.ts";

/**
 * Gives functions the same environment as Lambda: resolved references, and the variables with which AWS clients find only the
 * local cloud. serverless-offline passes every `AWS_…` variable of its process to functions, so the developer's real
 * credentials and profiles are removed from it.
 *
 * @param processEnvironment changed: `AWS_…` variables are removed
 */
export function prepareEnvironments(
  service: ServerlessService,
  { evaluate }: Pick<ProvisionedStack, "evaluate">,
  cloudPort: number,
  processEnvironment: NodeJS.ProcessEnv,
): void {
  for (const name of Object.keys(processEnvironment)) {
    if (name.startsWith("AWS_")) delete processEnvironment[name];
  }
  service.provider.environment = {
    ...strings(evaluate(service.provider.environment ?? {}, "provider.environment")),
    ...clientEnvironment(cloudPort),
  };
  for (const [key, definition] of Object.entries(service.functions)) {
    definition.environment = {
      ...strings(evaluate(definition.environment ?? {}, `functions.${key}.environment`)),
      // Identifies the role of a request: a function's own variables have precedence in serverless-offline.
      AWS_ACCESS_KEY_ID: functionAccessKey(key),
    };
  }
}

/**
 * Remembers the environments of the service's configuration.
 *
 * @returns a function that restores them, so that the values of other resources can be inserted
 */
export function keepEnvironments({ provider, functions }: ServerlessService): () => void {
  const owners = [provider, ...Object.values(functions)];
  const declared = owners.map(({ environment }) => environment);
  return () => {
    for (const [index, owner] of owners.entries()) {
      const environment = declared[index];
      if (environment === undefined) delete owner.environment;
      else owner.environment = environment;
    }
  };
}

function clientEnvironment(cloudPort: number): Record<string, string> {
  return {
    // An address, not a name: with an address, S3 clients use path style automatically.
    AWS_ENDPOINT_URL: `http://127.0.0.1:${cloudPort}`,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

function strings(values: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values as Readonly<Record<string, unknown>>).map(([name, value]) => [name, String(value)]),
  );
}
