import type { Mistake } from "./mistake.ts";
import { accessMistakes, optionalAccessMistakes } from "./mistakes/access-mistakes.ts";
import { cognitoMistakes, optionalCognitoMistakes } from "./mistakes/cognito-mistakes.ts";
import { optionalConsoleMistakes } from "./mistakes/console-mistakes.ts";
import { optionalEventMistakes } from "./mistakes/event-mistakes.ts";
import { gatewayMistakes, optionalGatewayMistakes } from "./mistakes/gateway-mistakes.ts";
import { optionalLoginMistakes } from "./mistakes/login-mistakes.ts";
import { optionalMonitoringMistakes } from "./mistakes/monitoring-mistakes.ts";
import { parameterMistakes } from "./mistakes/parameter-mistakes.ts";
import { optionalStorageMistakes, storageMistakes } from "./mistakes/storage-mistakes.ts";

/** At least one mistake for every check: a check that never fails is useless. */
export const mistakes: readonly Mistake[] = [
  ...cognitoMistakes,
  ...accessMistakes,
  ...storageMistakes,
  ...gatewayMistakes,
];

/** Mistakes in optional parts, in a template with everything on. */
export const optionalMistakes: readonly Mistake[] = [
  ...optionalCognitoMistakes,
  ...optionalAccessMistakes,
  ...optionalStorageMistakes,
  ...optionalGatewayMistakes,
  ...optionalConsoleMistakes,
  ...optionalLoginMistakes,
  ...optionalMonitoringMistakes,
  ...optionalEventMistakes,
];

/** Mistakes in the parameters and conditions themselves. */
export const packagedMistakes: readonly Mistake[] = parameterMistakes;
