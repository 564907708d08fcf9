import { Outlet, useRouter } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { queryClient } from "../api/query-client.ts";
import { useHasToasts } from "../components/show-toast.ts";
import { useLanguage } from "../i18n/languages.ts";
import { useEnded, useSession } from "../session/session.ts";
import { OfflineBanner } from "./offline-banner.tsx";

const Toasts = lazy(async () => ({ default: (await import("../components/toast.tsx")).Toasts }));
const RecentSignIn = lazy(async () => ({ default: (await import("./recent-sign-in.tsx")).RecentSignIn }));

/** Leaves a page whose user is signed out. If they did not press "Sign out", the sign-in leads back to the page. */
function useLeaveWhenEnded(): void {
  const ended = useEnded();
  const router = useRouter();
  useEffect(() => {
    if (ended === undefined) return;
    queryClient.clear();
    const { href } = router.state.location;
    void router.navigate({ to: "/sign-in", search: ended === "here" ? {} : { return: href, ended: true } });
  }, [ended, router]);
}

/** What surrounds every page: connection, toasts, and the dialog for a recent sign-in. */
export function RootLayout(): ReactNode {
  const language = useLanguage();
  const session = useSession();
  const hasToasts = useHasToasts();
  useLeaveWhenEnded();
  return (
    <I18nProvider locale={language}>
      <OfflineBanner />
      <Outlet />
      <Suspense>
        {(hasToasts || session !== undefined) && <Toasts />}
        {session !== undefined && <RecentSignIn />}
      </Suspense>
    </I18nProvider>
  );
}
