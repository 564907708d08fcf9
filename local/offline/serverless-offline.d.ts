/** What the local cloud uses of serverless-offline's insides, which bring no types. */
declare module "serverless-offline/lambda" {
  import type { LambdaPool } from "../gateway/faithful-invocations.ts";

  const pool: { prototype: LambdaPool };
  export default pool;
}
