/** What the local cloud uses of serverless-offline's insides, which bring no types. */
declare module "serverless-offline/lambda" {
  import type { OfflineLambda } from "./replace-lambda.ts";

  const Lambda: { readonly prototype: OfflineLambda };
  export default Lambda;
}
