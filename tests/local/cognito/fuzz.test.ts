import { fuzzOperations } from "../../support/fuzz/fuzz-operations.ts";

fuzzOperations("cognito-idp.json");
