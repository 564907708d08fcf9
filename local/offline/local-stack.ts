import { join } from "node:path";
import { type AdjustableClock, createSystemClock } from "../clock.ts";
import { type Cloud, type CloudOptions, startCloud } from "../cloud.ts";
import { poolIdOfIssuer } from "../cognito/oidc/issuer.ts";
import type { RunningConsole } from "../console/serve-console.ts";
import type { DemoUser } from "../demo-users/demo-users.ts";
import { corsSettings } from "../gateway/cors.ts";
import { configureGateway, type GatewaySettings } from "../gateway/gateway-settings.ts";
import type { AuthorizerSettings } from "../gateway/jwt-authorizer.ts";
import { functionSessions } from "../iam/function-roles.ts";
import { createLambdaInvoker } from "../lambda/create-lambda-invoker.ts";
import type { LocalFunctions } from "../lambda/local-functions.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { Recorder } from "../recorder/recorder.ts";
import { readyLines } from "../start-page/ready-lines.ts";
import {
  type RunningStack as PresentedStack,
  runningStack,
  type StackAddresses,
} from "../start-page/stack-description.ts";
import { takeLocalSecrets } from "../template/local-secrets.ts";
import type { ProvisionedStack } from "../template/provision.ts";
import { serviceTemplate } from "../template/service-template.ts";
import { authorizersOf, routeMethods } from "./authorizers.ts";
import { checkPorts } from "./check-ports.ts";
import { checkStateDirectory, emptyStateDirectory } from "./check-state-directory.ts";
import { keepEnvironments, prepareEnvironments } from "./function-environments.ts";
import { checkFirstBuild, printBundles } from "./print-bundles.ts";
import { printRefusedOrigins } from "./print-refused-origins.ts";
import { printRequests } from "./print-requests.ts";
import { orEnd, refusalOf, tellFault } from "./refusals.ts";
import { createReload } from "./reload-state.ts";
import { validateOnce } from "./remembered-validation.ts";
import { replaceLambda } from "./replace-lambda.ts";
import type { Serverless } from "./serverless.ts";
import { serviceFunctions } from "./service-functions.ts";
import { type Bundles, beginBundles, workFolderOption } from "./shared-bundles.ts";
import { shedMemory, withoutBaselineCode } from "./shed-memory.ts";
import { readDemoUsers, readStartSettings, type StartSettings } from "./start-settings.ts";
import { hush, outliveReaders, say, warn } from "./terminal.ts";
import { leaveYoungHeapToThreads } from "./thrifty-allocator.ts";

/** One run of `sls offline`: the cloud, the API and the functions. */
export interface LocalStack {
  /** Before anything reads the service's options. */
  initialize(): void;
  /** Before serverless-offline starts. */
  start(): Promise<void>;
  /** After any error: closes everything and lets the process end when the error has been printed. */
  fail(): Promise<void>;
}

/** Later, so that it does not delay the first requests after the ready line. */
const SHED_AFTER_MS = 5000;

/** Cookies do not depend on ports: only the stack at the usual port gives the pages' cookies AWS's names. */
const cookieSuffixOf = (port: number): string => (port === 4566 ? "" : `-${port}`);

export interface StartMode {
  /** Whether to remove the state of earlier starts. */
  readonly isFresh: boolean;
  /** Whether functions print the same as on AWS, also at a terminal. */
  readonly isJson: boolean;
  /** Whether a terminal shows everything that functions log. */
  readonly isVerbose: boolean;
}

/** Checks whether a start is possible and begins the slow parts. Otherwise ends the process. */
export async function prepareLocalStack(serverless: Serverless, mode: StartMode): Promise<LocalStack> {
  outliveReaders();
  const settings = await orEnd(async () => {
    const read = readStartSettings(serverless.service, process.env, serverless.serviceDir);
    await checkPorts([read.api, read.lambda, read.cloud], read.listenOn);
    checkStateDirectory(read.stateDirectory, mode);
    return read;
  });
  return new RunningStack(serverless, settings, mode);
}

