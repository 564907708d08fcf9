import { invalidParameter } from "../../errors/parameter-errors.ts";
import type { ClientSettings } from "../../state/pool-settings.ts";

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

type Unit = keyof typeof seconds;

/**
 * Access and ID tokens live from five minutes to a day and never longer than the refresh token, which lives from an hour to
 * ten years (API_CreateUserPoolClient).
 *
 * @throws ServiceError InvalidParameterException
 */
export function checkTokenValidity(settings: ClientSettings): void {
  const units = settings.TokenValidityUnits;
  const access = lifetime(
    settings.AccessTokenValidity ?? 1,
    units.AccessToken ?? "hours",
    settings.AccessTokenValidity,
  );
  const id = lifetime(settings.IdTokenValidity ?? 1, units.IdToken ?? "hours", settings.IdTokenValidity);
  const refresh = settings.RefreshTokenValidity * seconds[(units.RefreshToken ?? "days") as Unit];
  const isInRange = (value: number, least: number, most: number): boolean => value >= least && value <= most;
  if (
    !isInRange(access, 5 * seconds.minutes, seconds.days) ||
    !isInRange(id, 5 * seconds.minutes, seconds.days) ||
    !isInRange(refresh, seconds.hours, 3650 * seconds.days)
  ) {
    throw invalidParameter("Invalid range for token validity.");
  }
  if (access > refresh || id > refresh) {
    throw invalidParameter(
      "Access and Id Token expiration times must be less than or equal to refresh token expiration times.",
    );
  }
}

/** In seconds; an hour where no validity was given, whatever the unit says. */
function lifetime(value: number, unit: string, given: number | undefined): number {
  return given === undefined ? seconds.hours : value * seconds[unit as Unit];
}
