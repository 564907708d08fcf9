/**
 * The local cloud as a plugin of serverless-offline. Only for `sls offline`, it starts the cloud, creates the template's
 * resources, and passes their values to the functions and the gateway. The code is in `offline/`.
 */
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import type { LocalStack, StartMode } from "./offline/local-stack.ts";
import type { Serverless } from "./offline/serverless.ts";

interface Options {
  readonly fresh?: boolean;
  readonly json?: boolean;
  /** The framework's own option. */
  readonly verbose?: boolean;
}

/** The same folder as in `start.ts`. */
const COMPILED = fileURLToPath(new URL("../node_modules/.cache/local/compiled", import.meta.url));

const options = {
  fresh: { type: "boolean", usage: "Empty the local cloud's state folder first." },
  json: { type: "boolean", usage: "Print what functions log as it is, also at a terminal." },
};

class LocalCloudPlugin {
  readonly commands = { offline: { options, commands: { start: { options } } } };
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  readonly #serverless: Serverless;
  readonly #mode: StartMode;
  #stack: Promise<LocalStack> | undefined;

  constructor(serverless: Serverless, given: Options) {
    this.#serverless = serverless;
    this.#mode = {
      isFresh: given.fresh === true,
      isJson: given.json === true,
      isVerbose: given.verbose === true,
    };
    const start = async () => (await this.#prepared()).start();
    this.hooks = this.#isOffline()
      ? {
          initialize: async () => (await this.#prepared()).initialize(),
          // `sls offline` and `sls offline start`
          "before:offline:start": start,
          "before:offline:start:init": start,
          error: async () => (await this.#prepared()).fail(),
        }
      : {};
  }

  /** The framework calls this when all plugins are loaded, and waits for it. */
  async asyncInit(): Promise<void> {
    if (this.#isOffline()) await this.#prepared();
  }

  #isOffline(): boolean {
    return this.#serverless.processedInput.commands[0] === "offline";
  }

  #prepared(): Promise<LocalStack> {
    this.#stack ??= this.#prepare();
    return this.#stack;
  }

  async #prepare(): Promise<LocalStack> {
    enableCompileCache(COMPILED); // the next start reads what this one compiles
    const { prepareLocalStack } = await import("./offline/local-stack.ts");
    return prepareLocalStack(this.#serverless, this.#mode);
  }
}

export { LocalCloudPlugin as "module.exports" };
