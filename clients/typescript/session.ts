import type { SendCall } from "./api-client.ts";
import type { Tokens, TokensBesideCookie } from "./api-types.ts";
import { type HeldTokens, heldTokens, organizationOf, readTokens } from "./held-tokens.ts";
import { readProblem } from "./read-problem.ts";
import { joinTabs, noTabs, type Tabs } from "./tabs.ts";
import type { TokenStorage } from "./token-storage.ts";

/** A token is replaced this many milliseconds before it expires: it must outlive a request under way. */
const EARLY = 30_000;

/** Milliseconds within which a refresh may be retried: a replaced refresh token is valid for ten more seconds. */
const GRACE = 8_000;

/** The result of a refresh; `failed` is temporary, `over` is final. */
export type Refreshed =
  | { readonly kind: "tokens"; readonly tokens: HeldTokens }
  | { readonly kind: "over" }
  | { readonly kind: "failed"; readonly response: Response };

export interface SessionSettings {
  /** The name under which data is stored and shared; the same in all tabs. */
  readonly name: string;
  /** Whether the refresh token is in the API's cookie. */
  readonly isInCookie: boolean;
  readonly storage: TokenStorage;
  readonly call: SendCall;
  /** Called when there is another sign-in, or none any more. */
  readonly onChange: (signIn: string | undefined) => void;
}

const isFresh = ({ expiresAt }: HeldTokens) => expiresAt - Date.now() > EARLY;

/**
 * The tokens of a sign-in: stored, refreshed by one tab at a time, and deleted in all of them. A refresh token is valid once: if
 * two tabs sent the same one, the API would take the second request for theft and end the sign-in.
 */
export class Session {
  readonly #settings: SessionSettings;
  readonly #sharing: "origin" | "copies" | "none";
  readonly #tabs: Tabs;
  #held: HeldTokens | undefined;
  /** Undefined until it is known whether there is a sign-in. */
  #restoring: Promise<Refreshed> | undefined;
  #refreshing: Promise<Refreshed> | undefined;

  constructor(settings: SessionSettings) {
    this.#settings = settings;
    this.#sharing = settings.isInCookie ? "origin" : (settings.storage.sharing ?? "none");
    const listener = {
      tokens: (tokens: HeldTokens) => this.#adopt(tokens),
      signedOut: (signIn: string | undefined) => this.#leave(signIn),
      current: () => this.#held,
    };
    this.#tabs = this.#sharing === "none" ? noTabs() : joinTabs(settings.name, listener);
  }

  /** The current tokens, without any request. */
  get held(): HeldTokens | undefined {
    return this.#held;
  }

  /** Restores the former sign-in, once: from the storage, with the cookie, or from another tab. */
  async restore(): Promise<Refreshed> {
    this.#restoring ??= this.#find();
    try {
      const found = await this.#restoring;
      if (found.kind === "failed") this.#restoring = undefined;
      else return this.#held === undefined ? { kind: "over" } : { kind: "tokens", tokens: this.#held };
      return { kind: "failed", response: found.response.clone() };
    } catch (error) {
      // The next call tries again.
      this.#restoring = undefined;
      throw error;
    }
  }

  async #find(): Promise<Refreshed> {
    if (this.#settings.isInCookie) return this.refresh(undefined);
    await this.#load();
    return { kind: "over" };
  }

  /** Tokens that are still valid for a while. */
  async fresh(): Promise<Refreshed> {
    const restored = await this.restore();
    if (restored.kind !== "tokens" || isFresh(restored.tokens)) return restored;
    return this.refresh(restored.tokens.accessToken);
  }

  /** Stores the tokens of a completed sign-in. */
  async begin(tokens: Tokens | TokensBesideCookie): Promise<void> {
    this.#restoring = Promise.resolve({ kind: "over" });
    // After a refresh under way, which belongs to the former sign-in.
    await this.#tabs.alone(() => this.#hold(heldTokens(tokens)));
  }

