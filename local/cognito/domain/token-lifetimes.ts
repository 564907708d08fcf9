/** How long a client's tokens live (API_UserPoolClientType). */

const SECONDS = { seconds: 1, minutes: 60, hours: 60 * 60, days: 24 * 60 * 60 } as const;

type Unit = keyof typeof SECONDS;

interface Units {
  readonly AccessToken?: string | undefined;
  readonly IdToken?: string | undefined;
  readonly RefreshToken?: string | undefined;
}

export interface TokenValidities {
  readonly AccessTokenValidity?: number | undefined;
  readonly IdTokenValidity?: number | undefined;
  readonly RefreshTokenValidity?: number | undefined;
  readonly TokenValidityUnits?: Units | undefined;
}

function seconds(value: number, unit: string): number {
  return value * SECONDS[unit as Unit];
}

/** Seconds. Unset or 0 means the default: one hour for ID and access tokens, thirty days for refresh tokens. */
export function tokenLifetimes(settings: TokenValidities): {
  readonly idToken: number;
  readonly accessToken: number;
  readonly refreshToken: number;
} {
  const units = settings.TokenValidityUnits;
  const of = (value: number | undefined, unit: string, fallback: number) =>
    value ? seconds(value, unit) : fallback;
  return {
    idToken: of(settings.IdTokenValidity, units?.IdToken ?? "hours", SECONDS.hours),
    accessToken: of(settings.AccessTokenValidity, units?.AccessToken ?? "hours", SECONDS.hours),
    refreshToken: of(settings.RefreshTokenValidity, units?.RefreshToken ?? "days", 30 * SECONDS.days),
  };
}
