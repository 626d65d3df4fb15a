/** Latest: the last answer to a question that changes; it stays in sight until the next one is there. */

export class Latest<T> {
  value: T | undefined = $state.raw();
  failed: string | undefined = $state();

  /** Ask again whenever what the question reads, before it waits for anything, has changed. */
  constructor(ask: () => Promise<T>) {
    $effect(() => {
      let stale = false;
      ask().then(
        (value) => {
          if (!stale) [this.value, this.failed] = [value, undefined];
        },
        (error: unknown) => {
          if (!stale) this.failed = error instanceof Error ? error.message : String(error);
        },
      );
      return () => {
        stale = true;
      };
    });
  }
}
