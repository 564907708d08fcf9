import type { ReloadState } from "../server/state-control.ts";
import type { LoadedState } from "../state/snapshots/snapshots.ts";
import { stateTrouble } from "../state/state-refused.ts";

interface Stack {
  /** Closes everything that uses the state. */
  readonly stop: () => Promise<void>;
  /** Opens the current state. */
  readonly start: () => Promise<void>;
  readonly tell: (line: string) => void;
  /** Receives why neither the new state nor the former one could be opened. */
  readonly giveUp: (error: unknown) => void;
}

/**
 * Loads states into a running stack, one at a time: stops it, and starts it with the new state or, if that fails, with the
 * former one.
 */
export function createReload({ stop, start, tell, giveUp }: Stack): ReloadState {
  let loads = 0;
  let failure: string | null = null;
  let last: Promise<void> = Promise.resolve();

  async function load(name: string, loaded: LoadedState): Promise<void> {
    await stop();
    failure = await tryToStart(loaded);
    loads += 1;
    tell(failure === null ? `state ${name} is loaded` : `state ${name} is not loaded: ${failure}`);
  }

  /** Why the former state is open; null if the new one is. */
  async function tryToStart(loaded: LoadedState): Promise<string | null> {
    try {
      const swapped = loaded.swap();
      try {
        await start();
      } catch (error) {
        await stop();
        swapped.undo();
        throw error;
      }
      swapped.keep();
      return null;
    } catch (error) {
      await start();
      return stateTrouble(error) ?? (error as Error).message;
    } finally {
      loaded.discard();
    }
  }

  return {
    outcome: () => ({ loads, failure }),
    begin: (name, loaded) => {
      last = last.then(() => load(name, loaded)).catch(giveUp);
    },
  };
}
