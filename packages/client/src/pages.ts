/** Which part of a list to read: give it to the list's `query`. */
export interface Window {
  offset: number;
  limit: number;
}

export interface Page<Item> {
  items: Item[];
  hasMore: boolean;
}

const LARGEST_PAGE = 200;

/**
 * The pages of a list, one request each, as they are needed.
 * @example for await (const page of pages((window) => corsia.patients.list({ query: window }))) save(page.items)
 */
export async function* pages<Item>(
  read: (window: Window) => Promise<Page<Item>>,
  { limit = LARGEST_PAGE, offset = 0 }: Partial<Window> = {},
): AsyncGenerator<Item[], void, undefined> {
  for (let at = offset; ; ) {
    const { items, hasMore } = await read({ offset: at, limit });
    yield items;
    if (!hasMore || items.length === 0) return;
    at += items.length;
  }
}

/** The items of a list, however many pages it has. */
export async function* items<Item>(
  read: (window: Window) => Promise<Page<Item>>,
  window?: Partial<Window>,
): AsyncGenerator<Item, void, undefined> {
  for await (const page of pages(read, window)) yield* page;
}
