/** The internals of serverless-offline that the local cloud uses; they have no types. */
declare module "serverless-offline/lambda" {
  import type { OfflineLambda } from "./replace-lambda.ts";

  const Lambda: { readonly prototype: OfflineLambda };
  export default Lambda;
}
