import { devNull } from "node:os";
import { functionAccessKey, localCredentials } from "../local-credentials.ts";
import type { ProvisionedStack } from "../template/provision.ts";
import type { ServerlessService } from "./serverless.ts";

/**
 * Gives functions the environment that Lambda would: references resolved, and what an AWS client needs to find the local
 * cloud and nothing else. serverless-offline hands every `AWS_…` variable of its own process on to functions, so the
 * developer's real credentials and profiles are taken out of it.
 *
 * @param processEnvironment changed: `AWS_…` variables are removed
 */
export function prepareEnvironments(
  service: ServerlessService,
  { evaluate }: Pick<ProvisionedStack, "evaluate">,
  cloudPort: number,
  processEnvironment: NodeJS.ProcessEnv,
): void {
  for (const name of Object.keys(processEnvironment))
    if (name.startsWith("AWS_")) delete processEnvironment[name];
  service.provider.environment = {
    ...strings(evaluate(service.provider.environment ?? {}, "provider.environment")),
    ...clientEnvironment(cloudPort),
  };
  for (const [key, definition] of Object.entries(service.functions))
    definition.environment = {
      ...strings(evaluate(definition.environment ?? {}, `functions.${key}.environment`)),
      // Whose role a request has: serverless-offline gives a function's own variables precedence.
      AWS_ACCESS_KEY_ID: functionAccessKey(key),
    };
}

/**
 * Remembers the environments as the service declares them.
 *
 * @returns what gives them back to the service, for the values of other resources to be put into them
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
    // An address, not a name: for one, S3 clients choose path style by themselves.
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
