import { fuzzOperations } from "../../support/fuzz/cognito/fuzz-operations.ts";

fuzzOperations("cognito-identity.json");
