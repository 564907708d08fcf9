/**
 * A plugin for every command of the framework: it stops where a parameter has a name that nothing reads, which the framework itself
 * ignores without a word. A typing error in `--param` or in config/params.yml would otherwise deploy the default.
 */
import { givenNames, readParameterNames, unknownNames } from "./parameter-names.ts";

interface Serverless {
  readonly serviceDir: string;
  readonly configurationInput: {
    readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  };
  readonly processedInput: { readonly options: { readonly param?: readonly string[] } };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}

class CheckParametersPlugin {
  constructor({ serviceDir, configurationInput, processedInput, classes }: Serverless) {
    const given = givenNames({
      options: processedInput.options.param ?? [],
      stages: configurationInput.params ?? {},
    });
    const unknown = unknownNames(given, readParameterNames(serviceDir));
    if (unknown.length > 0) throw new classes.Error(unknown.join("\n"), "UNKNOWN_PARAMETER");
  }
}

export { CheckParametersPlugin as "module.exports" };
