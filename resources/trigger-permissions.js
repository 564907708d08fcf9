/**
 * Only a pool of this account may call the triggers: the source ARN alone leaves a confused deputy when a pool is gone. The framework makes
 * the permissions from the functions' events; what follows is merged into them.
 */
import naming from "serverless/lib/plugins/aws/lib/naming.js";
import { functionsOfService } from "./functions-of-service.js";

const OWN_ACCOUNT = { Properties: { SourceAccount: { Ref: "AWS::AccountId" } } };

async function permissions(context) {
  const ids = (await functionsOfService(context))
    .flatMap((map) => Object.entries(map ?? {}))
    .flatMap(([name, { events = [] }]) =>
      events
        .flatMap(({ cognitoUserPool }) => cognitoUserPool ?? [])
        .map(({ pool, trigger }) => naming.getLambdaCognitoUserPoolPermissionLogicalId(name, pool, trigger)),
    );
  return { extensions: Object.fromEntries(ids.map((id) => [id, OWN_ACCOUNT])) };
}

// The framework loads it with `require` and takes what that gives for the function itself.
export { permissions as "module.exports" };
