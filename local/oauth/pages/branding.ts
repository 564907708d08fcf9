/**
 * The style of a client's pages: the parts of CreateManagedLoginBranding's settings that these pages support
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-brandingdesigner.html): the primary colour by colour
 * scheme, the scheme, the logo. Everything else is ours.
 */
import { brandingOfClient } from "../../cognito/operations/branding.ts";
import { type Client, clientTypeOf } from "../../cognito/state/client-repository.ts";
import type { Pool } from "../../cognito/state/pool-repository.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import type { OAuthRequest } from "../oauth-request.ts";
import { type Accent, accentOf, readColor } from "./accent.ts";

/** White text on it has a contrast of 6:1. */
const DEFAULT_COLOR = { light: "#1a56db", dark: "#7aa5ff" } as const;

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  PNG: "image/png",
  JPEG: "image/jpeg",
  SVG: "image/svg+xml",
  WEBP: "image/webp",
  ICO: "image/x-icon",
};

export interface Branding {
  /** The app's name on the pages. */
  readonly appName: string;
  readonly light: Accent;
  readonly dark: Accent;
  /** `null`: the browser's preference. */
  readonly scheme: "light" | "dark" | null;
  /** `data:` URLs. An image never runs scripts, not even an SVG. */
  readonly logo: { readonly light: string; readonly dark: string } | null;
}

/** Reads a path of names in an unchecked document. */
function lookUp(settings: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    settings,
  );
}

function primaryColor(settings: unknown, scheme: "light" | "dark"): string {
  const path = ["components", "primaryButton", `${scheme}Mode`, "defaults", "backgroundColor"];
  return readColor(lookUp(settings, ...path)) ?? DEFAULT_COLOR[scheme];
}

interface Asset {
  readonly Category?: string | undefined;
  readonly ColorMode?: string | undefined;
  readonly Extension?: string | undefined;
  readonly Bytes?: string | undefined;
}

function logoFor(assets: readonly Asset[], scheme: "LIGHT" | "DARK"): string | null {
  const isLogo = ({ Category }: Asset) => Category === "FORM_LOGO" || Category === "PAGE_HEADER_LOGO";
  const logos = assets.filter(isLogo);
  const asset = logos.find(({ ColorMode }) => ColorMode === scheme) ?? logos[0];
  const type = IMAGE_TYPES[asset?.Extension ?? ""];
  return asset?.Bytes === undefined || type === undefined ? null : `data:${type};base64,${asset.Bytes}`;
}

/**
 * The name that pages and authenticator apps show. A client that registered itself chose its own name, and could take another's:
 * its users see the pool's.
 */
export function appNameOf(client: Client, pool: Pool): string {
  return clientTypeOf(client) === "DCR" ? pool.name : client.name;
}

export function brandingOf(
  { context }: Pick<OAuthRequest, "context">,
  { client, pool }: Pick<AuthorizationRequest, "client" | "pool">,
): Branding {
  const content = brandingOfClient(context, pool, client.id)?.content;
  const settings = content?.UseCognitoProvidedValues === true ? undefined : content?.Settings;
  const mode = lookUp(settings, "categories", "global", "colorSchemeMode");
  const [light, dark] = [logoFor(content?.Assets ?? [], "LIGHT"), logoFor(content?.Assets ?? [], "DARK")];
  return {
    appName: appNameOf(client, pool),
    light: accentOf(primaryColor(settings, "light"), "light"),
    dark: accentOf(primaryColor(settings, "dark"), "dark"),
    scheme: mode === "LIGHT" ? "light" : mode === "DARK" ? "dark" : null,
    logo: light === null || dark === null ? null : { light, dark },
  };
}

/** For pages without a client. */
export const UNBRANDED: Branding = {
  appName: "",
  light: accentOf(DEFAULT_COLOR.light, "light"),
  dark: accentOf(DEFAULT_COLOR.dark, "dark"),
  scheme: null,
  logo: null,
};

/** The part of the style that depends on the brand. */
export function accentStyle({ light, dark }: Branding): string {
  const pair = (name: string, part: keyof Accent) => `--${name}:light-dark(${light[part]},${dark[part]})`;
  const properties = [pair("accent", "fill"), pair("accent-hover", "hover"), pair("on-accent", "on")];
  return `:root{${[...properties, pair("accent-ink", "ink")].join(";")}}`;
}