class RunningStack implements LocalStack {
  readonly #serverless: Serverless;
  readonly #settings: StartSettings;
  readonly #mode: StartMode;
  readonly #workFolder: string;
  #cloud: Cloud | undefined;
  #bundles: Bundles | null = null;
  #running: PresentedStack | undefined;
  #people: readonly DemoUser[] = [];
  #recorder: Recorder | null = null;
  #functions: LocalFunctions | undefined;
  #console: RunningConsole | null = null;
  /** Creates them while the HTTP API starts. Never fails. */
  #demoUsers: Promise<void> = Promise.resolve();
  #speakAgain: () => void = () => {};
  #isReady = false;
  #isEnding = false;

  constructor(serverless: Serverless, settings: StartSettings, mode: StartMode) {
    this.#serverless = serverless;
    this.#settings = settings;
    this.#mode = mode;
    this.#workFolder = join(settings.stateDirectory, "build");
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void this.#end());
    this.#beginBundlesBeforeValidation();
  }

  initialize(): void {
    const { esbuild, "serverless-offline": offline } = this.#serverless.service.custom ?? {};
    const { listenOn } = this.#settings;
    if (offline !== undefined && listenOn !== null) offline.host = listenOn;
    // Bundles are in the state folder, so that two stacks on one checkout do not overwrite each other's.
    if (esbuild !== undefined) {
      esbuild.outputWorkFolder = workFolderOption(this.#serverless.serviceDir, this.#workFolder);
    }
  }

  async start(): Promise<void> {
    await orEnd(() => this.#start());
  }

  async fail(): Promise<void> {
    this.#speakAgain();
    await this.#close();
    setImmediate(() => process.exit(process.exitCode ?? 1));
  }

  /**
   * esbuild uses another core while the framework checks the configuration. Every variable is resolved by then, and no earlier
   * hook comes after that.
   */
  #beginBundlesBeforeValidation(): void {
    const handler = this.#serverless.configSchemaHandler;
    const validate = handler.validateConfig.bind(handler);
    handler.validateConfig = async (configuration) => {
      this.#bundles = beginBundles(this.#serverless, this.#workFolder);
      await validateOnce({
        configuration,
        schema: handler.schema,
        validate: () => withoutBaselineCode(() => validate(configuration)),
      });
    };
  }

  async #start(): Promise<void> {
    const { service } = this.#serverless;
    this.#people = readDemoUsers(service);
    if (this.#mode.isFresh) emptyStateDirectory(this.#settings.stateDirectory);
    const clock = createSystemClock();
    const cors = corsSettings(service.provider.httpApi?.cors, routeMethods(service.functions));
    const onRefusedOrigin = printRefusedOrigins(cors?.allowedOrigins ?? []);
    this.#recorder = this.#settings.isRecorderOn ? new Recorder({ clock }) : null;
    const giveBack = keepEnvironments(service);
    const authorizers: Record<string, AuthorizerSettings> = {};
    const secrets = takeLocalSecrets(process.env);
    const open = async () => {
      giveBack();
      const stack = await this.#openCloud({ clock, secrets, reload, onRefusedOrigin });
      // In place: routes keep references to the first ones.
      for (const [name, settings] of Object.entries(authorizersOf(service, stack))) {
        authorizers[name] = Object.assign(authorizers[name] ?? {}, settings);
      }
      return stack;
    };
    const reload = createReload({
      stop: () => this.#closeCloud(),
      start: async () => {
        await open();
        this.#functions?.renew();
        if (this.#cloud !== undefined) await this.#makeDemoUsers(this.#cloud);
      },
      tell: say,
      giveUp: (error) => {
        warn(`the stack can't go on: ${refusalOf(error) ?? String(error)}`);
        process.exit(1);
      },
    });
    const stack = await open();
    for (const warning of stack.warnings) warn(warning);
    if (this.#bundles !== null) checkFirstBuild(await this.#bundles.first);
    await this.#prepareGateway(authorizers, {
      clock,
      cors,
      onRefusedOrigin: (origin) => onRefusedOrigin("api", origin),
    });
  }

  /** Starts the cloud with the existing state, and inserts the values of the template's resources into the service. */
  async #openCloud(
    options: Pick<CloudOptions, "clock" | "secrets" | "reload" | "onRefusedOrigin">,
  ): Promise<ProvisionedStack> {
    const { api, lambda, cloud: cloudPort, stateDirectory, listenOn, allowedHosts } = this.#settings;
    const { service } = this.#serverless;
    const { naming } = this.#serverless.getProvider("aws");
    const cloud = await startCloud({
      port: cloudPort.number,
      ...(listenOn !== null && { host: listenOn }),
      allowedHosts,
      stateDirectory,
      ...options,
      lambdas: createLambdaInvoker({ endpoint: () => `http://127.0.0.1:${lambda.number}` }),
      region: service.provider.region,
      cookieSuffix: cookieSuffixOf(cloudPort.number),
      ...(this.#recorder !== null && { recorder: this.#recorder }),
      onFault: (error) => tellFault("a fault of the local cloud", error),
      onRefused: (message) => warn(message),
      onMigrated: (copy) =>
        warn(`the state was of an older version and is of this one now; as it was: ${copy}`),
      onOddResponse: (problem) => warn(`${problem}; Cognito answers InvalidLambdaResponseException`),
    });
    this.#cloud = cloud;
    const template = serviceTemplate(service, naming);
    const stack = await cloud.provision(template, {
      stackName: naming.getStackName(),
      apiUrl: `http://localhost:${api.number}`,
    });
    prepareEnvironments(service, stack, cloud.port, process.env);
    cloud.restrict(functionSessions(service, template, stack));
    // It continues when another state is loaded.
    if (this.#console === null) await this.#serveConsole(cloud);
    this.#running = runningStack(stack, {
      stackName: naming.getStackName(),
      region: service.provider.region,
      addresses: this.#addresses(),
    });
    cloud.present(this.#running);
    return stack;
  }

  #addresses(): StackAddresses {
    const { api, apiDocs, console } = this.#settings;
    const url = `http://localhost:${api.number}`;
    return {
      api: url,
      ...(apiDocs !== null && { apiDocs: `${url}${apiDocs}` }),
      ...(this.#console !== null && { console: `http://localhost:${console.number}` }),
    };
  }

  /** @param authorizers modified in place when another state is loaded */
  async #prepareGateway(
    authorizers: Readonly<Record<string, AuthorizerSettings>>,
    settings: Pick<GatewaySettings, "cors" | "onRefusedOrigin"> & { readonly clock: AdjustableClock },
  ): Promise<void> {
    configureGateway({
      ...settings,
      authorizers,
      hosts: this.#settings.apiHosts,
      recorder: this.#recorder,
      followedHosts: this.#settings.allowedHosts,
      cloudPort: this.#settings.cloud.number,
      keysOf: (issuer) => {
        const poolId = this.#cloud && poolIdOfIssuer(this.#cloud.endpoint, issuer);
        return poolId ? (this.#cloud?.cognito.jwks(poolId) ?? null) : null;
      },
      onListening: () => void this.#announce(),
    });
    await this.#prepareFunctions(settings.clock);
    this.#speakAgain = hush();
  }

  async #prepareFunctions(clock: AdjustableClock): Promise<void> {
    leaveYoungHeapToThreads();
    const { functions, nameOf } = serviceFunctions(this.#serverless, {
      clock: clock.cell,
      concurrency: this.#settings.functionConcurrency,
      rebuiltFile: (handlerPath) => this.#bundles?.rebuiltFile(handlerPath) ?? null,
      output: this.#isForPeople ? this.#mode : null,
    });
    this.#functions = functions;
    // Time never goes back on Lambda: a function would keep cached values for the whole time that the clock went back.
    clock.onWentBack(() => functions.renew());
    this.#bundles?.listen(printBundles(functions, nameOf));
    const { default: Lambda } = await import("serverless-offline/lambda");
    replaceLambda(Lambda, {
      functions,
      nameOf,
      port: this.#settings.lambda.number,
      recorder: this.#recorder,
      onListening: () => {
        if (this.#cloud !== undefined) this.#demoUsers = this.#makeDemoUsers(this.#cloud);
      },
      onFault: (error) => warn("a fault of the Invoke API", error),
    });
  }

