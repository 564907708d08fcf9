/**
 * A plugin for every command of the framework. It stops where a parameter has a name that nothing reads, which the framework itself
 * ignores silently: a typing error in `--param` or in config/params.yml would otherwise deploy the default. And it stops the one
 * command that would end half-way.
 */
import { givenNames, readParameterNames, unknownNames } from "./parameter-names.ts";

interface Serverless {
  readonly serviceDir: string;
  readonly configurationInput: {
    readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  };
  readonly processedInput: {
    readonly commands: readonly string[];
    readonly options: { readonly param?: readonly string[]; readonly help?: boolean };
  };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}

/** The framework replaces the code, and then looks for a role by its logical id, which is not its name. */
const NO_FUNCTION_DEPLOYMENT =
  "`sls deploy function` would replace the code and then fail at the function's role. " +
  'Replace the code alone with the AWS CLI: docs/operations.md, "One function alone".';

class CheckCommandPlugin {
  constructor({ serviceDir, configurationInput, processedInput, classes }: Serverless) {
    const { commands, options } = processedInput;
    if (commands.join(" ") === "deploy function") {
      throw new classes.Error(NO_FUNCTION_DEPLOYMENT, "NO_FUNCTION_DEPLOYMENT");
    }
    if (options.help === true) return; // nothing of the configuration is resolved then
    const given = givenNames({ options: options.param ?? [], stages: configurationInput.params ?? {} });
    const unknown = unknownNames(given, readParameterNames(serviceDir));
    if (unknown.length > 0) throw new classes.Error(unknown.join("\n"), "UNKNOWN_PARAMETER");
  }
}

export { CheckCommandPlugin as "module.exports" };
