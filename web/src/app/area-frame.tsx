import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { brandOf, configQuery } from "../api/config.ts";
import { Avatar } from "../components/avatar.tsx";
import { Icon, type IconName } from "../components/icons.tsx";
import { Menu, type MenuAction } from "../components/menu.tsx";
import type { Scope } from "../session/guards.ts";
import { signOut, useSession } from "../session/session.ts";
import type { Session } from "../session/tokens.ts";
import { applyScheme, chosenScheme, type Scheme } from "../theme/apply-theme.ts";
import choice from "./choice.module.css";
import styles from "./frame.module.css";
import { LanguageMenu } from "./language-menu.tsx";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { TermsGate } from "./terms-gate.tsx";

/** A page of an area, in its navigation. */
export interface AreaPage {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  /** Shown to users with this scope only. */
  readonly scope?: Scope;
  /** Marked only at this address, not at those below it. */
  readonly isExact?: boolean;
}

const isOpen = ({ scope }: AreaPage, session: Session | undefined): boolean =>
  scope === undefined || session?.scopes.has(scope) === true;

function Pages({ pages }: { readonly pages: readonly AreaPage[] }): ReactNode {
  return pages.map(({ to, label, icon, isExact = false }) => (
    <Link
      key={to}
      to={to}
      className={styles.navLink}
      activeOptions={{ exact: isExact }}
      activeProps={{ "aria-current": "page" }}
    >
      <Icon name={icon} />
      {label}
    </Link>
  ));
}

/** The other areas that this user may open. */
function usePlaces(): readonly MenuAction[] {
  const { t } = useLingui();
  const session = useSession();
  const navigate = useNavigate();
  const isStaff = session?.scopes.has("api/users.read") || session?.scopes.has("api/audit.read");
  const place = (to: string, label: string, icon: IconName): MenuAction => ({
    id: to,
    label,
    icon,
    onAction: () => void navigate({ to }),
  });
  return [
    place("/account", t`Your account`, "user"),
    ...(isStaff ? [place("/admin", t`Administration`, "groups")] : []),
    place("/tools", t`Developer tools`, "code"),
  ];
}

/** Language, scheme, other areas, sign out: the same in every area. */
function PersonMenu(): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const places = usePlaces();
  if (session === undefined) {
    return (
      <Link to="/sign-in" className={styles.navLink}>
        <Icon name="user" />
        <Trans>Sign in</Trans>
      </Link>
    );
  }
  return (
    <Menu
      label={t`Your account and settings`}
      trigger={
        <AriaButton className={styles.person}>
          <Avatar name={session.name ?? session.email} picture={session.picture} />
          <span className={styles.personText}>
            <span title={session.name ?? session.email}>{session.name ?? session.email}</span>
            {session.name !== undefined && <span title={session.email}>{session.email}</span>}
          </span>
        </AriaButton>
      }
      actions={[
        ...places,
        { id: "sign-out", label: t`Sign out`, icon: "signOut", onAction: () => void signOut() },
      ]}
    />
  );
}

/** Light, dark, or the system's scheme. */
function SchemeMenu(): ReactNode {
  const { t } = useLingui();
  const names: Readonly<Record<Scheme, string>> = { system: t`System`, light: t`Light`, dark: t`Dark` };
  return (
    <Menu
      label={t`Appearance`}
      trigger={
        <AriaButton className={choice.choice}>
          {t`Appearance`}
          <Icon name="chevronDown" size={12} />
        </AriaButton>
      }
      actions={Object.entries(names).map(([id, label]) => ({
        id,
        label,
        isChosen: id === chosenScheme(),
        onAction: () => applyScheme(id as Scheme),
      }))}
    />
  );
}

/** On a phone the tabs are wider than the screen: scrolls the current page's tab into view. */
function useTabInSight(count: number): RefObject<HTMLElement | null> {
  const tabs = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, or more tabs, move the tab
  useEffect(() => {
    const tab = tabs.current?.querySelector<HTMLElement>("[aria-current]");
    if (tabs.current === null || tab === null || tab === undefined) return;
    tabs.current.scrollLeft = tab.offsetLeft - (tabs.current.clientWidth - tab.offsetWidth) / 2;
  }, [pathname, count]);
  return tabs;
}

/**
 * The frame of an area: navigation at the side, tabs on a phone, the page in the middle.
 *
 * @param isNarrow forms and cards, not tables
 */
export function AreaFrame({
  title,
  pages,
  isNarrow = false,
}: {
  readonly title: string;
  readonly pages: readonly AreaPage[];
  readonly isNarrow?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const open = pages.filter((page) => isOpen(page, session));
  const tabs = useTabInSight(open.length);
  const { data: config } = useQuery(configQuery);
  const { name } = brandOf(config);
  const brand = (
    <Link to="/" className={styles.brand}>
      <span className={styles.mark} aria-hidden="true">
        {[...name][0]?.toLocaleUpperCase()}
      </span>
      {name}
    </Link>
  );
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        <Trans>Skip to content</Trans>
      </a>
      <header className={styles.side}>
        {brand}
        <nav className={styles.nav} aria-label={title}>
          <p className={styles.navTitle}>{title}</p>
          <Pages pages={open} />
        </nav>
        <div className={styles.foot}>
          <div className={styles.choices}>
            <LanguageMenu />
            <SchemeMenu />
          </div>
          <OrganizationSwitcher />
          <PersonMenu />
        </div>
      </header>
      <header className={styles.bar}>
        <div className={styles.barRow}>
          {brand}
          <div className={styles.choices}>
            <OrganizationSwitcher />
            <LanguageMenu />
            <PersonMenu />
          </div>
        </div>
        <nav ref={tabs} className={styles.tabs} aria-label={t`${title}, tabs`}>
          <Pages pages={open} />
        </nav>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <div className={isNarrow ? `${styles.content} ${styles.narrow}` : styles.content}>
          <TermsGate>
            <Outlet />
          </TermsGate>
        </div>
      </main>
    </div>
  );
}
