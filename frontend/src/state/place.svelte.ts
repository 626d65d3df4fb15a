/** Place: which page is shown, and with what; the address holds all of it. */

export type Page = "findings" | "parts" | "part" | "pictures" | "image" | "confusion" | "compare" | "about";
export type Asked = Record<string, string>;

export interface Place {
  page: Page;
  asked: Asked;
}

const PAGES: readonly string[] = ["findings", "parts", "part", "pictures", "image", "confusion", "compare", "about"];

function read(hash: string): Place {
  const [page = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return {
    page: PAGES.includes(page) ? (page as Page) : "findings",
    asked: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** Write the address of a page; the table stays the one that is shown unless another is asked for. */
export function to(page: Page, asked: Record<string, string | null | undefined> = {}): string {
  const given = Object.entries({ table: place.asked["table"], ...asked }).filter(([, value]) => value !== null && value !== undefined);
  const query = new URLSearchParams(given as [string, string][]).toString();
  return `#/${page}${query ? `?${query}` : ""}`;
}

export const place = $state<Place>(read(location.hash));

window.addEventListener("hashchange", () => {
  Object.assign(place, read(location.hash));
  window.scrollTo(0, 0);
});

/** Change what is asked of the page that is shown, without a new entry in the history. */
export function ask(changed: Record<string, string | null>): void {
  const address = to(place.page, { ...place.asked, ...changed });
  history.replaceState(null, "", address);
  Object.assign(place, read(address));
}
