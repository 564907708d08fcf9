/** The parts of the Serverless Framework that the plugin uses; the framework has no types for plugins. */
export interface Serverless {
  readonly serviceDir: string;
  /** serverless-esbuild sets it to its bundles. */
  readonly config: { readonly servicePath: string };
  readonly processedInput: { readonly commands: readonly string[] };
  readonly service: ServerlessService;
  readonly pluginManager: { readonly plugins: readonly object[] };
  readonly configSchemaHandler: {
    readonly schema: unknown;
    validateConfig(configuration: unknown): Promise<void>;
  };
  getProvider(name: "aws"): { readonly naming: Naming; getStage(): string };
}

export interface ServerlessService {
  readonly service: string;
  readonly provider: {
    readonly region: string;
    readonly stackName?: string;
    readonly memorySize?: number;
    readonly timeout?: number;
    environment?: Record<string, unknown>;
    readonly httpApi?: {
      readonly cors?: unknown;
      readonly authorizers?: Readonly<Record<string, AuthorizerDefinition>>;
    };
  };
  readonly custom?: Readonly<Record<string, Record<string, unknown>>>;
  readonly functions: Readonly<Record<string, FunctionDefinition>>;
  readonly resources?: { readonly Resources?: Readonly<Record<string, unknown>> } & Readonly<
    Record<string, unknown>
  >;
}

interface AuthorizerDefinition {
  readonly type?: string;
  readonly identitySource?: string | readonly string[];
  readonly issuerUrl?: unknown;
  readonly audience?: unknown;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly handler?: string;
  readonly role?: unknown;
  /** MiB. */
  readonly memorySize?: number;
  /** Seconds. */
  readonly timeout?: number;
  environment?: Record<string, unknown>;
  readonly events?: readonly FunctionEvent[];
}

interface FunctionEvent {
  readonly httpApi?: string | { readonly method?: string; readonly path?: string };
  readonly cognitoUserPool?: { readonly pool: string; readonly trigger: string; readonly existing?: boolean };
}

/** The framework's logical ids. */
export interface Naming {
  getStackName(): string;
  getLambdaLogicalId(functionKey: string): string;
  getLogGroupLogicalId(functionKey: string): string;
  getLogGroupName(functionName: string): string;
  getCognitoUserPoolLogicalId(pool: string): string;
  getHttpApiLogicalId(): string;
}
