import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions, build, type Metafile } from "esbuild";

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, "../..");

/** The parts of serverless.yml, with variables resolved, that decide how functions are bundled. */
interface Service {
  readonly provider: { readonly environment?: Environment };
  readonly functions: Readonly<
    Record<string, { readonly handler: string; readonly environment?: Environment }>
  >;
  readonly custom: { readonly esbuild: EsbuildSettings };
  readonly resources: { readonly Parameters?: Parameters };
}

/** The template's parameters, by name. */
type Parameters = Readonly<Record<string, { readonly Default?: unknown }>>;

/** A value is a string, or an intrinsic function that only a deployment resolves. */
type Environment = Readonly<Record<string, unknown>>;

/** esbuild's own options, and the plugin's. */
interface EsbuildSettings extends BuildOptions {
  readonly outputFileExtension: ".mjs";
  readonly outputWorkFolder?: unknown;
  readonly exclude?: unknown;
  readonly watch?: unknown;
}

export interface PackagedFunction {
  readonly name: string;
  /** The source file, from the repository's root. */
  readonly entry: string;
  /** The bundle. */
  readonly file: string;
  /** Whether it calls AWS, with any client. */
  readonly usesAws: boolean;
  /** The environment that its import needs. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A placeholder for any value of a deployment: a name, an ARN, an address. */
const UNRESOLVED = "https://example.com";

/** A reference to a parameter becomes its default; a choice becomes its first option, as if every optional part were on. */
function textOf(value: unknown, parameters: Parameters): string {
  if (value === null || typeof value !== "object") return String(value);
  if ("Fn::If" in value && Array.isArray(value["Fn::If"])) return textOf(value["Fn::If"][1], parameters);
  if ("Fn::Join" in value && Array.isArray(value["Fn::Join"])) {
    const [separator, parts] = value["Fn::Join"] as [string, unknown];
    // Without a separator it is a URL made of references.
    if (separator === "") return UNRESOLVED;
    const items = [parts].flat().map((part) => itemOf(part, parameters));
    return items.join(separator);
  }
  const parameter = "Ref" in value ? parameters[String(value.Ref)] : undefined;
  return parameter === undefined ? UNRESOLVED : String(parameter.Default ?? "");
}

/** In a list, a name in a string represents itself: `GoogleProvider=google`. */
function itemOf(value: unknown, parameters: Parameters): string {
  const chosen = (value as { readonly "Fn::If"?: readonly unknown[] } | null)?.["Fn::If"]?.[1] ?? value;
  const text = (chosen as { readonly "Fn::Sub"?: unknown } | null)?.["Fn::Sub"];
  return typeof text === "string" ? text.replace(/\$\{([\w.:]+)\}/g, "$1") : textOf(chosen, parameters);
}

const asTexts = (environment: Environment = {}, parameters: Parameters = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, textOf(value, parameters)]));

/** @throws Error with the framework's output if it can't read the service */
async function loadService(stage: string): Promise<Service> {
  const framework = join(repository, "node_modules/serverless/bin/serverless.js");
  const command = [framework, "print", "--stage", stage, "--format", "json"];
  const { stdout } = await run(process.execPath, command, {
    cwd: repository,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

const callsAws = (metafile: Metafile): boolean =>
  Object.keys(metafile.inputs).some(
    (input) =>
      input.endsWith("libs/aws/signed-request.ts") || input.includes("node_modules/@aws-sdk/client-"),
  );

/** Bundles every function of a stage into a folder, as `sls package` does. */
export async function loadPackagedFunctions(stage: string, folder: string): Promise<PackagedFunction[]> {
  const { provider, functions, custom, resources } = await loadService(stage);
  const parameters = resources.Parameters ?? {};
  const { outputFileExtension, outputWorkFolder: _, exclude: __, watch: ___, ...options } = custom.esbuild;
  const packaged: PackagedFunction[] = [];
  for (const [name, { handler, environment }] of Object.entries(functions)) {
    const entry = handler.replace(/\.\w+$/, ".ts");
    const file = join(folder, `${name}${outputFileExtension}`);
    const { metafile } = await build({
      ...options,
      absWorkingDir: repository,
      entryPoints: [entry],
      bundle: true,
      outfile: file,
      metafile: true,
      logLevel: "error",
    });
    packaged.push({
      name,
      entry,
      file,
      usesAws: callsAws(metafile),
      environment: {
        AWS_REGION: "us-east-1",
        ...asTexts(provider.environment, parameters),
        ...asTexts(environment, parameters),
      },
    });
  }
  return packaged;
}