  /**
   * Replaces a token that is no longer valid.
   *
   * @param stale the access token to replace; if there is already another one, that is returned
   * @throws TypeError, DOMException if the API can't be reached
   */
  refresh(stale: string | undefined): Promise<Refreshed> {
    this.#refreshing ??= this.#tabs
      .alone(() => this.#renew(stale))
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }

  /**
   * Replaces the tokens by those for an organization, or for none; later refreshes ask for the same.
   *
   * @throws TypeError, DOMException if the API can't be reached
   */
  async switchOrganization(organization: string | undefined): Promise<Refreshed> {
    const restored = await this.restore();
    if (restored.kind !== "tokens") return restored;
    return this.#tabs.alone(() => this.#renew(undefined, organization ?? "none"));
  }

  /** Ends the sign-in here and at the API. @returns the API's answer, if it was called */
  async end(): Promise<Response | undefined> {
    return this.#tabs.alone(async () => {
      await this.#catchUp();
      const { isInCookie, call } = this.#settings;
      const refreshToken = this.#held?.refreshToken;
      const signIn = this.#held?.signIn;
      try {
        if (isInCookie) return await call("/v1/auth/sign-out", "POST", { credentials: "include" }, undefined);
        if (refreshToken === undefined) return undefined;
        return await call("/v1/auth/sign-out", "POST", { body: { refreshToken } }, undefined);
      } finally {
        await this.#forget();
        this.#tabs.tellSignedOut(signIn);
      }
    });
  }

  close(): void {
    this.#tabs.close();
  }

  /** @param wanted an organization that the new tokens must be for, whatever the present ones are */
  async #renew(stale: string | undefined, wanted?: string): Promise<Refreshed> {
    await this.#catchUp();
    const held = this.#held;
    if (wanted === undefined && held !== undefined && held.accessToken !== stale && isFresh(held)) {
      return { kind: "tokens", tokens: held };
    }
    const { isInCookie } = this.#settings;
    if (!isInCookie && held?.refreshToken === undefined) return { kind: "over" };
    // A refresh does not change the organization, wherever else the user has chosen another one since.
    const organization = wanted ?? (held && organizationOf(held));
    const response = await this.#exchange(isInCookie ? undefined : held?.refreshToken, organization);
    if (response.ok) {
      const { tokens } = (await response.json()) as { tokens: Tokens | TokensBesideCookie };
      return { kind: "tokens", tokens: await this.#hold(heldTokens(tokens)) };
    }
    const { code } = await readProblem(response.clone());
    if (code !== "invalid_refresh_token" && code !== "validation_failed") return { kind: "failed", response };
    await this.#forget();
    this.#tabs.tellSignedOut(held?.signIn);
    return { kind: "over" };
  }

  /** If an answer was lost, the request may be repeated within the grace period of the replaced token. */
  async #exchange(refreshToken: string | undefined, organization: string | undefined): Promise<Response> {
    const { call } = this.#settings;
    const wish = organization === undefined ? {} : { organization };
    const init =
      refreshToken === undefined
        ? { credentials: "include" as const, ...(organization === undefined ? {} : { body: wish }) }
        : { body: { refreshToken, ...wish } };
    const begun = Date.now();
    const send = () => call("/v1/auth/refresh", "POST", init, undefined);
    try {
      return await send();
    } catch (error) {
      if (Date.now() - begun > GRACE) throw error;
      return send();
    }
  }

  /** Applies changes of the sign-in by other tabs. */
  async #catchUp(): Promise<void> {
    if (this.#sharing === "origin" && !this.#settings.isInCookie) await this.#load();
    const [newest] = (await this.#tabs.ask()).filter((tokens) => this.#isOurs(tokens));
    if (newest !== undefined && newest.expiresAt > (this.#held?.expiresAt ?? 0)) this.#adopt(newest);
  }

  #isOurs({ signIn }: HeldTokens): boolean {
    return this.#sharing === "origin" || (this.#sharing === "copies" && signIn === this.#held?.signIn);
  }

  /** Another tab's tokens; if each tab has its own storage, they are stored in this one's. */
  #adopt(tokens: HeldTokens): void {
    if (!this.#isOurs(tokens)) return;
    this.#restoring = Promise.resolve({ kind: "over" });
    this.#set(tokens);
    if (this.#sharing === "copies") void Promise.resolve(this.#keep(tokens)).catch(() => undefined);
  }

  /** Another tab has signed out. */
  #leave(signIn: string | undefined): void {
    if (this.#sharing === "origin" || signIn === this.#held?.signIn) {
      void this.#forget().catch(() => undefined);
    }
  }

  async #hold(tokens: HeldTokens): Promise<HeldTokens> {
    this.#set(tokens);
    await this.#keep(tokens);
    this.#tabs.tellTokens(tokens);
    return tokens;
  }

  #set(tokens: HeldTokens | undefined): void {
    const before = this.#held?.signIn;
    this.#held = tokens;
    if (before !== tokens?.signIn) this.#settings.onChange(tokens?.signIn);
  }

  get #key(): string {
    return `${this.#settings.name} tokens`;
  }

  async #keep(tokens: HeldTokens): Promise<void> {
    if (!this.#settings.isInCookie) await this.#settings.storage.set(this.#key, JSON.stringify(tokens));
  }

  async #load(): Promise<void> {
    const text = await this.#settings.storage.get(this.#key);
    this.#set(readTokens(parsed(text)));
  }

  async #forget(): Promise<void> {
    this.#set(undefined);
    if (!this.#settings.isInCookie) await this.#settings.storage.remove(this.#key);
  }
}

function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}
