import { headerOf } from "../../imports/run-import.ts";
import { operation } from "../../operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetCSVHeader.html */
export const getCSVHeader = operation("GetCSVHeader", ({ UserPoolId }, { pools }) => {
  const pool = pools.require(UserPoolId);
  return { UserPoolId: pool.id, CSVHeader: headerOf(pool) };
});
