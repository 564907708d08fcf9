/**
 * A plugin that puts the console into its bucket at the end of `sls deploy`, and empties the bucket before `sls remove`. It does
 * something only where the stage's parameter `console` is "true".
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Outputs } from "../scripts/deployment/publish-console.ts";

interface AwsProvider {
  readonly naming: { getStackName(): string };
  /** Region, credentials and proxy settings of the command. */
  getAwsSdkV3Config(): Promise<object>;
}

interface Serverless {
  readonly serviceDir: string;
  readonly service: {
    readonly resources?: { readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>> };
  };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  getProvider(name: "aws"): AwsProvider;
}

interface Log {
  notice(message: string): void;
  warning(message: string): void;
}

class PublishConsolePlugin {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  readonly #serverless: Serverless;
  readonly #log: Log;

  constructor(serverless: Serverless, _options: unknown, { log }: { readonly log: Log }) {
    this.#serverless = serverless;
    this.#log = log;
    const ifOn = (work: () => Promise<void>) => async () => {
      if (serverless.service.resources?.Parameters?.Console?.Default === "true") await work();
    };
    this.hooks = {
      "before:deploy:deploy": ifOn(async () => this.#checkBuild()),
      "after:deploy:deploy": ifOn(() => this.#publish()),
      "before:remove:remove": ifOn(() => this.#empty()),
    };
  }

  get #folder(): string {
    return join(this.#serverless.serviceDir, "web/dist");
  }

  /** Before anything is deployed: a stack with an empty console is worse than none. */
  #checkBuild(): void {
    if (existsSync(join(this.#folder, "index.html"))) return;
    throw new this.#serverless.classes.Error(
      "The console is not built: run `npm run build -w web`, then deploy again.",
      "CONSOLE_NOT_BUILT",
    );
  }

  async #publish(): Promise<void> {
    const { publishConsole, consoleWarnings } = await import("../scripts/deployment/publish-console.ts");
    const outputs = await this.#outputs();
    const client = await this.#s3();
    const { uploaded, removed } = await publishConsole({ client, outputs, folder: this.#folder });
    this.#log.notice(`console: ${outputs.ConsoleUrl} (${uploaded} files, ${removed} old ones removed)`);
    for (const warning of consoleWarnings(outputs)) this.#log.warning(warning);
  }

  async #empty(): Promise<void> {
    const { emptyBucket } = await import("../scripts/deployment/publish-console.ts");
    const { ConsoleBucketName: bucket } = await this.#outputs();
    if (bucket !== undefined) await emptyBucket(await this.#s3(), bucket);
  }

  async #s3() {
    const { S3Client } = await import("@aws-sdk/client-s3");
    return new S3Client(await this.#serverless.getProvider("aws").getAwsSdkV3Config());
  }

  /** Outputs of the stack by name; none where there is no stack. */
  async #outputs(): Promise<Outputs> {
    const { CloudFormationClient, DescribeStacksCommand } = await import("@aws-sdk/client-cloudformation");
    const { isStackMissing } = await import("../scripts/deployment/stack-output.ts");
    const provider = this.#serverless.getProvider("aws");
    const client = new CloudFormationClient(await provider.getAwsSdkV3Config());
    const { Stacks } = await client
      .send(new DescribeStacksCommand({ StackName: provider.naming.getStackName() }))
      .catch((error: unknown) => {
        if (isStackMissing(error)) return { Stacks: [] };
        throw error;
      });
    return Object.fromEntries(
      (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue]),
    );
  }
}

export { PublishConsolePlugin as "module.exports" };
