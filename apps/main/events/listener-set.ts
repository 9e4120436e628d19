/** Called with each event. What it throws is a bug of its own and keeps nobody else from hearing. */
export type Listener<E> = (event: E) => void;
export type Unsubscribe = () => void;

/** Those who listen to one kind of news. */
export class ListenerSet<E> {
  readonly #listeners = new Set<Listener<E>>();
  readonly #onError: (error: unknown) => void;

  /** @param onError hears what listeners throw */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(listener: Listener<E>): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everybody, now. */
  tell(event: E): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