  /** Whether lines for people replace functions' output. Programs read a pipe. */
  get #isForPeople(): boolean {
    return this.#recorder !== null && !this.#mode.isJson && process.stdout.isTTY === true;
  }

  /** Prints that the stack is ready when the API and the functions answer. */
  async #announce(): Promise<void> {
    const cloud = this.#cloud;
    if (cloud === undefined) return;
    this.#speakAgain();
    const { api, lambda } = this.#settings;
    await Promise.all([api, lambda].map(({ number }) => fetch(`http://127.0.0.1:${number}/`)));
    await this.#demoUsers;
    this.#isReady = true;
    this.#recorder?.clear(); // these requests were the start's own
    if (this.#recorder !== null && this.#isForPeople) printRequests(this.#recorder);
    // An uncaught error of a function ends its worker; it must not end the whole stack.
    process.setUncaughtExceptionCaptureCallback((error) =>
      tellFault("an error outside of any request", error),
    );
    say(`ready  api http://localhost:${api.number}  cloud ${cloud.endpoint}`);
    this.#warnOfNeighbours();
    if (this.#running !== undefined) for (const line of await readyLines(this.#running, cloud)) say(line);
    setTimeout(shedMemory, SHED_AFTER_MS).unref();
  }

  /** Without the console a stack is still a stack. */
  async #serveConsole(cloud: Cloud): Promise<void> {
    const { serveConsole } = await import("../console/serve-console.ts");
    const { number } = this.#settings.console;
    this.#console = await serveConsole({
      port: number,
      apiPort: this.#settings.api.number,
      cloudPort: cloud.port,
      webDirectory: join(this.#serverless.serviceDir, "web"),
      onFault: (error) => warn("a fault of the console's server", error),
    });
    if (this.#console === null) {
      warn(`the console is not served, port ${number} is in use: set CONSOLE_PORT to another one`);
    }
  }

  /** The developer chose this, but it is easy to forget who else is on a network. */
  #warnOfNeighbours(): void {
    const { listenOn, allowedHosts } = this.#settings;
    if (listenOn === null) return;
    const names =
      allowedHosts.length === 0 ? "by no name yet: set ALLOWED_HOSTS" : `by ${allowedHosts.join(", ")}`;
    warn(`API and cloud listen on ${listenOn}: everyone on your networks can reach this stack, ${names}`);
  }

  /** This runs triggers, so functions must answer by now. A stack without demo users still works. */
  async #makeDemoUsers(cloud: Cloud): Promise<void> {
    const poolId = this.#running?.userPoolId;
    if (poolId === null || poolId === undefined) return;
    try {
      await cloud.demoUsers.make(poolId, this.#people);
    } catch (error) {
      const reason = error instanceof ServiceError ? error.message || error.code : String(error);
      warn(`the demo users could not be made, the next start tries again: ${reason}`);
    }
  }

  async #end(): Promise<void> {
    if (this.#isEnding) process.exit(1);
    this.#isEnding = true;
    await this.#close().catch((error: unknown) => warn("the local cloud did not close", error));
    process.exit(this.#isReady ? 0 : 130);
  }

  async #close(): Promise<void> {
    this.#console?.close();
    await this.#closeCloud();
  }

  async #closeCloud(): Promise<void> {
    const cloud = this.#cloud;
    this.#cloud = undefined;
    await cloud?.close();
  }
}
