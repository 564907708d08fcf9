/**
 * The SDK's types say what an answer can have. An update of the SDK that brings a member fails here with its name, until the local
 * cloud sends it, or the reason not to is given. The answers are those of the fuzz's population and of a tour through the operations.
 */
import { expect, test } from "@jest/globals";
import type { CognitoService } from "../../../local/cognito/cognito-service.ts";
import { operations } from "../../../local/cognito/operations.ts";
import { membersOfOutputs, noteMembers } from "../../support/checks/output-members.ts";
import { tourPoolParts } from "../../support/checks/output-tour/tour-pool-parts.ts";
import { tourPools, tourServices } from "../../support/checks/output-tour/tour-pools.ts";
import { tourFactors, tourSignIns, tourUsers } from "../../support/checks/output-tour/tour-users.ts";
import { startCloudUnderFuzz } from "../../support/fuzz/cognito/cloud-under-fuzz.ts";
import { populateCloud } from "../../support/fuzz/cognito/populate-cloud.ts";

/** Members that are never sent, by reason. */
const NEVER_SENT: Readonly<Record<string, readonly string[]>> = {
  "no longer used by AWS": [
    "UserPoolDescriptionType.Status",
    "UserPoolType.EmailConfigurationFailure",
    "UserPoolType.Status",
  ],
  "nothing local can fail that way": ["UserPoolType.SmsConfigurationFailure"],
  "only for resource servers that AWS creates": ["ResourceServerType.ManagedBy"],
  "the client's address tells no place without a risk engine": [
    "EventContextDataType.City",
    "EventContextDataType.Country",
    "EventContextDataType.Timezone",
  ],
  "no risk engine": ["EventRiskType.RiskLevel"],
  "there are too few for a second page": [
    "ListUserPoolClientSecretsResponse.NextToken",
    "ListUserPoolReplicasResponse.NextToken",
  ],
  "all sessions of a user are one page": [
    "AdminListUserSessionsResponse.NextToken",
    "ListUserSessionsResponse.NextToken",
  ],
  "a choice is only offered when a sign-in begins": [
    "AdminRespondToAuthChallengeResponse.AvailableChallenges",
    "RespondToAuthChallengeResponse.AvailableChallenges",
  ],
  "a job is done before it can be stopped": ["StopUserImportJobResponse.UserImportJob"],
};

test("every member of the SDK's output types is sent, or its reason not to be is given", async () => {
  const cloud = startCloudUnderFuzz();
  const { cognito } = cloud;
  const seen = new Set<string>();
  const call: CognitoService["call"] = async (name, input, fixed) => {
    const answer = await cognito.call(name, input, fixed);
    noteMembers(name, answer, seen);
    return answer;
  };
  try {
    const observed = { ...cloud, cognito: { ...cognito, call } };
    const { known } = (await populateCloud(observed))["cognito-idp.json"];
    for (const visit of [tourPools, tourUsers, tourSignIns, tourPoolParts, tourServices, tourFactors]) {
      await visit({ call, known, now: cloud.now });
    }
  } finally {
    cloud.close();
  }
  const neverSent = Object.values(NEVER_SENT).flat();
  const all = [...membersOfOutputs(operations.keys())];
  expect(all.length).toBeGreaterThan(400);
  expect(all.filter((member) => !seen.has(member) && !neverSent.includes(member)).sort()).toEqual([]);
  expect(neverSent.filter((member) => seen.has(member) || !all.includes(member))).toEqual([]);
});
