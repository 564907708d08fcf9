import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FunctionSettings } from "../lambda/execution-environment.ts";
import type { FunctionDefinition, Serverless } from "./serverless.ts";

/** The extensions that esbuild may give a bundle. */
const EXTENSIONS = [".mjs", ".js", ".cjs"];

/** Lambda's own defaults: MiB and seconds. */
const DEFAULTS = { memorySize: 128, timeout: 3 };

interface Code extends Pick<FunctionSettings, "compiled" | "clock" | "onHandled" | "onOutput"> {
  /** The bundle in use of a handler's file, if it was rebuilt since the start. */
  readonly rebuiltFile: (handlerPath: string) => string | null;
}

/** The settings of a function, read for every start of an environment, because a build moves the code. */
export function functionSettings(
  serverless: Serverless,
  definition: FunctionDefinition,
  { rebuiltFile, ...code }: Code,
): FunctionSettings {
  const { provider, custom } = serverless.service;
  const { name, handler = "" } = definition;
  const location = String(custom?.["serverless-offline"]?.location ?? "");
  const folder = resolve(serverless.config.servicePath, location);
  const dot = handler.lastIndexOf(".");
  const path = handler.slice(0, dot);
  const memorySize = definition.memorySize ?? provider.memorySize ?? DEFAULTS.memorySize;
  return {
    name,
    file: rebuiltFile(path) ?? bundleOf(join(folder, path)),
    exportName: handler.slice(dot + 1),
    region: provider.region,
    memorySize,
    timeoutMs: (definition.timeout ?? provider.timeout ?? DEFAULTS.timeout) * 1000,
    environment: {
      ...lambdaEnvironment({ name, handler, region: provider.region, memorySize, folder }),
      ...(provider.environment as Record<string, string>),
      ...(definition.environment as Record<string, string>),
    },
    ...code,
    sourceFolder: serverless.serviceDir,
  };
}

const bundleOf = (path: string): string =>
  EXTENSIONS.map((extension) => path + extension).find((file) => existsSync(file)) ?? path;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function lambdaEnvironment({
  name,
  handler,
  region,
  memorySize,
  folder,
}: {
  readonly name: string;
  readonly handler: string;
  readonly region: string;
  readonly memorySize: number;
  readonly folder: string;
}): Readonly<Record<string, string>> {
  return {
    _HANDLER: handler,
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: folder,
    LANG: "en_US.UTF-8",
  };
}
