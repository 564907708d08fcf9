import { loadCounts } from "../../../libs/activity/count-daily.ts";
import { dayOf } from "../../../libs/activity/days.ts";
import { LINKS_SENT, LINKS_USED, OTP_USED } from "../../../libs/activity/sign-in-counters.ts";
import { patientActivityTable } from "./activity-table.ts";
import type { OtpApp } from "./otp-app.ts";

/** The counters of the days that the machine and the local cloud have. */
export async function loadOtpCounts({ cloud }: OtpApp) {
  const days = new Set([Date.now(), cloud.clock.now()].map(dayOf));
  const counts = await Promise.all([...days].map((day) => loadCounts(patientActivityTable(), day)));
  const sumOf = (name: string) => counts.reduce((sum, count) => sum + (count[name] ?? 0), 0);
  return {
    sent: sumOf("otp_sent"),
    linksSent: sumOf(LINKS_SENT),
    linksUsed: sumOf(LINKS_USED),
    used: sumOf(OTP_USED),
  };
}
