import { readFileSync } from "node:fs";

/** The resident memory of a process, with all threads, in MiB: proc_pid_status(5), which counts in KiB. Linux only. */
export function residentMebibytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) / 1024;
}

/** `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * CPU time of a process so far, in user and system mode, with all threads, in ms: proc_pid_stat(5).
 *
 * @param withChildren whether to add the time of ended child processes that it has waited for
 */
export function cpuMilliseconds(pid: number, { withChildren = false } = {}): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [user, system, childrenUser, childrenSystem] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 15)
    .map(Number);
  const own = (user ?? 0) + (system ?? 0);
  const children = withChildren ? (childrenUser ?? 0) + (childrenSystem ?? 0) : 0;
  return ((own + children) / TICKS_PER_SECOND) * 1000;
}
